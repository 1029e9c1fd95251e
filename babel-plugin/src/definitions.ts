/**
 * The definitions of a module that a cached function or another module can reach, each with its canonical form and its slots.
 *
 * It starts from the roots (what is given to `cached`, what is exported) and goes on through their references, as far as this
 * file. Definitions are in order of discovery: the roots in the order of the source, then what they reach, breadth first.
 * Spec: docs/output.md. Twin: swc-plugin/src/definitions.rs
 */
import { type CanonicalForm, canonicalForm, type Root } from './canonical-form.js'
import type { Change, Changes } from './changes.js'
import { codeHash } from './code-hash.js'
import { requiredBy } from './common-js.js'
import { type Diagnostic, diagnose } from './diagnostics.js'
import { type CachedUses, holdsCached, isCached } from './find-calls.js'
import { loadOrder } from './load-order.js'
import type { Options } from './options.js'
import type { Parameters } from './parameters.js'
import type { Reference } from './references.js'
import type { Binding, Scopes } from './scope.js'
import { forEachTarget } from './targets.js'
import type { Any, Assign, ClassNode, FunctionNode, Module, Name, Node, Position, Statement } from './tree.js'
import {
  branchesOf,
  exportedBy,
  hasFunctionsInBranches,
  holdsFunctions,
  isAnonymous,
  isConstant,
  isEvaluated,
  isFunction,
  isGiven,
  isMerged,
  isVariable,
  madeBy,
  makesValue,
  ownNameOf,
  readsOwnName,
  readsWhatChanges,
  writesFunctions,
} from './values.js'

export interface Definition {
  index: number
  name: string
  at: Position
  facts: number
  parameters: Parameters | undefined
  form: string
  hash: string
  slots: Slot[]
}

export type Slot =
  | { kind: 'd' | 'D'; definition: Definition }
  | { kind: 'v'; definition: Definition; path: string[]; binding: number }
  | { kind: 'b' | 'B' | 'i' | 'c' | 'C'; path: string[]; binding: number | undefined }
  | { kind: 'o' }

/**
 * A place where the plugin writes a call of `define`: with a definition, or with the reason why there is none. `top`: what it
 * registers is declared by the module itself, and not further in. `branch`: a function that a branch of a value makes.
 * `end`: the end of the file. `made`: of what a CommonJS module exports as a whole, the properties that hold functions which it makes.
 */
export type Registration = { host: unknown; top: boolean; definition: Definition | Diagnostic } & (
  | { place: 'argument' | 'method' | 'initializer' | 'default' | 'branch' }
  | { place: 'assignment'; made: string[] | undefined }
  | { place: 'function' | 'class' | 'end'; name: string }
)

export interface Definitions {
  definitions: Definition[]
  registrations: Registration[]
  diagnostics: Diagnostic[]
  /** The captured variables that are assigned again. */
  variables: number[]
}

/** Facts of a row, as docs/output.md numbers them. */
const USES_THIS = 1
const NOT_NEWABLE = 2
export const NAMED_BY_PLACE = 64
const IS_FUNCTION = 8
const LABELLED = 16
const IS_LITERAL = 32
const BORROWED = 4

/** Whether the name can count: where code reads it, or beside a pinned version. */
export function nameCounts({ facts }: Definition): boolean {
  return (facts & IS_FUNCTION) !== 0
}

export function isDefinition(found: Definition | Diagnostic | undefined): found is Definition {
  return found !== undefined && 'hash' in found
}

export function collectDefinitions(
  module: Module,
  scopes: Scopes,
  uses: CachedUses,
  changes: Changes,
  options: Options,
): Definitions {
  const collector = new Collector(scopes, changes, options)
  for (const { call, argument, label, holder } of uses.calls) {
    if (argument.type === 'Name') collector.registerWrapped(argument.binding, holder)
    else collector.registerCall(call, argument, label, holder)
  }
  for (const { member, method } of uses.methods) collector.registerMethod(member, method)
  for (const binding of uses.classes) collector.register(binding)
  if (options.exports) collector.registerExports(module)
  collector.link()
  for (const { refused, name } of uses.lowered) collector.tell(diagnose(refused, name, false))
  return collector
}

