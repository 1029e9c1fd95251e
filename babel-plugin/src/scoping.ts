/**
 * Tells Babel's scopes what inject.ts has written, so that every plugin that follows knows the new names and their uses. Only
 * the new nodes are looked at: to crawl the file again would take as long as half of the compilation.
 * Twin: swc-plugin/src/scoping.rs
 */
import type { BabelFile, NodePath } from '@babel/core'
import type * as t from '@babel/types'

/** What a plugin is given of Babel. */
export interface Babel {
  types: typeof t
  /** Not in its types: where it keeps the paths of nodes. */
  traverse: { cache: { getOrCreateCachedPaths?(parent: t.Node, parentPath: NodePath): Map<t.Node, NodePath> } }
}

export class Scoping {
  private readonly program: NodePath<t.Program>
  /** The statements of the file as they were read. */
  private readonly statements: readonly t.Statement[]
  private readonly topLevel: ReadonlySet<t.Node | null | undefined>
  /** How many names there are with this stem. */
  private readonly stems = new Map<string, number>()
  /** Where the calls of `define` are once everything is written. */
  private readonly calls: ((topLevel: Map<t.Node, NodePath>) => NodePath)[] = []
  private readonly renamed: NodePath[] = []
  /** Whether the paths to all of them are known. */
  private complete = true

  constructor(
    private readonly babel: Babel,
    file: BabelFile,
  ) {
    this.program = file.path as NodePath<t.Program>
    this.statements = [...this.program.node.body]
    const topLevel = new Set<t.Node | null | undefined>(this.statements)
    for (const node of this.statements) if ('declaration' in node) topLevel.add(node.declaration)
    this.topLevel = topLevel
  }

  /** `_name`, `_name2` and so on: the first that is free. `generateUid` of Babel 7 would begin with the first one each time. */
  newName(stem: string): string {
    const { scope } = this.program
    for (let number = (this.stems.get(stem) ?? 0) + 1; ; number++) {
      const name = number === 1 ? `_${stem}` : `_${stem}${number}`
      if (scope.hasLabel(name) || scope.hasBinding(name) || scope.hasGlobal(name) || scope.hasReference(name)) continue
      this.stems.set(stem, number)
      return name
    }
  }

  /** The list that a declaration stands in, unless that is the file. */
  listOf(host: t.Node): t.Statement[] | undefined {
    if (this.topLevel.has(host)) return undefined
    const container = this.pathOf(host)?.container
    return Array.isArray(container) ? (container as t.Statement[]) : undefined
  }

  /** A call is written below `host`. */
  wroteIn(host: t.Node, key: string): void {
    this.wrote(this.pathOf(host), key)
  }

  /** A call is written below `host`, around what stood there. */
  wroteAround(host: t.Node, key: 'init' | 'right' | 'declaration' | 'arguments'): void {
    this.wroteAroundChild(this.pathOf(host), key)
  }

  /** Writes a call where `value` stands, which is its first argument then. Not where there are no positions to find it by. */
  writeAround(value: t.Node, call: () => t.CallExpression): void {
    const { parentPath, key } = this.pathOf(value) ?? {}
    if (!parentPath || typeof key !== 'string') return
    ;(parentPath.node as unknown as Record<string, t.Node>)[key] = call()
    this.wroteAroundChild(parentPath, key)
  }

  private wroteAroundChild(path: NodePath | undefined, key: string): void {
    if (path) this.move(path, key === 'arguments' ? childOf(path, key, 0) : onlyChildOf(path, key))
    this.wrote(path, key === 'arguments' ? 'arguments.0' : key)
  }

  private wrote(host: NodePath | undefined, key: string): void {
    if (host) this.calls.push(() => host.get(key) as NodePath)
    else this.complete = false
  }

  /** What stood below `host` is the first argument of the call now, and keeps its path there, by which scopes and uses are known. */
  private move(host: NodePath, call: NodePath): void {
    const node = (call.node as t.CallExpression).arguments[0] as t.Node
    const path = pathsOf(host).get({ parentPath: host, parent: host.node, container: { node }, key: 'node' })
    this.babel.traverse.cache.getOrCreateCachedPaths?.(call.node, call).set(node, path)
    path.parent = call.node
    // An older Babel 7 has no way to its paths, or another one.
    if (childOf(call, 'arguments', 0) !== path) this.complete = false
  }

