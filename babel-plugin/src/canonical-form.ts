/**
 * Writes a definition as its canonical form: a JSON value with sorted keys, in which no name is left that could be another
 * (N1 … N7), and in which everything that it refers to outside of itself is a numbered slot.
 *
 * Locals, slots and private names are numbered in the order in which they first appear in the text of the form.
 * Spec: docs/rules.md. Twin: swc-plugin/src/canonical_form.rs
 */
import stringify from 'fast-json-stable-stringify'
import { builtinModule } from './builtin-modules.js'
import { json, localForm, stringForm } from './json.js'
import { type Parameters, parametersOf } from './parameters.js'
import { isLiteral } from './rules/literals.js'
import { simplify } from './rules/simplify.js'
import { type Binding, forEachTarget, isOfCommonJs, type Scope, type Scopes } from './scope.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  fieldsOf,
  forEachChild,
  isNode,
  type Name,
  type Node,
  type Position,
  type PrivateName,
  type Refused,
} from './tree.js'

export const RULES = 'c1'

/** What a definition is made of, and where it stands. */
export interface Root {
  node: Any
  /** The scope around it. What is declared further in is its own. */
  scope: number
  /** Bindings of that scope that the node itself declares. */
  own: ReadonlySet<number>
  /** Which of them the definition is. */
  declares?: number
  /** The binding by which the node refers to itself, if any. */
  self?: number
  /** The name that a class takes from the place where it stands. */
  name?: string
}

/** One slot: what the definition refers to. */
export interface Reference {
  kind: 'binding' | 'input' | 'captured' | 'self'
  /** How the value is reached: a name, then properties: `['half']`, `['ns', 'half']`, `['process', 'env', 'HOME']`. */
  path: string[]
  /** The binding of the first name; none for a global, `this` and `import.meta`. */
  binding?: number
  /** Whether it is only called. */
  called: boolean
}

export interface CanonicalForm {
  text: string
  references: Reference[]
  /** Whether the result can depend on `this`. */
  usesThis: boolean
  /** What a call's arguments can mean to it. */
  parameters: Parameters | undefined
  /** Whether it is a primitive that the form writes as it is. */
  isLiteral: boolean
}

export function canonicalForm(root: Root, scopes: Scopes): CanonicalForm | Refused {
  if (scopes.mentionsEval && isOpen(root.scope, scopes)) return namesCannotBeKnown(root.node)
  const dynamic = scopes.mentionsEval && isDynamic(root.node)
  const writer = new Writer(root, scopes, dynamic)
  const simple = simplify(root.node, scopes.bindings, dynamic)
  const file = scopes.mentionsPlace && dependsOnPlace(simple) ? `"file":${json(scopes.file)},` : ''
  const text = writer.write(`{${dynamic ? '"dynamic":true,' : ''}${file}"rules":${json(RULES)},"value":`, simple)
  if (writer.refused) return writer.refused
  return {
    text,
    references: writer.references,
    usesThis: writer.usesThis,
    parameters: parametersOf(simple, dynamic || writer.usesArguments),
    isLiteral: isLiteral(simple as Node),
  }
}

/** Writes one field of a node. */
type WriteField = () => void

/**
 * The nodes are put together here, in the order of their keys, at the end of one text: as one object that the library writes, a form
 * takes four times as long. The kinds that are met most often are written by hand, the others by the table of their fields.
 */
class Writer {
  references: Reference[] = []
  refused: Refused | undefined
  usesThis = false
  usesArguments = false
  private readonly slots = new Map<string | number, number>()
  private readonly locals = new Map<number, number>()
  private readonly privates = new Map<number, number>()
  private labels: string[] = []
  /** The form, as far as it is written. */
  private text = ''
  private readonly startDepth: number
  /** How many functions with a `this` of their own are around the node that is being written. */
  private receivers = 0

  constructor(
    private readonly start: Root,
    private readonly scopes: Scopes,
    /** N7: whether a direct `eval` or `with` could see the names. */
    private readonly dynamic: boolean,
  ) {
    this.usesThis = dynamic
    this.startDepth = this.depth(start.scope)
  }