/** A definition whose slots are not resolved yet. */
interface Draft {
  definition: Definition
  references: Reference[]
  /** Whether it runs code while the module loads. */
  isEvaluated: boolean
  /** The binding that it stands for. */
  binding?: number
  /** S13: the constants that hold it as a cached function. */
  holders: number[]
  /** Of what is given to an exported variable that is assigned again: the variable, if its value counts. */
  live?: number
  /** What makes it in a branch. */
  whole?: Draft
  /** S13: the export of a CommonJS module that it is given to; nothing for all of them. */
  exported?: string
  /** S13: the change that it is. */
  change?: Change | undefined
  /** S16: what is changed of what it refers to. */
  lists: (readonly Change[])[]
}

class Collector implements Definitions {
  definitions: Definition[] = []
  registrations: Registration[] = []
  diagnostics: Diagnostic[] = []
  variables: number[] = []

  private readonly drafts: Draft[] = []
  private readonly byBinding = new Map<number, Definition | Diagnostic | undefined>()
  private readonly byChange = new Map<Change, Definition | Diagnostic>()
  /** What is declared with a change. */
  private readonly declared = new Map<number, Change>()
  private readonly byList = new Map<readonly Change[], Definition[]>()
  private readonly told = new Set<string>()
  private readonly registered = new Set<number>()
  /** Exported variables that are assigned again. */
  private readonly live = new Set<number>()

  constructor(
    private readonly scopes: Scopes,
    private readonly changes: Changes,
    private readonly options: Options,
  ) {
    for (const change of changes.all)
      if ('declares' in change) for (const index of change.declares) this.declared.set(index, change)
  }

  registerWrapped(index: number | undefined, holder: number | undefined): void {
    this.register(index, true)
    this.hold(index === undefined ? undefined : this.byBinding.get(index), holder)
  }

  registerCall(call: { host?: unknown }, argument: FunctionNode, label: string, holder: number | undefined): void {
    const definition = this.defineFunction(argument, argument.self?.name ?? label)
    this.hold(definition, holder)
    // The variable that the wrapped function is given to is a help for people; it is not the function's own name.
    if (isDefinition(definition) && !argument.self) definition.facts |= LABELLED
    this.registrations.push({ place: 'argument', host: call.host, top: false, definition })
  }

  private hold(definition: Definition | Diagnostic | undefined, holder: number | undefined): void {
    if (isDefinition(definition) && holder !== undefined) this.draftOf(definition).holders.push(holder)
  }

  private draftOf({ index }: Definition): Draft {
    return this.drafts[index] as Draft
  }

  registerMethod(member: { host?: unknown; key: Node }, method: FunctionNode): void {
    const name = member.key.type === 'String' ? member.key.value : ''
    const definition = this.defineFunction(method, name)
    this.registrations.push({ place: 'method', host: member.host, top: false, definition })
  }

  registerExports(module: Module): void {
    for (const statement of module.body) {
      switch (statement.type) {
        case 'Export':
          for (const declaration of statement.declarations) {
            if ('target' in declaration) forEachTarget(declaration.target, (name) => this.register(name.binding))
          }
          break
        case 'ExportNames':
          for (const name of statement.locals) this.register(name.binding)
          break
        case 'ExportAssign':
          this.registerNames(statement.value)
          break
        case 'ExportDefault':
          if (statement.value.type === 'Name') this.register(statement.value.binding)
          else this.registerDefault(statement)
          break
        default:
      }
    }
    for (const assignment of this.scopes.assignments) this.registerAssignment(assignment, module.esm)
  }

  /** What is assigned to an exported variable, or to the exports of a CommonJS module. */
  private registerAssignment({ target, value, scope, host, at }: Assign, esm: boolean): void {
    const isVariable = target.type === 'Name' && target.binding !== undefined
    const exported = esm ? undefined : exportedBy(target)
    if (isVariable ? !this.live.has(target.binding as number) : exported === undefined) return
    this.registerNames(value)
    if (value.type === 'Assign' || !holdsFunctions(value, this.scopes.bindings) || this.isNamedLate(value, isVariable))
      return
    const name = isVariable ? target.name : (exported as string)
    const self = value.type === 'Function' ? value.self?.binding : undefined
    const root: Root = { node: value, scope: scope as number, own: new Set() }
    if (isVariable) root.name = name
    if (self !== undefined) root.self = self
    const definition = this.add(root, name, at as Position, false)
    if (!isDefinition(definition)) return
    definition.facts |= this.factsOfPlace(value, isVariable)
    if (isVariable) this.countLive(definition, value, target.binding as number)
    if (exported !== undefined) this.draftOf(definition).exported = exported
    const made = exported === '' ? madeBy(value) : undefined
    this.registrations.push({ place: 'assignment', host, top: scope === 0, definition, made })
    this.registerBranches(value, definition)
  }

