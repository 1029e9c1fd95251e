/**
 * S11: what `import('./a')` and `require('./a')` mean depends on the file that they stand in.
 * Twin: swc-plugin/src/place.rs
 */
import { isOfCommonJs } from './common-js.js'
import { type Any, forEachChild, type Node } from './tree.js'

export function dependsOnPlace(node: Any): boolean {
  if (node.type === 'ImportCall' && !isPackageName(node.arguments[0])) return true
  if (node.type === 'Name') return node.binding === undefined && isOfCommonJs(node.name)
  const isRequire = node.type === 'Call' && node.callee.type === 'Name' && node.callee.name === 'require'
  let found = false
  forEachChild(node, (child) => {
    if (isRequire && child === node.callee && isPackageName(node.arguments[0])) return
    found ||= dependsOnPlace(child)
  })
  return found
}

function isPackageName(node: Node | undefined): boolean {
  return node?.type === 'String' && !/^[./]/.test(node.value)
}
