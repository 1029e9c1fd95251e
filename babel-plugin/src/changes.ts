/**
 * S13: what the statements of a module do to its definitions, and to what it imports, after these are made: `half.by = 2`,
 * `RATES.set('de', 0.19)`, `Object.assign(Parser.prototype, mixin)`. Who reads the one depends on the other.
 *
 * Seen is what runs while the module loads: its statements, the functions that they give to calls (`codes.forEach((code) => …)`) and
 * the functions of the file that they call (`fill()`). What is changed is known by the syntax alone: an assignment to a member,
 * `delete`, the methods that change built-in objects, and any method where nobody uses the result, so that it is called for what
 * it does. What a function of another file does to an object that it is given is not seen, nor is what runs later.
 * Twin: swc-plugin/src/changes.rs
 */
import { Aliases } from './aliases.js'
import { builtinModule } from './builtin-modules.js'
import { Effects } from './effects.js'
import { type Binding, comparePositions, forEachTarget, type Scopes } from './scope.js'
import { type Any, forEachChild, type Module, type Position, type Statement } from './tree.js'

/** A statement that changes something, or what is declared with it (`const size = list.push(1)`, a class with a static block). */
export type Change = { node: Statement; name: string; at: Position } | { declares: number[] }

/** By what is changed, in the order of the source. */
export interface Changes {
  byBinding: ReadonlyMap<number, readonly Change[]>
  /** What a CommonJS module does to `exports.half`; by the name '' what it does to any of its exports. */
  byExport: ReadonlyMap<string, readonly Change[]>
}

export function findChanges(module: Module, scopes: Scopes): Changes {
  const [byBinding, byExport] = [new Map<number, Change[]>(), new Map<string, Change[]>()]
  const { bindings } = scopes
  const aliases = new Aliases(scopes)
  const effects = new Effects(aliases)
  for (const statement of module.body.flatMap((each) => (each.type === 'Export' ? each.declarations : [each]))) {
    const changed = effects.of(statement)
    if (changed.size === 0) continue
    const change = changeOf(statement, bindings)
    const exported = new Set<string>()
    for (const index of changed) {
      const name = aliases.exportOf(index)
      if (name !== undefined) exported.add(name).add('')
      else if (index < bindings.length && canCount(bindings[index] as Binding)) add(byBinding, index, change)
    }
    for (const name of exported) add(byExport, name, change)
  }
  return { byBinding, byExport }
}

function add<K>(changes: Map<K, Change[]>, key: K, change: Change): void {
  const known = changes.get(key)
  if (known) known.push(change)
  else changes.set(key, [change])
}

/** What the module itself declares and does not assign again, and what it imports; a variable that is assigned counts by its value. */
function canCount({ kind, scope, source, assigned }: Binding): boolean {
  if (source !== undefined && builtinModule(source)) return false
  return kind === 'import' || (scope === 0 && !assigned)
}

function changeOf(node: Statement, bindings: readonly Binding[]): Change {
  const declares: number[] = []
  if (node.type === 'Variable' || node.type === 'ClassDeclaration' || node.type === 'Namespace')
    forEachTarget(node.target, ({ binding }) => binding !== undefined && declares.push(binding))
  // What is declared twice, as a `var` may be, has no definition.
  const isDefined = (index: number) => node.type !== 'Variable' || bindings[index]?.declarations.length === 1
  if (declares.length > 0 && declares.every(isDefined)) return { declares }
  return { node, name: nameOf(node), at: firstPosition(node) ?? { line: 0, column: 0 } }
}

/** For people: `Parser.prototype.parse`, `RATES.set`. */
function nameOf(node: Any): string {
  switch (node.type) {
    case 'Expression':
    case 'Chain':
      return nameOf(node.expression)
    case 'Await':
      return nameOf(node.argument)
    case 'Assign':
      return nameOf(node.target)
    case 'Call':
      return nameOf(node.callee)
    case 'Name':
      return node.name
    case 'Member': {
      const { object, property } = node
      // Of a chain of calls, the first one.
      return property.type === 'String' && object.type !== 'Call'
        ? `${nameOf(object)}.${property.value}`
        : nameOf(object)
    }
    default:
      return ''
  }
}

function firstPosition(node: Any): Position | undefined {
  let first = 'at' in node ? node.at : undefined
  // Nothing in it stands before it.
  if (first && node.type !== 'Class' && node.type !== 'Property') return first
  forEachChild(node, (child) => {
    const at = firstPosition(child)
    if (at && (!first || comparePositions(at, first) < 0)) first = at
  })
  return first
}