  /** The whole form, behind the fields that come before its `value`. */
  write(start: string, node: Any): string {
    this.text = start
    this.root(node)
    return `${this.text}}`
  }

  private root(node: Any): void {
    if (node.type === 'Function') {
      // C2: an arrow, a function expression and a declaration are one, as long as `this` and the like are not used: in an
      // arrow those are captured or refused.
      this.func(node, undefined, false)
      // N5: by `arguments.callee`, it is a reference to itself.
      if (node.callee) this.slotOf({ kind: 'self', path: [node.self?.name ?? ''], called: false })
    } else if (node.type === 'Class') this.cls(node, this.start.name)
    else if (this.start.declares === undefined) this.node(node)
    else {
      this.text += '{"declaration":'
      this.node(node)
      this.text += `,"name":${localForm(numberOf(this.locals, this.start.declares))},"type":"Declared"}`
    }
  }

  private node(node: Any): void {
    switch (node.type) {
      case 'Refused':
        this.refused ??= node
        this.text += 'null'
        break
      case 'Name':
        this.name(node, false)
        break
      case 'String':
        this.text += stringForm(node.value)
        break
      case 'Member':
        this.member(node, false)
        break
      case 'Call':
        this.text += '{"arguments":'
        this.list(node.arguments)
        this.text += ',"callee":'
        this.callee(node.callee)
        this.text += node.optional ? ',"optional":true,"type":"Call"}' : ',"type":"Call"}'
        break
      case 'Binary':
        this.text += '{"left":'
        this.node(node.left)
        this.text += `,"operator":${json(node.operator)},"right":`
        this.node(node.right)
        this.text += ',"type":"Binary"}'
        break
      case 'Expression':
        this.text += '{"expression":'
        this.node(node.expression)
        this.text += ',"type":"Expression"}'
        break
      case 'Variable':
        this.text += node.init ? '{"init":' : '{'
        if (node.init) this.child(node, 'init', node.init)
        this.text += `${node.init ? ',' : ''}"kind":${json(node.kind)},"target":`
        this.node(node.target)
        this.text += ',"type":"Variable"}'
        break
      case 'Assign':
        this.text += `{"operator":${json(node.operator)},"target":`
        this.node(node.target)
        this.text += ',"type":"Assign","value":'
        this.child(node, 'value', node.value)
        this.text += '}'
        break
      case 'Return':
        if (!node.argument) this.text += '{"type":"Return"}'
        else {
          this.text += '{"argument":'
          this.node(node.argument)
          this.text += ',"type":"Return"}'
        }
        break
      case 'If':
        this.text += '{"else":'
        this.list(node.else)
        this.text += ',"test":'
        this.node(node.test)
        this.text += ',"then":'
        this.list(node.then)
        this.text += ',"type":"If"}'
        break
      case 'PrivateName':
        this.privateName(node)
        break
      case 'Number': // L1
        this.text += `{"type":"Number","value":${json(Object.is(node.value, -0) ? '-0' : String(node.value))}}`
        break
      case 'Boolean':
        this.text += node.value ? '{"type":"Boolean","value":true}' : '{"type":"Boolean","value":false}'
        break
      case 'BigInt': // L3
        this.text += `{"type":"BigInt","value":${json(String(node.value))}}`
        break
      case 'ImportMeta':
        this.refuse('R5', 'The function uses `import.meta` as a whole. Use its properties, as in `import.meta.url`.')
        this.text += 'null'
        break
      case 'This':
      case 'Super':
      case 'NewTarget':
      case 'Arguments':
        this.receiver(node.type)
        break
      case 'Function':
        this.func(node, node.self?.name)
        break
      case 'Class':
        this.cls(node, node.self?.name)
        break
      case 'StaticBlock':
        this.receivers++
        this.fields(node)
        this.receivers--
        break
      case 'FunctionDeclaration':
        this.fields(node, {
          function: () => this.func(node.function, this.visibleName(node.target, node.function)),
        })
        break
      case 'ClassDeclaration':
        this.fields(node, { class: () => this.cls(node.class, node.target.name) })
        break
      case 'Labeled':
        this.labels.push(node.label)
        this.fields(node, { label: undefined })
        this.labels.pop()
        break
      case 'Break':
      case 'Continue': {
        // N2: a label is how many labelled statements further out it stands.
        const label = node.label === undefined ? '' : `"label":${this.distanceTo(node.label)},`
        this.text += `{${label}"type":"${node.type}"}`
        break
      }
      case 'Property':
        this.property(node)
        break
      case 'Export': {
        const names: string[] = []
        for (const declaration of node.declarations) {
          if (declaration.type === 'Variable') forEachTarget(declaration.target, (name) => names.push(name.name))
          else if ('target' in declaration && declaration.target.type === 'Name') names.push(declaration.target.name)
        }
        this.fields(node, {
          names: () => {
            this.text += stringify(names)
          },
        })
        break
      }
      default:
        this.fields(node)
    }
  }

