/**
 * Changes of a source text at the places of its syntax tree: what is not changed stays as it is, to the letter. Both the
 * mutations of `bench/soundness` and the rewrites of the differential test are tables of such edits.
 */
import { type NodePath, parseSync, type types as t, traverse } from '@babel/core'

/** The text from `start` to `end` becomes `text`. */
export interface Edit {
  start: number
  end: number
  text: string
}

export type Alternative = Edit[] | (() => Edit[])

export interface EditRule {
  /** The types of nodes at which it is tried. */
  on: readonly t.Node['type'][]
  /** The alternatives at this node; each is a list of edits that do not overlap, or makes one when it is chosen. */
  edits(path: NodePath, code: string): Alternative[]
}

export interface Candidate<R extends EditRule> {
  rule: R
  node: t.Node
  path: NodePath
  edits: Alternative
}

export function parse(code: string, { file = 'input.js', script = false } = {}): t.File {
  return parseSync(code, {
    filename: file,
    configFile: false,
    babelrc: false,
    sourceType: script ? 'script' : 'module',
    parserOpts: { plugins: parserPlugins(file) },
  }) as t.File
}

export function parserPlugins(file: string): ('typescript' | 'jsx' | 'decorators')[] {
  if (!/\.[cm]?tsx?$/.test(file)) return ['jsx', 'decorators']
  return file.endsWith('x') ? ['typescript', 'jsx', 'decorators'] : ['typescript', 'decorators']
}

/** Every edit that the rules know for this file, in the order of the source. Types are left alone: they are erased. */
export function candidates<R extends EditRule>(ast: t.File, code: string, rules: readonly R[]): Candidate<R>[] {
  const byType = new Map<string, R[]>()
  for (const rule of rules) for (const type of rule.on) byType.set(type, [...(byType.get(type) ?? []), rule])
  const found: Candidate<R>[] = []
  traverse(ast, {
    enter(path) {
      if (isErased(path)) {
        path.skip()
        return
      }
      for (const rule of byType.get(path.node.type) ?? []) {
        for (const edits of rule.edits(path, code)) {
          if (typeof edits === 'function' || edits.some((edit) => code.slice(edit.start, edit.end) !== edit.text)) {
            found.push({ rule, node: path.node, path, edits })
          }
        }
      }
    },
  })
  return found
}

export function applyEdits(code: string, edits: Alternative): string {
  let result = code
  for (const { start, end, text } of [...(typeof edits === 'function' ? edits() : edits)].sort(
    (a, b) => b.start - a.start || b.end - a.end,
  )) {
    result = result.slice(0, start) + text + result.slice(end)
  }
  return result
}

export function textOf(code: string, node: t.Node): string {
  return code.slice(node.start as number, node.end as number)
}

/** One edit that replaces a node; more nodes may be given for one that spans them. */
export function put(node: t.Node, text: string, last: t.Node = node): Edit[] {
  return [{ start: node.start as number, end: last.end as number, text }]
}

/** Two nodes change places. */
export function swap(code: string, first: t.Node, second: t.Node): Edit[] {
  return [...put(first, textOf(code, second)), ...put(second, textOf(code, first))]
}

/** Takes an item out of a list with commas. */
export function takeOut(items: readonly (t.Node | null)[], index: number): Edit[] {
  const item = items[index]
  if (!item) return []
  const [before, after] = [items[index - 1], items[index + 1]]
  if (after) return [{ start: item.start as number, end: after.start as number, text: '' }]
  return [{ start: (before?.end ?? item.start) as number, end: item.end as number, text: '' }]
}

function isErased(path: NodePath): boolean {
  const { node } = path
  if (path.isTSType() || path.isTSInterfaceDeclaration() || path.isTSTypeAliasDeclaration()) return true
  if (path.isTSTypeAnnotation() || path.isTSTypeParameterDeclaration() || path.isTSTypeParameterInstantiation())
    return true
  if (path.isTSDeclareFunction() || path.isTSDeclareMethod() || path.isTSIndexSignature()) return true
  if (path.isImportDeclaration() || path.isExportAllDeclaration()) return true
  // What `implements` lists, and the parameter `this`, are types as well.
  if (path.listKey === 'implements') return true
  if (path.isIdentifier() && path.listKey === 'params' && path.node.name === 'this') return true
  return (node as { declare?: boolean }).declare === true
}