  /** The bindings that an object or a name leads to: `module.exports = { half, math: { third } }`. */
  private registerNames(value: Node): void {
    if (value.type === 'Name') this.register(value.binding)
    else if (value.type === 'Object')
      for (const property of value.properties) {
        if (property.type === 'Property' && property.kind === 'value' && property.value)
          this.registerNames(property.value)
      }
  }

  /**
   * Registers the value of a binding where it is declared, if it is one that its declaration makes. `wrapped`: it is given to
   * `cached`, so that a refusal must reach the user.
   */
  register(index: number | undefined, wrapped = false): void {
    if (index === undefined || this.registered.has(index)) return
    const binding = this.scopes.bindings[index] as Binding
    const [declaration] = binding.declarations
    if (!declaration || (binding.declarations.length > 1 && !isMerged(binding))) return
    if (binding.assigned) {
      if (binding.scope === 0) this.registerLive(index, declaration)
      return
    }
    if (declaration.type === 'Variable' && declaration.target.type === 'Name' && declaration.init?.type === 'Name') {
      this.registered.add(index)
      this.register(declaration.init.binding)
      return
    }
    const place = this.placeOf(declaration, binding)
    const definition = place && this.define(index, wrapped)
    if (!definition || !(isDefinition(definition) || wrapped)) return
    this.registered.add(index)
    const { host } = declaration as { host?: unknown }
    const top = binding.scope === 0
    if (place === 'initializer') this.registrations.push({ place, host, top, definition })
    else if (place !== 'end' || isDefinition(definition))
      this.registrations.push({ place, host, top, name: binding.name, definition })
  }

  /** An exported variable that is assigned again: what it starts with, and what it is given. */
  private registerLive(index: number, declaration: Any): void {
    const { scope, name } = this.scopes.bindings[index] as Binding
    this.registered.add(index)
    this.live.add(index)
    if (declaration.type === 'FunctionDeclaration') {
      const { function: node, host } = declaration
      const definition = this.add({ node, scope, own: new Set() }, name, node.at, false)
      if (isDefinition(definition)) this.registrations.push({ place: 'function', host, top: true, name, definition })
    } else if (declaration.type === 'Variable' && declaration.target.type === 'Name' && declaration.init) {
      const { init, host, at } = declaration
      this.registerNames(init)
      if (!holdsFunctions(init, this.scopes.bindings) || this.isNamedLate(init)) return
      const definition = this.add({ node: init, scope, own: new Set(), name }, name, at, false)
      if (!isDefinition(definition)) return
      definition.facts |= this.factsOfPlace(init, true)
      this.countLive(definition, init, index)
      this.registrations.push({ place: 'initializer', host, top: true, definition })
      this.registerBranches(init, definition)
    }
  }

  /** One code can give a variable one value after another: but for functions that it writes out, the value counts at each call. */
  private countLive(definition: Definition, value: Node, index: number): void {
    if (branchesOf(value).some(writesFunctions)) return
    definition.facts |= BORROWED
    this.draftOf(definition).live = index
  }

  private placeOf(declaration: Any, binding: Binding): 'function' | 'class' | 'initializer' | 'end' | undefined {
    const { scope } = binding
    switch (declaration.type) {
      case 'FunctionDeclaration':
        return 'function'
      case 'ClassDeclaration':
        return 'class'
      case 'Enum':
        return scope === 0 && isMerged(binding) ? 'end' : undefined
      case 'Namespace':
        return scope === 0 ? 'end' : undefined
      case 'Variable': {
        const { target, init } = declaration
        if (!init || requiredBy(init)) return undefined
        if (target.type !== 'Name' || readsOwnName(init)) return scope === 0 ? 'end' : undefined
        return holdsFunctions(init, this.scopes.bindings) && !this.isNamedLate(init) ? 'initializer' : undefined
      }
      default:
        return undefined
    }
  }

