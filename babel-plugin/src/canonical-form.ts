/**
 * Writes a definition as its canonical form: a JSON value with sorted keys, in which no name is left that could be another
 * (N1 … N7), and in which everything that it refers to outside of itself is a numbered slot.
 *
 * Locals, slots and private names are numbered in the order in which they first appear in the text of the form.
 * Spec: docs/rules.md. Twin: swc-plugin/src/canonical_form.rs
 */
import stringify from 'fast-json-stable-stringify'
import { builtinModule } from './builtin-modules.js'
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

const strings = new Map<string, Json>()
const locals: Json[] = []

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
  /** Whether it is a primitive that the form writes as it is. */
  isLiteral: boolean
}

export function canonicalForm(root: Root, scopes: Scopes): CanonicalForm | Refused {
  if (scopes.mentionsEval && isOpen(root.scope, scopes)) return namesCannotBeKnown(root.node)
  const dynamic = scopes.mentionsEval && isDynamic(root.node)
  const writer = new Writer(root, scopes, dynamic)
  const simple = simplify(root.node, scopes.bindings, dynamic)
  const value = writer.root(simple)
  if (writer.refused) return writer.refused
  const file = scopes.mentionsPlace && dependsOnPlace(simple) ? `"file":${json(scopes.file)},` : ''
  const text = `{${dynamic ? '"dynamic":true,' : ''}${file}"rules":${json(RULES)},"value":${value}}`
  return { text, references: writer.references, usesThis: writer.usesThis, isLiteral: isLiteral(simple as Node) }
}

/**
 * A part of the form, as text. The library writes what has no parts; put together here, in the order of the keys, a form takes
 * a quarter of the time that it takes as one object.
 */
type Json = string

class Writer {
  references: Reference[] = []
  refused: Refused | undefined
  usesThis = false
  private readonly slots = new Map<string, number>()
  private readonly locals = new Map<number, number>()
  private readonly privates = new Map<number, number>()
  private labels: string[] = []
  /** How many functions with a `this` of their own are around the node that is being written. */
  private receivers = 0

  constructor(
    private readonly start: Root,
    private readonly scopes: Scopes,
    /** N7: whether a direct `eval` or `with` could see the names. */
    private readonly dynamic: boolean,
  ) {
    this.usesThis = dynamic
  }

  root(node: Any): Json {
    if (node.type === 'Function') {
      // C2: an arrow, a function expression and a declaration are one, as long as `this` and the like are not used: in an
      // arrow those are captured or refused.
      const form = this.func(node, undefined, { arrow: nothing })
      // N5: by `arguments.callee`, it is a reference to itself.
      if (node.callee) this.slot({ kind: 'self', path: [node.self?.name ?? ''], called: false })
      return form
    }
    if (node.type === 'Class') return this.cls(node, this.start.name)
    if (this.start.declares === undefined) return this.write(node)
    const declaration = this.write(node)
    const name = json({ type: 'Local', index: numberOf(this.locals, this.start.declares) })
    return `{"declaration":${declaration},"name":${name},"type":"Declared"}`
  }

  private write(node: Any): Json {
    switch (node.type) {
      case 'Refused':
        this.refused ??= node
        return 'null'
      case 'Name':
        return this.name(node, false)
      case 'PrivateName':
        return this.privateName(node)
      case 'Number':
        return json({ type: 'Number', value: Object.is(node.value, -0) ? '-0' : String(node.value) }) // L1
      case 'Boolean':
        return json({ type: 'Boolean', value: node.value })
      case 'BigInt':
        return json({ type: 'BigInt', value: String(node.value) }) // L3
      case 'ImportMeta':
        this.refuse('R5', 'The function uses `import.meta` as a whole. Use its properties, as in `import.meta.url`.')
        return 'null'
      case 'This':
      case 'Super':
      case 'NewTarget':
      case 'Arguments':
        return this.receiver(node.type)
      case 'Function':
        return this.func(node, node.self?.name)
      case 'Class':
        return this.cls(node, node.self?.name)
      case 'Member':
        return this.reference(node, false) ?? this.fields(node)
      case 'StaticBlock': {
        this.receivers++
        const form = this.fields(node)
        this.receivers--
        return form
      }
      case 'FunctionDeclaration':
        return this.fields(node, {
          function: () => this.func(node.function, this.visibleName(node.target, node.function)),
        })
      case 'ClassDeclaration':
        return this.fields(node, { class: () => this.cls(node.class, node.target.name) })
      case 'Labeled': {
        this.labels.push(node.label)
        const form = this.fields(node, { label: nothing })
        this.labels.pop()
        return form
      }
      case 'Break':
      case 'Continue':
        // N2: a label is how many labelled statements further out it stands.
        return node.label === undefined
          ? json({ type: node.type })
          : json({ type: node.type, label: this.labels.length - 1 - this.labels.lastIndexOf(node.label) })
      case 'Property':
        return this.property(node)
      case 'Export': {
        const names: string[] = []
        for (const declaration of node.declarations) {
          if (declaration.type === 'Variable') forEachTarget(declaration.target, (name) => names.push(name.name))
          else if ('target' in declaration && declaration.target.type === 'Name') names.push(declaration.target.name)
        }
        return this.fields(node, { names: () => json(names) })
      }
      default:
        return this.fields(node)
    }
  }