  private distanceTo(label: string): number {
    return this.labels.length - 1 - this.labels.lastIndexOf(label)
  }

  /**
   * Every field of a node in the order of their names; what is absent is not written. `instead`: what writes a field, or
   * `undefined` where it is not to be written.
   */
  private fields(node: Any, instead?: Record<string, WriteField | undefined>): void {
    let isFirst = true
    for (const { field, kind, first, next, text } of writtenFields[node.type]) {
      const replaced = instead !== undefined && field in instead
      const write = replaced ? instead[field] : undefined
      const value = replaced ? write : (node as unknown as Record<string, unknown>)[field]
      if (value === null || value === undefined || value === false) continue
      this.text += isFirst ? first : next
      isFirst = false
      if (write) write()
      else if (kind === 'type') this.text += text
      else if (kind === 'node') this.child(node, field, value as Any)
      else if (kind === 'list') this.list(value as unknown[])
      else this.text += json(value)
    }
    this.text += '}'
  }

  private list(items: unknown[]): void {
    let separator = '['
    for (const item of items) {
      this.text += separator
      separator = ','
      if (isNode(item)) this.node(item)
      else this.text += json(item)
    }
    this.text += items.length === 0 ? '[]' : ']'
  }

  /** A child whose form depends on where it stands: what is called, and what takes a name. */
  private child(parent: Any, key: string, node: Any): void {
    if (parent.type === 'Tagged' && key === 'tag') {
      this.callee(node)
      return
    }
    const target = node.type === 'Function' || node.type === 'Class' ? namedBy(parent, key) : undefined
    if (!target) this.node(node)
    else if (node.type === 'Class') this.cls(node, node.self?.name ?? target.name)
    else if (node.type === 'Function') {
      const visible = this.visibleName(target, node)
      this.func(node, node.self ? this.selfName(node, visible === undefined) : visible)
    }
  }

  private callee(node: Any): void {
    if (node.type === 'Name') this.name(node, true)
    else if (node.type === 'Function') this.func(node, this.selfName(node, true))
    else if (node.type === 'Member') this.member(node, true)
    else this.node(node)
  }

  private member(node: Extract<Any, { type: 'Member' }>, called: boolean): void {
    if (this.reference(node, called)) return
    this.text += '{"object":'
    this.node(node.object)
    this.text += node.optional ? ',"optional":true,"property":' : ',"property":'
    this.node(node.property)
    this.text += ',"type":"Member"}'
  }

  /** N5: the name of an inner function counts unless nothing can read it: every use of its one binding calls it. */
  private visibleName(target: Name, node: FunctionNode): string | undefined {
    if (node.callee) return target.name
    const binding = target.binding === undefined ? undefined : this.scopes.bindings[target.binding]
    const hidden = binding && !this.isOutside(binding, target.binding as number) && !binding.escapes && !this.dynamic
    return hidden ? undefined : target.name
  }

  private selfName(node: FunctionNode, hidden: boolean): string | undefined {
    if (!node.self) return undefined
    const binding = this.scopes.bindings[node.self.binding as number] as Binding
    return hidden && !binding.escapes && !this.dynamic && !node.callee ? undefined : node.self.name
  }