  private registerDefault(statement: { value: Node; host?: unknown; at: Position }): void {
    const { value, host, at } = statement
    this.registerNames(value)
    if (!holdsFunctions(value, this.scopes.bindings) || this.isNamedLate(value)) return
    const definition = this.add({ node: value, scope: 0, own: new Set(), name: 'default' }, 'default', at, false)
    if (!isDefinition(definition)) return
    definition.facts |= this.factsOfPlace(value, true)
    this.registrations.push({ place: 'default', host, top: true, definition })
    this.registerBranches(value, definition)
  }

  /**
   * What one of several branches gives counts by its value, too (`isFast ? (n) => n >> 1 : half`), and so a function that a branch
   * makes has a version of its own, and what it names is registered where it is declared.
   */
  private registerBranches(value: Node, whole: Definition): void {
    if (!(whole.facts & BORROWED)) return
    for (const branch of branchesOf(value)) {
      if (branch.type === 'Name') {
        if (isConstant(branch, this.scopes.bindings)) this.register(branch.binding)
        continue
      }
      if (branch.type !== 'Function' && branch.type !== 'Class') continue
      const { scope, self, host, at } = branch
      const root: Root = { node: branch, scope: scope as number, own: new Set() }
      if (branch.type === 'Function' && self?.binding !== undefined) root.self = self.binding
      const definition = this.add(root, whole.name, at, false)
      if (!isDefinition(definition)) continue
      definition.facts |= this.factsOfPlace(branch, false)
      this.draftOf(definition).whole = this.draftOf(whole)
      this.registrations.push({ place: 'branch', host, top: scope === 0, definition })
    }
  }

  /** What is registered already, and what could see that it is passed on to `define`. */
  private isNamedLate(node: Node, named = true): boolean {
    const isWrapper = node.type === 'Call' && isCached(node.callee, this.scopes.bindings, this.options)
    return isWrapper || (named && readsOwnName(node))
  }

  /** The definition that a binding stands for; nothing where it has none of its own. */
  private define(index: number, wrapped = false): Definition | Diagnostic | undefined {
    if (this.byBinding.has(index)) return this.byBinding.get(index)
    const root = this.rootOf(index)
    const binding = this.scopes.bindings[index] as Binding
    const refused = root && this.refusedChange(index, wrapped)
    const definition = refused ?? (root && this.add(root, binding.name, positionOf(binding), wrapped))
    this.byBinding.set(index, definition)
    if (!isDefinition(definition)) return definition
    const draft = this.draftOf(definition)
    draft.binding = index
    draft.change = this.declared.get(index)
    const [declaration] = binding.declarations
    if (isMerged(binding)) definition.facts |= factsOfMerged(declaration as Any)
    if (declaration?.type === 'Variable' && declaration.init) {
      const { target, init } = declaration
      definition.facts |= target.type === 'Name' ? this.factsOfPlace(init, true) : BORROWED
      if (target.type === 'Name') this.registerBranches(init, definition)
    }
    return definition
  }

  /** What a value has from where it stands: `named`, whether it takes its name from there. */
  private factsOfPlace(value: Node, named: boolean): number {
    if (!isAnonymous(value)) return holdsFunctions(value, this.scopes.bindings) && !makesValue(value) ? BORROWED : 0
    if (!named) return LABELLED
    return readsOwnName(value) ? 0 : NAMED_BY_PLACE
  }

  /** S13: of the statements that change what a binding holds, the first that is refused. */
  private refusedChange(index: number, wrapped: boolean): Diagnostic | undefined {
    for (const change of this.changes.byBinding.get(index) ?? []) {
      const found = this.defineChange(change, this.nameOf(index), wrapped)
      if (found && !isDefinition(found)) return found
    }
    return undefined
  }

  /** S13: the definition of a statement; what is declared with the change has its own. */
  private defineChange(change: Change, changed: string, wrapped: boolean): Definition | Diagnostic | undefined {
    if ('declares' in change) return undefined
    let found = this.byChange.get(change)
    if (!found) {
      found = this.add(blockOf([change.node]), change.name || changed, change.at, wrapped)
      if (isDefinition(found)) this.draftOf(found).change = change
      this.byChange.set(change, found)
    }
    return found
  }