  /** Every field of a node in the order of their names; what is absent is not written. `instead`: what fields have in its place. */
  private fields(node: Any, instead?: Record<string, () => Json | undefined>): Json {
    let text = ''
    for (const { field, kind, key } of writtenFields[node.type]) {
      const replacement = instead?.[field]
      const written = replacement ? replacement() : this.field(node, field, kind)
      if (written !== undefined) text += `${text === '' ? '{' : ','}${key}${written}`
    }
    return `${text}}`
  }

  private field(node: Any, field: string, kind: WrittenField['kind']): Json | undefined {
    const value = (node as unknown as Record<string, unknown>)[field]
    if (value === null || value === undefined || value === false) return undefined
    if (kind === 'node') return this.child(node, field, value as Any)
    return kind === 'list' ? this.list(value as unknown[]) : json(value)
  }

  private list(items: unknown[]): Json {
    let text = ''
    for (const item of items) text += `${text === '' ? '' : ','}${isNode(item) ? this.write(item) : json(item)}`
    return `[${text}]`
  }

  /** A child whose form depends on where it stands: what is called, and what takes a name. */
  private child(parent: Any, key: string, node: Any): Json {
    if ((parent.type === 'Call' && key === 'callee') || (parent.type === 'Tagged' && key === 'tag')) {
      if (node.type === 'Name') return this.name(node, true)
      if (node.type === 'Member') return this.reference(node, true) ?? this.fields(node)
      if (node.type === 'Function') return this.func(node, this.selfName(node, true))
      return this.write(node)
    }
    const target = namedBy(parent, key)
    if (!target || (node.type !== 'Function' && node.type !== 'Class')) return this.write(node)
    if (node.type === 'Class') return this.cls(node, node.self?.name ?? target.name)
    const visible = this.visibleName(target, node)
    if (node.self) return this.func(node, this.selfName(node, visible === undefined))
    return this.func(node, visible)
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

  private func(node: FunctionNode, name: string | undefined, instead?: Record<string, () => Json | undefined>): Json {
    const { labels } = this
    this.labels = []
    if (!node.arrow) this.receivers++
    const form = this.fields(node, { ...instead, ...this.named(node, name) })
    if (!node.arrow) this.receivers--
    this.labels = labels
    return form
  }

  /** N6: the name of a class always counts. */
  private cls(node: ClassNode, name: string | undefined): Json {
    const { self, superClass } = node
    if (!self || !superClass) return this.fields(node, this.named(node, name))
    // The name is numbered after all else.
    const written = this.named(node, name)
    let parent: Json | undefined
    return this.fields(node, {
      ...written,
      self: () => {
        parent = this.write(superClass)
        return written.self?.()
      },
      superClass: () => parent,
    })
  }

  private named({ self }: FunctionNode | ClassNode, name: string | undefined): Record<string, () => Json | undefined> {
    const isLocal = self && self.binding !== this.start.self && this.isReferenced(self)
    return {
      name: name === undefined ? nothing : () => json(name),
      self: isLocal ? () => this.name(self, false) : nothing,
    }
  }

  /** The value of a field is evaluated with the instance as `this`, and so is nothing else of a class. */
  private property(node: Extract<Any, { type: 'Property' }>): Json {
    if (node.kind !== 'field' && node.kind !== 'accessor') return this.fields(node)
    const { value } = node
    if (!value) return this.fields(node)
    return this.fields(node, {
      value: () => {
        this.receivers++
        const form = this.write(value)
        this.receivers--
        return form
      },
    })
  }

  private receiver(type: 'This' | 'Super' | 'NewTarget' | 'Arguments'): Json {
    const isRoot = this.start.node.type === 'Function' && !this.start.node.arrow
    if (this.receivers > (isRoot ? 1 : 0)) return json({ type })
    if (isRoot) {
      if (type === 'This') this.usesThis = true
      if (type === 'Super') {
        this.refuse('R5', 'The function uses `super`, which depends on a class that cannot be seen from it.')
      }
      return json({ type })
    }
    if (type === 'This') {
      if (this.isInFunction()) return this.slot({ kind: 'captured', path: ['this'], called: false })
      if (this.start.node.type !== 'Function' || !this.start.node.sloppy) return json({ type: 'Undefined' })
    }
    this.refuse(
      'R5',
      `The function uses \`${wordFor[type]}\` of the code around it. Pass what it needs as an argument.`,
    )
    return 'null'
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

  private name(node: Name, called: boolean): Json {
    if (node.binding === undefined) {
      // S5
      if (node.name === '__filename' || node.name === '__dirname') {
        return this.slot({ kind: 'input', path: [node.name], called: false })
      }
      return json({ type: 'Global', name: node.name }) // S8
    }
    const binding = this.scopes.bindings[node.binding] as Binding
    // N4: its own name.
    if (node.binding === this.start.self) return this.slot({ kind: 'self', path: [node.name], called })
    if (!this.isOutside(binding, node.binding)) return this.local(node, node.binding)
    if (this.depth(binding.scope) > 0) {
      // S6
      return this.slot({ kind: 'captured', path: [node.name], binding: node.binding, called })
    }
    const builtin = binding.source === undefined ? undefined : builtinModule(binding.source)
    // S7
    if (builtin) return json({ type: 'Builtin', module: builtin, name: binding.imported as string })
    // S4
    const kind = binding.assigned && binding.kind !== 'import' ? 'input' : 'binding'
    return this.slot({ kind, path: [node.name], binding: node.binding, called })
  }

  private local(node: Name, binding: number): Json {
    const index = numberOf(this.locals, binding)
    return this.dynamic ? json({ type: 'Local', index, name: node.name }) : localForm(index) // N1, N7
  }

  /** N3. */
  private privateName(node: PrivateName): Json {
    const binding = node.binding === undefined ? undefined : this.scopes.bindings[node.binding]
    if (!binding || this.isOutside(binding, node.binding as number)) {
      return json({ type: 'PrivateName', name: node.name })
    }
    const index = numberOf(this.privates, node.binding as number)
    // A method that is used as a value can show its name.
    return json({ type: 'PrivateName', index, ...(binding.names && binding.escapes ? { name: node.name } : {}) })
  }

  /** Members that are references of their own: an export of a namespace import, a variable of the environment. */
  private reference(node: Extract<Any, { type: 'Member' }>, called: boolean): Json | undefined {
    if (node.property.type !== 'String' || node.optional) return undefined
    const property = node.property.value
    if (node.object.type === 'Name' && node.object.binding !== undefined) {
      const binding = this.scopes.bindings[node.object.binding] as Binding
      if (binding.imported !== '*' || builtinModule(binding.source as string)) return undefined
      // S3
      const path = [node.object.name, property]
      // The namespace is the receiver of the call.
      return this.slot({ kind: 'binding', path, binding: node.object.binding, called }, called)
    }
    const environment = environmentPath(node) // S5
    return environment && this.slot({ kind: 'input', path: environment, called: false })
  }

  private slot(reference: Reference, namespace = false): Json {
    const key = reference.kind === 'self' ? 'self' : `${reference.binding ?? ''}:${reference.path.join('.')}`
    const known = this.slots.get(key)
    const index = known ?? this.references.push({ ...reference }) - 1
    if (known === undefined) this.slots.set(key, index)
    else if (!reference.called) (this.references[index] as Reference).called = false
    const type = slotType[reference.kind]
    return json(namespace ? { type, index, namespace } : { type, index })
  }

  private isReferenced(name: Name): boolean {
    return (this.scopes.bindings[name.binding as number]?.uses ?? 0) > 0 || this.dynamic
  }

  private isOutside(binding: Binding, index: number): boolean {
    if (this.start.own.has(index)) return false
    return this.depth(binding.scope) <= this.depth(this.start.scope)
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
  kind: 'value' | 'list' | 'node'
  /** As JSON, with the colon. */
  key: string
}

/** The fields of every kind of node in the order of their names. */
const writtenFields = Object.fromEntries(
  Object.entries(fieldsOf).map(([type, fields]: [string, Record<string, WrittenField['kind']>]) => {
    // What the writer adds.
    const added = { Function: ['name'], Class: ['name'], Export: ['names'] }[type] ?? []
    const names = ['type', ...Object.keys(fields), ...added].sort()
    return [type, names.map((field) => ({ field, kind: fields[field] ?? 'value', key: `${json(field)}:` }))]
  }),
) as unknown as Record<Any['type'], readonly WrittenField[]>

/** The library writes; what it has written of short strings is kept for a while, because the same ones come again and again. */
function json(value: unknown): Json {
  if (typeof value !== 'string' || value.length > 40) return stringify(value)
  const known = strings.get(value)
  if (known !== undefined) return known
  if (strings.size > 5000) strings.clear()
  const text = stringify(value)
  strings.set(value, text)
  return text
}

function localForm(index: number): Json {
  locals[index] ??= stringify({ type: 'Local', index })
  return locals[index]
}

function nothing(): undefined {}

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