  private func(node: FunctionNode, name: string | undefined, isArrow = node.arrow === true): void {
    const { labels } = this
    const { self } = node
    this.labels = []
    if (!node.arrow) this.receivers++
    this.text += `{${isArrow ? '"arrow":true,' : ''}${node.async ? '"async":true,"body":' : '"body":'}`
    this.list(node.body)
    if (node.callee) this.text += ',"callee":true'
    if (node.generator) this.text += ',"generator":true'
    if (name !== undefined) this.text += `,"name":${json(name)}`
    this.text += ',"params":'
    this.list(node.params)
    if (self && this.isLocal(self)) {
      this.text += ',"self":'
      this.name(self, false)
    }
    this.text += node.sloppy ? ',"sloppy":true,"type":"Function"}' : ',"type":"Function"}'
    if (!node.arrow) this.receivers--
    this.labels = labels
  }

  /** N6: the name of a class always counts. */
  private cls(node: ClassNode, name: string | undefined): void {
    const { self, superClass, decorators } = node
    this.text += '{'
    if (decorators) {
      this.text += '"decorators":'
      this.list(decorators)
      this.text += ','
    }
    this.text += '"members":'
    this.list(node.members)
    if (name !== undefined) this.text += `,"name":${json(name)}`
    // The name is numbered after all else, but stands ahead of the class that is extended.
    const parent = superClass && this.aside(superClass)
    if (self && this.isLocal(self)) {
      this.text += ',"self":'
      this.name(self, false)
    }
    if (parent) this.text += `,"superClass":${parent}`
    this.text += ',"type":"Class"}'
  }

  /** What a node is written as, elsewhere. */
  private aside(node: Any): string {
    const { text } = this
    this.text = ''
    this.node(node)
    const written = this.text
    this.text = text
    return written
  }

  /** Whether the own name of an expression is used in it, other than as a reference to the whole definition. */
  private isLocal(self: Name): boolean {
    return self.binding !== this.start.self && this.isReferenced(self)
  }

  private property(node: Extract<Any, { type: 'Property' }>): void {
    const { value, kind, decorators } = node
    this.text += '{'
    if (decorators) {
      this.text += '"decorators":'
      this.list(decorators)
      this.text += ','
    }
    this.text += '"key":'
    this.node(node.key)
    this.text += `,"kind":${json(kind)},${node.static ? '"static":true,' : ''}"type":"Property"`
    if (value) {
      // The value of a field is evaluated with the instance as `this`, and so is nothing else of a class.
      const receives = kind === 'field' || kind === 'accessor' ? 1 : 0
      this.receivers += receives
      this.text += ',"value":'
      this.node(value)
      this.receivers -= receives
    }
    this.text += '}'
  }

  private receiver(type: 'This' | 'Super' | 'NewTarget' | 'Arguments'): void {
    const isRoot = this.start.node.type === 'Function' && !this.start.node.arrow
    if (this.receivers > (isRoot ? 1 : 0)) {
      this.text += `{"type":"${type}"}`
    } else if (isRoot) {
      if (type === 'This') this.usesThis = true
      if (type === 'Arguments') this.usesArguments = true
      if (type === 'Super') {
        this.refuse('R5', 'The function uses `super`, which depends on a class that cannot be seen from it.')
      }
      this.text += `{"type":"${type}"}`
    } else if (type === 'This' && this.isInFunction()) {
      this.slot({ kind: 'captured', path: ['this'], called: false })
    } else if (type === 'This' && (this.start.node.type !== 'Function' || !this.start.node.sloppy)) {
      this.text += '{"type":"Undefined"}'
    } else {
      this.refuse(
        'R5',
        `The function uses \`${wordFor[type]}\` of the code around it. Pass what it needs as an argument.`,
      )
      this.text += 'null'
    }
  }