  private nameOf(index: number): string {
    return (this.scopes.bindings[index] as Binding).name
  }

  private rootOf(index: number): Root | undefined {
    const binding = this.scopes.bindings[index] as Binding
    const { scope, name, declarations } = binding
    const [declaration] = declarations
    const none: ReadonlySet<number> = new Set()
    if (!declaration) return undefined
    if (isMerged(binding)) {
      return {
        node: { type: 'Block', body: declarations as Statement[] },
        scope,
        own: new Set([index]),
        declares: index,
      }
    }
    if (declarations.length > 1) return undefined
    switch (declaration.type) {
      case 'FunctionDeclaration':
        return { node: declaration.function, scope, own: none, self: index }
      case 'ClassDeclaration':
        return { node: declaration.class, scope, own: none, self: index, name }
      case 'Enum':
        // T1: when it was made, what it reads may have been another: the runtime counts its values.
        if (declaration.members.some((member) => readsWhatChanges(member, this.scopes.bindings))) return undefined
        return { node: declaration, scope, own: new Set([index]), declares: index }
      case 'Namespace':
        return { node: declaration, scope, own: new Set([index]), declares: index }
      case 'ImportEquals':
        return declaration.value.type === 'String' ? undefined : { node: declaration.value, scope, own: none }
      case 'Variable': {
        const { target, init } = declaration
        if (target.type !== 'Name') {
          return { node: declaration, scope, own: new Set(bindingsOf(target)), declares: index }
        }
        if (!init) return { node: { type: 'Undefined' }, scope, own: none }
        return { node: init, scope, own: none, self: index, name }
      }
      default:
        return undefined
    }
  }

  private defineFunction(node: FunctionNode, name: string): Definition | Diagnostic {
    const root: Root = { node, scope: node.scope as number, own: new Set() }
    if (node.self?.binding !== undefined) root.self = node.self.binding
    return this.add(root, name, node.at, true)
  }

  private add(root: Root, name: string, at: Position, wrapped: boolean): Definition | Diagnostic {
    const form = canonicalForm(root, this.scopes, at)
    if ('type' in form) {
      const diagnostic = diagnose(form, name, wrapped)
      this.tell(diagnostic)
      return diagnostic
    }
    const definition: Definition = {
      index: this.definitions.length,
      name: ownNameOf(root.node) ?? name,
      at,
      facts: factsOf(root.node, form),
      parameters: form.parameters,
      form: form.text,
      hash: codeHash(form.text),
      slots: [],
    }
    this.definitions.push(definition)
    const { references } = form
    this.drafts.push({ definition, references, holders: [], lists: [], isEvaluated: isEvaluated(root.node) })
    return definition
  }

  /** Once for each place. */
  tell(diagnostic: Diagnostic): void {
    const place = `${diagnostic.line}:${diagnostic.column}`
    if (this.told.has(place)) return
    this.told.add(place)
    this.diagnostics.push(diagnostic)
  }

  /** Resolves the slots of every definition, and of those that this discovers. */
  link(): void {
    this.linkFrom(0)
    if (this.changes.all.length > 0) this.linkOrder(this.linkLoading())
  }

  private linkFrom(start: number): void {
    for (let index = start; index < this.drafts.length; index++) this.linkDraft(this.drafts[index] as Draft)
  }

  private linkDraft(draft: Draft): void {
    const { definition, references, binding } = draft
    const slots = references.map((reference) => this.slotOf(definition, reference))
    definition.slots.push(...slots)
    const declared = binding === undefined ? undefined : (this.scopes.bindings[binding] as Binding)
    if (declared && isGiven(declared)) definition.slots.push({ kind: 'B', path: [declared.name], binding }) // S12
    if (this.changes.all.length > 0) this.linkChanges(draft, slots)
    if (this.takesProperties(draft)) definition.slots.push({ kind: 'o' })
    if (draft.live !== undefined)
      definition.slots.push({ kind: 'i', path: [this.nameOf(draft.live)], binding: draft.live })
  }

