import { homedir } from 'node:os'
import { root } from './consumer.js'

/** Whether `text` names a folder of the machine that runs the test, or of somebody's home. */
export function machinePath(text: string): boolean {
  return names(text, `${homedir()}/`) || names(text, root) || /(?<![\w.-])\/(home|Users)\/[a-z]+\/[.a-z]/i.test(text)
}

/** Whether `folder` stands in `text` as an absolute path, not as the end of a longer one. */
function names(text: string, folder: string): boolean {
  for (let at = text.indexOf(folder); at >= 0; at = text.indexOf(folder, at + 1)) {
    if (!/[\w.-]/.test(text[at - 1] ?? '')) return true
  }
  return false
}