  /** A call is written as a statement of the list that `host` stands in. */
  wroteBeside(host: t.Node, statement: t.Statement): void {
    if (this.topLevel.has(host)) {
      this.wroteAtEnd(statement)
      return
    }
    const path = this.pathOf(host)
    const { parentPath, listKey } = path ?? {}
    if (!parentPath || !listKey) this.complete = false
    else {
      const list = path?.container as t.Statement[]
      this.calls.push(() => {
        // All of them: those behind it have moved.
        const paths = list.map((_, index) => childOf(parentPath, listKey, index))
        return paths[list.indexOf(statement)]?.get('expression') as NodePath
      })
    }
  }

  /** A call is written as a statement of the file. */
  wroteAtEnd(statement: t.Statement): void {
    this.calls.push((topLevel) => topLevel.get(statement)?.get('expression') as NodePath)
  }

  /** A declaration has got a name. */
  named(host: t.Node): void {
    const path = this.pathOf(host)
    // A class has a scope of its own that knows the name, too.
    if (path && host.type === 'FunctionDeclaration') this.renamed.push(path)
    else this.complete = false
  }

  /** Everything is written: `added` are the new declarations of the file. */
  finish(added: readonly t.Statement[]): void {
    const { scope } = this.program
    if (!this.complete) {
      scope.crawl()
      return
    }
    const topLevel = new Map<t.Node, NodePath>()
    for (const node of this.program.node.body) topLevel.set(node, childOf(this.program, 'body', topLevel.size))
    const declarations = added.map((node) => topLevel.get(node) as NodePath)
    for (const path of [...declarations, ...this.renamed]) scope.registerDeclaration(path)
    for (const path of this.renamed)
      scope.getBinding((path.node as t.FunctionDeclaration).id?.name ?? '')?.reference(path.parentPath as NodePath)
    // From here on the new names are known: entering a function lets Babel find what it uses.
    for (const path of declarations) this.enter(path)
    for (const call of this.calls) {
      const path = call(topLevel)
      this.use(path.get('callee') as NodePath)
      for (const argument of path.get('arguments') as NodePath[]) {
        this.use(argument)
        if (argument.isObjectExpression()) for (const property of argument.get('properties')) property.get('value')
      }
    }
  }

  private enter(path: NodePath): void {
    path.setContext(this.program.context)
    if (!path.isVariableDeclaration()) return
    this.use(path.get('declarations.0.init.callee') as NodePath)
  }

  private use(path: NodePath): void {
    if (!path.isIdentifier()) return
    const binding = path.scope.getBinding(path.node.name)
    if (binding) binding.reference(path)
    else (this.program.scope as unknown as { addGlobal(node: t.Node): void }).addGlobal(path.node)
  }

  /** Finds a node of the author by its position. */
  private pathOf(host: t.Node): NodePath | undefined {
    const { start } = host
    if (start == null) return undefined
    let [low, high] = [0, this.statements.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (((this.statements[middle] as t.Statement).start ?? -1) <= start) low = middle
      else high = middle - 1
    }
    return this.statements[low] && this.search(childOf(this.program, 'body', low), host)
  }

  private search(path: NodePath, host: t.Node): NodePath | undefined {
    const { node } = path
    if (node === host) return path
    for (const key of this.babel.types.VISITOR_KEYS[node.type] ?? []) {
      const value = (node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>)[key]
      if (!value) continue
      const isList = Array.isArray(value)
      const children = isList ? value : [value]
      for (let index = 0; index < children.length; index++) {
        const child = children[index]
        if (!child || !mayContain(child, host)) continue
        const found = this.search(isList ? childOf(path, key, index) : onlyChildOf(path, key), host)
        if (found) return found
      }
    }
    return undefined
  }
}

/** A node without a position is one that was written here, around a node of the author. */
function mayContain(node: t.Node, host: t.Node): boolean {
  if (node.start == null || node.end == null) return true
  return node.start <= (host.start as number) && node.end >= (host.end as number)
}

/** As `path.get('body')`, which would enter functions. */
function onlyChildOf(path: NodePath, key: string): NodePath {
  return pathsOf(path).get({ parentPath: path, parent: path.node, container: path.node, key })
}

/** As `path.get('body.7')`, which would make a path for each member of the list. Does not enter functions. */
function childOf(path: NodePath, listKey: string, key: number): NodePath {
  const container = (path.node as unknown as Record<string, t.Node[]>)[listKey] as t.Node[]
  return pathsOf(path).get({ parentPath: path, parent: path.node, container, listKey, key })
}

/** `NodePath.get` finds the path of a node by its parent, or makes one. */
function pathsOf(path: NodePath): { get(location: object): NodePath } {
  return path.constructor as unknown as { get(location: object): NodePath }
}