  /** S15: whether it is, or may be, what a constant of a factory holds, and that gets properties. */
  private takesProperties({ binding: own, whole }: Draft): boolean {
    const index = whole ? whole.binding : own
    const binding = index === undefined ? undefined : (this.scopes.bindings[index] as Binding)
    return !!binding && binding.scope > 0 && binding.mutated === true && (!!whole || isFunction(binding))
  }

  /** S13 */
  private linkChanges(draft: Draft, slots: readonly Slot[]): void {
    const { byBinding, byExport } = this.changes
    const { definition, binding } = draft
    const { holders, exported, binding: whole } = draft.whole ?? draft
    // What counts by its value does not say what was done to it.
    const changed = slots.flatMap((slot) => (slot.kind === 'b' || slot.kind === 'B' ? (slot.binding ?? []) : []))
    if (draft.whole && whole !== undefined) changed.push(whole)
    const own = binding === undefined || this.isVariable(binding) ? undefined : byBinding.get(binding)
    if (own) draft.lists.push(own)
    const found = new Set(own && this.defineChanges(own, definition.name))
    for (const index of [...changed, ...holders])
      for (const each of this.listFor(draft, byBinding.get(index), this.nameOf(index))) found.add(each)
    if (exported !== undefined)
      for (const each of this.listFor(draft, byExport.get(exported), exported)) found.add(each)
    found.delete(definition)
    refer(definition, found)
  }

  /** S13: what is done to something that a definition refers to; what several statements do is a definition of its own. */
  private listFor(draft: Draft, list: readonly Change[] | undefined, name: string): Definition[] {
    if (!list) return []
    draft.lists.push(list)
    const found = this.byList.get(list) ?? this.defineList(this.defineChanges(list, name), name)
    this.byList.set(list, found)
    return found
  }

  private defineList(changes: Definition[], name: string): Definition[] {
    const [first, second] = changes
    if (!first || !second) return changes
    const definition = this.add(blockOf([]), name, first.at, false) as Definition
    this.draftOf(definition).isEvaluated = false
    refer(definition, changes)
    return [definition]
  }

  private defineChanges(changes: readonly Change[], changed: string): Definition[] {
    const found = changes.flatMap((change) =>
      'declares' in change
        ? change.declares.map((declared) => this.define(declared))
        : [this.defineChange(change, changed, false)],
    )
    return found.filter(isDefinition)
  }

  /**
   * S16: what may run while the module loads finds the variables of the module with the values that they have then. Gives what is
   * evaluated of that.
   */
  private linkLoading(): Draft[] {
    const loading = new Set(this.drafts.filter(({ isEvaluated }) => isEvaluated))
    // The set grows while it is walked.
    for (const draft of loading) {
      const { definition } = draft
      const start = this.drafts.length
      const variables = definition.slots.flatMap((slot) => (slot.kind === 'i' ? (slot.binding ?? []) : []))
      for (const index of variables.filter((index) => this.isVariable(index)))
        refer(definition, this.listFor(draft, this.changes.byBinding.get(index), this.nameOf(index)))
      this.linkFrom(start)
      for (const found of this.drafts.slice(start)) if (found.isEvaluated) loading.add(found)
      for (const slot of definition.slots) if ('definition' in slot) loading.add(this.draftOf(slot.definition))
    }
    return [...loading].filter(({ isEvaluated }) => isEvaluated)
  }

  private isVariable(index: number): boolean {
    return isVariable(this.scopes.bindings[index] as Binding)
  }

  /** S16: what is evaluated finds of each thing that it reaches what the changes above it have made of that. */
  private linkOrder(evaluated: readonly Draft[]): void {
    const { all } = this.changes
    const defined = all.filter((change) => this.definitionOf(change))
    const ordered = this.drafts.map(({ definition: { at, slots }, change, lists }) => {
      return { at, change, lists, uses: slots.flatMap((slot) => ('definition' in slot ? slot.definition.index : [])) }
    })
    const aboveOf = loadOrder(ordered, all, defined)
    let ofAll: Definition[] | undefined
    for (const { definition } of evaluated) {
      const { changes, isMany } = aboveOf(definition.index)
      if (isMany) {
        ofAll ??= this.defineList(this.definitionsOf(defined), '')
        refer(definition, ofAll)
      }
      refer(definition, this.definitionsOf(changes))
    }
  }

