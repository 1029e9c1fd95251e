/**
 * Writes a definition as its canonical form: a JSON value with sorted keys, in which no name is left that could be another
 * (N1 … N7), and in which everything that it refers to outside of itself is a numbered slot.
 *
 * Locals, slots and private names are numbered in the order in which they first appear in the text of the form.
 * Spec: docs/rules.md. Twin: swc-plugin/src/canonical_form.rs
 */
import stringify from 'fast-json-stable-stringify'
import { builtinModule } from './builtin-modules.js'
import { simplify } from './rules/simplify.js'
import type { Binding, Scopes } from './scope.js'
import { forEachTarget } from './scope.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  forEachChild,
  isNode,
  type Name,
  type Node,
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
}

export function canonicalForm(root: Root, scopes: Scopes): CanonicalForm | Refused {
  const dynamic = isDynamic(root.node)
  const writer = new Writer(root, scopes, dynamic)
  const value = writer.root(simplify(root.node, scopes.bindings, dynamic))
  if (writer.refused) return writer.refused
  const form: Json = { rules: RULES, value }
  if (dynamic) form.dynamic = true
  if (dependsOnPlace(root.node)) form.file = scopes.file
  return { text: stringify(form), references: writer.references, usesThis: writer.usesThis }
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

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
      const form = this.func(node, undefined)
      delete form.arrow
      // N5: by `arguments.callee`, it is a reference to itself.
      if (node.callee) this.slot({ kind: 'self', path: [node.self?.name ?? ''], called: false })
      return form
    }
    if (node.type === 'Class') return this.cls(node, this.start.name)
    if (this.start.declares === undefined) return this.write(node)
    const declaration = this.write(node)
    return { type: 'Declared', declaration, name: { type: 'Local', index: numberOf(this.locals, this.start.declares) } }
  }

  private write(node: Any): Json {
    switch (node.type) {
      case 'Refused':
        this.refused ??= node
        return null
      case 'Name':
        return this.name(node, false)
      case 'PrivateName':
        return this.privateName(node)
      case 'Number':
        return { type: 'Number', value: Object.is(node.value, -0) ? '-0' : String(node.value) } // L1
      case 'Boolean':
        return { type: 'Boolean', value: node.value }
      case 'BigInt':
        return { type: 'BigInt', value: String(node.value) } // L3
      case 'ImportMeta':
        this.refuse('R5', 'The function uses `import.meta` as a whole. Use its properties, as in `import.meta.url`.')
        return null
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
        return {
          type: 'FunctionDeclaration',
          function: this.func(node.function, this.visibleName(node.target, node.function)),
          target: this.name(node.target, false),
        }
      case 'ClassDeclaration':
        return {
          type: 'ClassDeclaration',
          class: this.cls(node.class, node.target.name),
          target: this.name(node.target, false),
        }
      case 'Labeled': {
        this.labels.push(node.label)
        const form = this.fields(node, ['label'])
        this.labels.pop()
        return form
      }
      case 'Break':
      case 'Continue':
        // N2: a label is how many labelled statements further out it stands.
        return node.label === undefined
          ? { type: node.type }
          : { type: node.type, label: this.labels.length - 1 - this.labels.lastIndexOf(node.label) }
      case 'Property':
        return this.property(node)
      case 'Export': {
        const names: string[] = []
        for (const declaration of node.declarations) {
          if (declaration.type === 'Variable') forEachTarget(declaration.target, (name) => names.push(name.name))
          else if ('target' in declaration && declaration.target.type === 'Name') names.push(declaration.target.name)
        }
        return { ...this.fields(node), names }
      }
      default:
        return this.fields(node)
    }
  }

  /** Every field of a node in the order of their names; what is absent is not written. */
  private fields(node: Any, without: string[] = []): { [key: string]: Json } {
    const form: { [key: string]: Json } = {}
    for (const key of Object.keys(node).sort()) {
      if (key === 'host' || key === 'at' || key === 'scope' || without.includes(key)) continue
      const value = (node as unknown as Record<string, unknown>)[key]
      if (value === null || value === undefined || value === false) continue
      if (Array.isArray(value)) form[key] = value.map((item) => (isNode(item) ? this.write(item) : (item as Json)))
      else if (isNode(value)) form[key] = this.child(node, key, value)
      else form[key] = value as Json
    }
    return form
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

  private func(node: FunctionNode, name: string | undefined): { [key: string]: Json } {
    const { labels } = this
    this.labels = []
    if (!node.arrow) this.receivers++
    const form = this.fields(node, ['self'])
    if (node.self && this.isReferenced(node.self)) {
      if (node.self.binding !== this.start.self) form.self = this.name(node.self, false)
    }
    if (!node.arrow) this.receivers--
    this.labels = labels
    if (name !== undefined) form.name = name
    return form
  }

  /** N6: the name of a class always counts. */
  private cls(node: ClassNode, name: string | undefined): { [key: string]: Json } {
    const form = this.fields(node, ['self'])
    if (node.self && this.isReferenced(node.self) && node.self.binding !== this.start.self) {
      form.self = this.name(node.self, false)
    }
    if (name !== undefined) form.name = name
    return form
  }

  /** The value of a field is evaluated with the instance as `this`, and so is nothing else of a class. */
  private property(node: Extract<Any, { type: 'Property' }>): Json {
    if (node.kind !== 'field' && node.kind !== 'accessor') return this.fields(node)
    const form = this.fields(node, ['value'])
    this.receivers++
    if (node.value) form.value = this.write(node.value)
    this.receivers--
    return form
  }

  private receiver(type: 'This' | 'Super' | 'NewTarget' | 'Arguments'): Json {
    const isRoot = this.start.node.type === 'Function' && !this.start.node.arrow
    if (this.receivers > (isRoot ? 1 : 0)) return { type }
    if (isRoot) {
      if (type === 'This') this.usesThis = true
      if (type === 'Super') {
        this.refuse('R5', 'The function uses `super`, which depends on a class that cannot be seen from it.')
      }
      return { type }
    }
    if (type === 'This') {
      if (this.isInFunction()) return this.slot({ kind: 'captured', path: ['this'], called: false })
      if (this.start.node.type !== 'Function' || !this.start.node.sloppy) return { type: 'Undefined' }
    }
    this.refuse(
      'R5',
      `The function uses \`${wordFor[type]}\` of the code around it. Pass what it needs as an argument.`,
    )
    return null
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
      return { type: 'Global', name: node.name } // S8
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
    if (builtin) return { type: 'Builtin', module: builtin, name: binding.imported as string }
    // S4
    const kind = binding.assigned && binding.kind !== 'import' ? 'input' : 'binding'
    return this.slot({ kind, path: [node.name], binding: node.binding, called })
  }

  private local(node: Name, binding: number): Json {
    const index = numberOf(this.locals, binding)
    return this.dynamic ? { type: 'Local', index, name: node.name } : { type: 'Local', index } // N1, N7
  }

  /** N3. */
  private privateName(node: PrivateName): Json {
    const binding = node.binding === undefined ? undefined : this.scopes.bindings[node.binding]
    if (!binding || this.isOutside(binding, node.binding as number)) return { type: 'PrivateName', name: node.name }
    const index = numberOf(this.privates, node.binding as number)
    // A method that is used as a value can show its name.
    return binding.names && binding.escapes
      ? { type: 'PrivateName', index, name: node.name }
      : { type: 'PrivateName', index }
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
      const form = this.slot({ kind: 'binding', path, binding: node.object.binding, called })
      // The namespace is the receiver of the call.
      return called ? { ...form, namespace: true } : form
    }
    const environment = environmentPath(node) // S5
    return environment && this.slot({ kind: 'input', path: environment, called: false })
  }

  private slot(reference: Reference): { [key: string]: Json } {
    const key = reference.kind === 'self' ? 'self' : `${reference.binding ?? ''}:${reference.path.join('.')}`
    const known = this.slots.get(key)
    const index = known ?? this.references.push({ ...reference }) - 1
    if (known === undefined) this.slots.set(key, index)
    else if (!reference.called) (this.references[index] as Reference).called = false
    return { type: slotType[reference.kind], index }
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
    const at = 'at' in this.start.node && this.start.node.at ? this.start.node.at : { line: 0, column: 0 }
    this.refused ??= { type: 'Refused', rule, message, at }
  }
}

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
  if (node.type === 'Name') return node.binding === undefined && /^(require|module|exports)$/.test(node.name)
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
