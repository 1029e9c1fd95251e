/**
 * S13: what the statements of a module do to its definitions, and to what it imports, after these are made: `half.by = 2`,
 * `RATES.set('de', 0.19)`, `Object.assign(Parser.prototype, mixin)`. Who reads the one depends on the other.
 *
 * Seen is what runs while the module loads: its statements, the functions that they give to calls (`codes.forEach((code) => …)`), the
 * functions of the file that they call (`fill()`), and what these do. What is changed is known by the syntax alone: an assignment
 * to a member, `delete`, the methods that change built-in objects, and any method where nobody uses the result, so that it is
 * called for what it does. What a function of another file does to an object that it is given is not seen, nor is what runs later.
 * Twin: swc-plugin/src/changes.rs
 */
import { Aliases } from './aliases.js'
import { builtinModule } from './builtin-modules.js'
import { Effects } from './effects.js'
import { type Binding, comparePositions, type Scopes } from './scope.js'
import { forEachTarget } from './targets.js'
import { type Any, forEachChild, type Module, type Position, type Statement } from './tree.js'

/**
 * A statement that changes something, or what is declared with it (`const size = list.push(1)`, a class with a static block). It stands
 * behind all that is before `at`.
 */
export type Change = ({ node: Statement; name: string } | { declares: number[] }) & {
  /** Its place among all changes of the module. */
  index: number
  at: Position
}

/** What is changed, in the order of the source. */
export interface Changes {
  all: readonly Change[]
  /** Of a variable that is assigned again, also what gives it its values. */
  byBinding: ReadonlyMap<number, readonly Change[]>
  /** What a CommonJS module does to `exports.half`; by the name '' what it does to any of its exports. */
  byExport: ReadonlyMap<string, readonly Change[]>
}

export function findChanges(module: Module, scopes: Scopes): Changes {
  const [byBinding, byExport] = [new Map<number, Change[]>(), new Map<string, Change[]>()]
  const { bindings } = scopes
  const aliases = new Aliases(scopes)
  const effects = new Effects(aliases)
  const all: Change[] = []
  let last = { place: -1, at: { line: 0, column: 0 } }
  const statements = module.body.flatMap((each) => (each.type === 'Export' ? each.declarations : [each]))
  for (const [place, statement] of statements.entries()) {
    const changed = effects.of(statement)
    if (changed.size === 0) continue
    const at = extremeOf(statement, isAbove) ?? endOf(statements, place, last)
    last = { place, at }
    const change: Change = { ...changeOf(statement, bindings), index: all.length, at }
    all.push(change)
    const exported = new Set<string>()
    const found = new Set<number>()
    for (const index of changed) {
      const name = aliases.exportOf(index)
      const binding = aliases.variableOf(index) ?? index
      if (name !== undefined) exported.add(name).add('')
      else if (binding < bindings.length && canCount(bindings[binding] as Binding)) found.add(binding)
    }
    for (const binding of found) add(byBinding, binding, change)
    for (const name of exported) add(byExport, name, change)
  }
  return { all, byBinding, byExport }
}

function add<K>(changes: Map<K, Change[]>, key: K, change: Change): void {
  const known = changes.get(key)
  if (known) known.push(change)
  else changes.set(key, [change])
}

/** What the module itself declares, and what it imports. */
function canCount({ kind, scope, source }: Binding): boolean {
  if (source !== undefined && builtinModule(source)) return false
  return kind === 'import' || scope === 0
}

function changeOf(
  node: Statement,
  bindings: readonly Binding[],
): { node: Statement; name: string } | { declares: number[] } {
  const declares: number[] = []
  if (declaring.has(node.type) && 'target' in node)
    forEachTarget(node.target, ({ binding }) => binding !== undefined && declares.push(binding))
  // What is declared twice, as a `var` may be, has no definition.
  const merges = node.type === 'ClassDeclaration' || node.type === 'Namespace'
  const isDefined = (index: number) => merges || bindings[index]?.declarations.length === 1
  if (declares.length > 0 && declares.every(isDefined)) return { declares }
  return { node, name: nameOf(node) }
}

const declaring: ReadonlySet<string> = new Set(['Variable', 'FunctionDeclaration', 'ClassDeclaration', 'Namespace'])

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

/** Where what stands above a statement ends that says nothing of its own place (`delete rates.de`). `last`: the change above it. */
function endOf(statements: readonly Statement[], place: number, last: { place: number; at: Position }): Position {
  for (let above = place - 1; above >= 0 && above >= last.place; above--) {
    const end = extremeOf(statements[above] as Statement, (one, other) => isAbove(other, one))
    if (end) return end
  }
  return last.at
}

/** Of the positions in a node, the first or the last. */
function extremeOf(node: Any, isNearer: (one: Position, other: Position) => boolean): Position | undefined {
  let found = 'at' in node ? node.at : undefined
  forEachChild(node, (child) => {
    const at = extremeOf(child, isNearer)
    if (at && (!found || isNearer(at, found))) found = at
  })
  return found
}

function isAbove(one: Position, other: Position): boolean {
  return comparePositions(one, other) < 0
}