  private definitionsOf(changes: readonly Change[]): Definition[] {
    return changes.flatMap((change) => this.definitionOf(change) ?? [])
  }

  /** Where there is one already; of several that are declared with it, the first. */
  private definitionOf(change: Change): Definition | undefined {
    const found =
      'declares' in change ? change.declares.map((index) => this.byBinding.get(index)) : [this.byChange.get(change)]
    return found.find(isDefinition)
  }

  private slotOf(from: Definition, { kind, path, binding, called }: Reference): Slot {
    switch (kind) {
      case 'self':
        return { kind: called ? 'd' : 'D', definition: from }
      case 'input':
        return { kind: 'i', path, binding }
      case 'captured':
        // A function that is captured is given by value: it is registered where it is declared, so that it has a version.
        if (binding !== undefined) this.capture(binding)
        return { kind: called ? 'c' : 'C', path, binding }
      case 'binding':
        return this.slotOfBinding(path, binding, called)
    }
  }

  private capture(index: number): void {
    const binding = this.scopes.bindings[index] as Binding
    if (isFunction(binding) || hasFunctionsInBranches(binding, this.scopes.bindings)) this.register(index)
    if (binding.assigned && !this.variables.includes(index)) this.variables.push(index)
  }

  private slotOfBinding(path: string[], index: number | undefined, called: boolean): Slot {
    const bound: Slot = { kind: called ? 'b' : 'B', path, binding: index }
    if (index === undefined) return bound // `exports.half`
    const binding = this.scopes.bindings[index] as Binding
    if (binding.kind === 'import' || binding.source !== undefined || path.length > 1) return bound
    // S9: what holds a cached function is left to the runtime, which knows what it wraps and with which options.
    if (holdsCached(binding, this.scopes.bindings, this.options)) return bound
    const definition = this.define(index)
    if (!isDefinition(definition)) return bound // S10
    // S1, S2
    return mayBePrimitive(binding, definition)
      ? { kind: 'v', definition, path, binding: index }
      : { kind: called || !(definition.facts & IS_FUNCTION) ? 'd' : 'D', definition }
  }
}

function refer(definition: Definition, others: Iterable<Definition>): void {
  for (const other of others) definition.slots.push({ kind: 'd', definition: other })
}

function blockOf(body: Statement[]): Root {
  return { node: { type: 'Block', body }, scope: 0, own: new Set() }
}

/** What could be seen of a function from its own form is taken for granted. */
function factsOfMerged(first: Any): number {
  if (first.type === 'FunctionDeclaration') return IS_FUNCTION | USES_THIS
  return first.type === 'ClassDeclaration' ? IS_FUNCTION : 0
}

/** Whether a constant may hold a primitive, so that only the runtime can tell how it counts. */
function mayBePrimitive({ declarations: [declaration] }: Binding, { facts }: Definition): boolean {
  if (declaration?.type === 'ImportEquals') return true
  if (declaration?.type !== 'Variable') return false
  if (declaration.target.type !== 'Name') return true
  if (!declaration.init) return false
  switch (declaration.init.type) {
    case 'Function':
    case 'Class':
    case 'Object':
    case 'Array':
    case 'New':
    case 'RegExp':
      return false
    default:
      return (facts & IS_LITERAL) === 0
  }
}

function factsOf(node: Any, form: CanonicalForm): number {
  if (node.type === 'Class') return IS_FUNCTION
  if (node.type !== 'Function') return form.isLiteral ? IS_LITERAL : 0
  const newable = !node.arrow && !node.async && !node.generator
  return IS_FUNCTION | (form.usesThis ? USES_THIS : 0) | (newable ? 0 : NOT_NEWABLE)
}

function positionOf(binding: Binding): Position {
  const [declaration] = binding.declarations
  const node = declaration?.type === 'FunctionDeclaration' ? declaration.function : declaration
  if (node?.type === 'ClassDeclaration') return (node.class satisfies ClassNode).at
  return node && 'at' in node && node.at ? node.at : { line: 0, column: 0 }
}

function bindingsOf(target: Node): number[] {
  const indexes: number[] = []
  const visit = (name: Name) => name.binding !== undefined && indexes.push(name.binding)
  forEachTarget(target, visit)
  return indexes
}