  /** Whether the root stands in a function or class, so that there is a `this` to capture. */
  private isInFunction(): boolean {
    for (let index = this.start.scope; index >= 0; ) {
      const scope = this.scopes.scopes[index]
      if (!scope) return false
      if (scope.kind === 'function' || scope.kind === 'class') return true
      index = scope.parent
    }
    return false
  }

  private name(node: Name, called: boolean): void {
    if (node.binding === undefined) {
      // S5
      if (node.name === '__filename' || node.name === '__dirname') {
        this.slot({ kind: 'input', path: [node.name], called: false })
      } else this.text += `{"name":${json(node.name)},"type":"Global"}` // S8
      return
    }
    const binding = this.scopes.bindings[node.binding] as Binding
    if (node.binding === this.start.self) {
      this.slot({ kind: 'self', path: [node.name], called }) // N4: its own name.
    } else if (!this.isOutside(binding, node.binding)) {
      this.local(node, node.binding)
    } else if (this.depth(binding.scope) > 0) {
      this.slot({ kind: 'captured', path: [node.name], binding: node.binding, called }) // S6
    } else {
      const builtin = binding.source === undefined ? undefined : builtinModule(binding.source)
      if (builtin) {
        // S7
        this.text += stringify({ type: 'Builtin', module: builtin, name: binding.imported as string })
        return
      }
      // S4
      const kind = binding.assigned && binding.kind !== 'import' ? 'input' : 'binding'
      this.slot({ kind, path: [node.name], binding: node.binding, called })
    }
  }

  private local(node: Name, binding: number): void {
    const index = numberOf(this.locals, binding)
    this.text += this.dynamic ? stringify({ type: 'Local', index, name: node.name }) : localForm(index) // N1, N7
  }

  /** N3. */
  private privateName(node: PrivateName): void {
    const binding = node.binding === undefined ? undefined : this.scopes.bindings[node.binding]
    if (!binding || this.isOutside(binding, node.binding as number)) {
      this.text += stringify({ type: 'PrivateName', name: node.name })
      return
    }
    const index = numberOf(this.privates, node.binding as number)
    // A method that is used as a value can show its name.
    const shown = binding.names && binding.escapes ? { name: node.name } : {}
    this.text += stringify({ type: 'PrivateName', index, ...shown })
  }

  /** Writes a member that is a reference of its own: an export of a namespace import, a variable of the environment. */
  private reference(node: Extract<Any, { type: 'Member' }>, called: boolean): boolean {
    if (node.property.type !== 'String' || node.optional) return false
    const property = node.property.value
    if (node.object.type === 'Name' && node.object.binding !== undefined) {
      const binding = this.scopes.bindings[node.object.binding] as Binding
      if (binding.imported !== '*' || binding.mutated || builtinModule(binding.source as string)) return false
      if (binding.assigned && binding.kind !== 'import') return false
      // S3
      const path = [node.object.name, property]
      // The namespace is the receiver of the call.
      this.slot({ kind: 'binding', path, binding: node.object.binding, called }, called)
      return true
    }
    const environment = environmentPath(node) // S5
    if (environment) this.slot({ kind: 'input', path: environment, called: false })
    return environment !== undefined
  }

  private slot(reference: Reference, namespace = false): void {
    const index = this.slotOf(reference)
    this.text += `{"index":${index},${namespace ? '"namespace":true,' : ''}"type":"${slotType[reference.kind]}"}`
  }

  private slotOf(reference: Reference): number {
    const { kind, binding, path } = reference
    let key: string | number | undefined = kind === 'self' ? 'self' : binding
    // With its length: a name of a property may have dots in it.
    if (key === undefined || path.length > 1) key = `${binding ?? ''}:${path.length}.${path.join('.')}`
    const known = this.slots.get(key)
    const index = known ?? this.references.push({ ...reference }) - 1
    if (known === undefined) this.slots.set(key, index)
    else if (!reference.called) (this.references[index] as Reference).called = false
    return index
  }

  private isReferenced(name: Name): boolean {
    return (this.scopes.bindings[name.binding as number]?.uses ?? 0) > 0 || this.dynamic
  }

