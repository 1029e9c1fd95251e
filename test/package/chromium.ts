/** A real Chromium, of the system: nothing is downloaded. */
import { spawnSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'

const candidates = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(
  (command): command is string => command !== undefined,
)

/** The path of its binary, if there is one. */
export const binary = candidates.map(find).find((path) => path !== undefined)

/** Says once what is left out on a machine without a Chromium. */
export function sayWhatIsLeftOut(tests: string): void {
  if (binary !== undefined) return
  process.stderr.write(
    `\n*** chromium is not installed: NOT TESTED: ${tests}.\n` +
      `*** Install it (Debian: apt-get install chromium; macOS: brew install chromium), or name one: CHROMIUM=/path/to/it\n\n`,
  )
}

/** Without its sandbox, which root cannot have: it opens nothing but the pages of the tests. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: binary as string, args: ['--no-sandbox', '--disable-gpu'] })
}

function find(command: string): string | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