  private isOutside(binding: Binding, index: number): boolean {
    return this.depth(binding.scope) <= this.startDepth && !this.start.own.has(index)
  }

  private depth(scope: number): number {
    return this.scopes.scopes[scope]?.depth ?? 0
  }

  private refuse(rule: string, message: string): void {
    this.refused ??= { type: 'Refused', rule, message, at: placeOf(this.start.node) }
  }
}

interface WrittenField {
  field: string
  kind: 'value' | 'list' | 'node' | 'type'
  /** The field's name as JSON, with the colon: as the first field of a node, and behind another one. */
  first: string
  next: string
  /** Of `type`: its value as JSON. */
  text: string
}

/** The fields of every kind of node in the order of their names. */
const writtenFields = Object.fromEntries(
  Object.entries(fieldsOf).map(([type, fields]: [string, Record<string, WrittenField['kind']>]) => {
    // What the writer adds.
    const added = type === 'Export' ? ['names'] : []
    const names = ['type', ...Object.keys(fields), ...added].sort()
    return [
      type,
      names.map((field): WrittenField => {
        const key = `${stringify(field)}:`
        const kind = field === 'type' ? 'type' : (fields[field] ?? 'value')
        return { field, kind, first: `{${key}`, next: `,${key}`, text: stringify(type) }
      }),
    ]
  }),
) as unknown as Record<Any['type'], readonly WrittenField[]>

const slotType = { binding: 'Slot', self: 'Slot', input: 'Input', captured: 'Captured' } as const

const wordFor = { This: 'this', Super: 'super', NewTarget: 'new.target', Arguments: 'arguments' } as const

function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** The name that gives an anonymous function or class its own (ECMA-262, NamedEvaluation). */
function namedBy(parent: Any, key: string): Name | undefined {
  switch (parent.type) {
    case 'Variable':
      return key === 'init' && parent.target.type === 'Name' ? parent.target : undefined
    case 'Default':
      return key === 'value' && parent.target.type === 'Name' ? parent.target : undefined
    case 'Assign':
      return key === 'value' && parent.target.type === 'Name' && /^(\|\||&&|\?\?)?=$/.test(parent.operator)
        ? parent.target
        : undefined
    default:
      return undefined
  }
}

/** `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`. */
function environmentPath(node: Extract<Any, { type: 'Member' }>): string[] | undefined {
  const { object, property } = node
  if (object.type === 'ImportMeta' && property.type === 'String') return ['import.meta', property.value]
  if (property.type !== 'String' || object.type !== 'Member' || object.optional) return undefined
  if (object.property.type !== 'String' || object.property.value !== 'env') return undefined
  const base: Node = object.object
  if (base.type === 'ImportMeta') return ['import.meta', 'env', property.value]
  return base.type === 'Name' && base.name === 'process' && base.binding === undefined
    ? ['process', 'env', property.value]
    : undefined
}

/** N7: whether names of the code around can mean what no declaration shows. */
function isOpen(scope: number, { scopes }: Scopes): boolean {
  for (let index = scope; index >= 0; index = (scopes[index] as Scope).parent)
    if ((scopes[index] as Scope).open) return true
  return false
}

function namesCannotBeKnown(node: Any): Refused {
  const message =
    'The function stands in a `with`, or where a direct `eval` may declare variables: its names could mean anything. Move it out.'
  return { type: 'Refused', rule: 'R7', message, at: placeOf(node) }
}

function placeOf(node: Any): Position {
  return 'at' in node && node.at ? node.at : { line: 0, column: 0 }
}

function isDynamic(node: Any): boolean {
  if (node.type === 'With') return true
  if (
    node.type === 'Call' &&
    node.callee.type === 'Name' &&
    node.callee.name === 'eval' &&
    node.callee.binding === undefined
  ) {
    return true
  }
  let found = false
  forEachChild(node, (child) => {
    found ||= isDynamic(child)
  })
  return found
}

/** S11: what `import('./a')` and `require('./a')` mean depends on the file that they stand in. */
function dependsOnPlace(node: Any): boolean {
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
