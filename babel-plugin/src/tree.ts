/**
 * The neutral tree: one syntax tree for both plugins, between the compiler's own tree and the canonical form. The readers
 * (`read/`) are the only code that knows the compiler's tree; all rules work on this one, and it is the same in both halves.
 *
 * A field that is absent, `null`, `false` or an empty list of options is never written, so that `async` is either `true` or not
 * there. `host` and `at` lead back to the source and never count.
 * Spec: docs/rules.md#the-neutral-tree. Twin: swc-plugin/src/tree.rs
 */
export type Node =
  | Name
  | Literal
  | Template
  | Tagged
  | ArrayNode
  | ObjectNode
  | Property
  | Prototype
  | Spread
  | FunctionNode
  | ClassNode
  | Member
  | PrivateName
  | Call
  | New
  | Unary
  | Update
  | Binary
  | Assign
  | Conditional
  | Sequence
  | Chain
  | ImportCall
  | Await
  | Yield
  | Leaf
  | Jsx
  | ObjectPattern
  | ArrayPattern
  | Default
  | Rest
  | ParameterProperty
  | DecoratedParameter
  | Statement
  | Refused

export type Statement =
  | Block
  | Variable
  | FunctionDeclaration
  | ClassDeclaration
  | Expression
  | Directive
  | Return
  | Throw
  | If
  | For
  | ForIn
  | While
  | Switch
  | Try
  | Labeled
  | Jump
  | With
  | Enum
  | Namespace
  | ImportEquals
  | ModuleStatement
  | Refused

/** Where a node begins: the line from 1, the column from 1 in UTF-16 units. */
export interface Position {
  line: number
  column: number
}

/** An identifier, as a reference, a target or a declaration. `binding` is set by scope.ts; without one it is a global. */
export interface Name {
  type: 'Name'
  name: string
  /** Always there, so that all names have one shape. */
  binding: number | undefined
}

export type Literal =
  | { type: 'String'; value: string }
  | { type: 'Number'; value: number }
  | { type: 'BigInt'; value: bigint }
  | { type: 'Boolean'; value: boolean }
  | { type: 'Null' }
  | { type: 'Undefined' }
  | { type: 'RegExp'; pattern: string; flags: string }

/** `cooked` strings and expressions in turn; one more string than expressions. */
export interface Template {
  type: 'Template'
  strings: string[]
  expressions: Node[]
}

/** A tag sees both spellings; `cooked` is `null` where the escape is invalid. */
export interface Tagged {
  type: 'Tagged'
  tag: Node
  cooked: (string | null)[]
  raw: string[]
  expressions: Node[]
}

/** `null` is a hole. */
export interface ArrayNode {
  type: 'Array'
  elements: (Node | null)[]
}

export interface ObjectNode {
  type: 'Object'
  properties: (Property | Prototype | Spread | Refused)[]
}

/** A member of an object or a class, or of an object pattern (where `value` is the target). */
export interface Property {
  type: 'Property'
  kind: 'value' | 'method' | 'get' | 'set' | 'field' | 'accessor' | 'constructor'
  key: Node
  value: Node | null
  static?: true
  decorators?: Node[]
  host?: unknown
  at?: Position
}

/** `{ __proto__: value }`, which sets the prototype and makes no property. */
export interface Prototype {
  type: 'Prototype'
  value: Node
}

export interface Spread {
  type: 'Spread'
  argument: Node
}

export interface FunctionNode {
  type: 'Function'
  arrow?: true
  async?: true
  generator?: true
  /** Not in strict mode. */
  sloppy?: true
  /** Whether it can reach itself by `arguments.callee`. Set by scope.ts. */
  callee?: true
  /** The binding of a function expression's own name. */
  self?: Name
  params: Node[]
  body: Statement[]
  /** The scope around it, set by scope.ts. */
  scope?: number
  host?: unknown
  at: Position
}

export interface ClassNode {
  type: 'Class'
  /** The binding of the class's own name inside of it. */
  self?: Name
  superClass?: Node
  decorators?: Node[]
  members: (Property | StaticBlock | Refused)[]
  /** The scope around it, set by scope.ts. */
  scope?: number
  host?: unknown
  at: Position
}

export interface StaticBlock {
  type: 'StaticBlock'
  body: Statement[]
}

/** `a.b`, `a['b']` and `a[b]`: a property that is known is a `String`. */
export interface Member {
  type: 'Member'
  object: Node
  property: Node
  optional?: true
}

export interface PrivateName {
  type: 'PrivateName'
  name: string
  binding?: number
}

export interface Call {
  type: 'Call'
  callee: Node
  arguments: Node[]
  optional?: true
  host?: unknown
  at: Position
}

export interface New {
  type: 'New'
  callee: Node
  arguments: Node[]
}

export interface Unary {
  type: 'Unary'
  operator: string
  argument: Node
}

export interface Update {
  type: 'Update'
  operator: string
  prefix?: true
  argument: Node
}

/** Logical operators, too, and `#name in object` with a PrivateName at the left. */
export interface Binary {
  type: 'Binary'
  operator: string
  left: Node
  right: Node
}

export interface Assign {
  type: 'Assign'
  operator: string
  target: Node
  value: Node
  /** The scope around it, set by scope.ts. */
  scope?: number
  host?: unknown
  at?: Position
}

export interface Conditional {
  type: 'Conditional'
  test: Node
  then: Node
  else: Node
}

export interface Sequence {
  type: 'Sequence'
  expressions: Node[]
}

/** The end of an optional chain: `(a?.b).c` is a member of a chain, `a?.b.c` a chain of members. */
export interface Chain {
  type: 'Chain'
  expression: Node
}

export interface ImportCall {
  type: 'ImportCall'
  phase?: string
  arguments: Node[]
}

export interface Await {
  type: 'Await'
  argument: Node
}

export interface Yield {
  type: 'Yield'
  delegate?: true
  argument: Node | null
}

export interface Leaf {
  type: 'This' | 'Super' | 'NewTarget' | 'ImportMeta' | 'Arguments'
}

/** Children are cleaned of white space as JSX prescribes; text is a `String`. */
export type Jsx =
  | { type: 'JsxElement'; name: Node; attributes: Node[]; children: Node[] }
  | { type: 'JsxFragment'; children: Node[] }
  | { type: 'JsxAttribute'; name: string; value: Node | null }
  /** Text with character references (`&nbsp;`), as it is written. */
  | { type: 'JsxText'; raw: string }

export interface ObjectPattern {
  type: 'ObjectPattern'
  properties: (Property | Rest | Refused)[]
}

export interface ArrayPattern {
  type: 'ArrayPattern'
  elements: (Node | null)[]
}

export interface Default {
  type: 'Default'
  target: Node
  value: Node
}

/** The rest of a pattern or of the parameters. */
export interface Rest {
  type: 'Rest'
  argument: Node
}

export interface Block {
  type: 'Block'
  body: Statement[]
}

/** One declarator. */
export interface Variable {
  type: 'Variable'
  kind: 'var' | 'let' | 'const' | 'using' | 'await using'
  target: Node
  init: Node | null
  host?: unknown
  at: Position
}

export interface FunctionDeclaration {
  type: 'FunctionDeclaration'
  target: Name
  function: FunctionNode
  host?: unknown
}

export interface ClassDeclaration {
  type: 'ClassDeclaration'
  target: Name
  class: ClassNode
  host?: unknown
}

export interface Expression {
  type: 'Expression'
  expression: Node
}

export interface Directive {
  type: 'Directive'
  value: string
}

export interface Return {
  type: 'Return'
  argument: Node | null
}

export interface Throw {
  type: 'Throw'
  argument: Node
}

export interface If {
  type: 'If'
  test: Node
  then: Statement[]
  else: Statement[]
}

export interface For {
  type: 'For'
  /** Declarations, or one expression statement, or nothing. */
  init: Statement[]
  test: Node | null
  update: Node | null
  body: Statement[]
}

export interface ForIn {
  type: 'ForIn' | 'ForOf'
  await?: true
  /** A declaration without a value, or a target. */
  left: Node
  right: Node
  body: Statement[]
}

export interface While {
  type: 'While' | 'DoWhile'
  test: Node
  body: Statement[]
}

export interface Switch {
  type: 'Switch'
  discriminant: Node
  cases: Case[]
}

export interface Case {
  type: 'Case'
  test: Node | null
  body: Statement[]
}

export interface Try {
  type: 'Try'
  block: Statement[]
  handler: Catch | null
  finalizer: Statement[] | null
}

export interface Catch {
  type: 'Catch'
  param: Node | null
  body: Statement[]
}

export interface Labeled {
  type: 'Labeled'
  label: string
  body: Statement[]
}

export interface Jump {
  type: 'Break' | 'Continue' | 'Debugger'
  label?: string
}

export interface With {
  type: 'With'
  object: Node
  body: Statement[]
}

/** TypeScript's enum, `const enum` included. */
export interface Enum {
  type: 'Enum'
  target: Name
  members: EnumMember[]
  at: Position
}

export interface EnumMember {
  type: 'EnumMember'
  name: string
  value: Node | null
}

export interface Namespace {
  type: 'Namespace'
  target: Name
  body: Statement[]
  at: Position
}

/** `import x = require('y')` (a String) or `import x = N.M` (a name or members). */
export interface ImportEquals {
  type: 'ImportEquals'
  target: Name
  value: Node
  at: Position
}

export type ModuleStatement =
  | { type: 'Import'; source: string; specifiers: ImportSpecifier[] }
  | { type: 'Export'; declarations: Statement[] }
  | { type: 'ExportNames'; locals: Name[] }
  | { type: 'ExportDefault'; value: Node; host?: unknown; at: Position }
  | { type: 'ExportFrom' }
  | { type: 'ExportAssign'; value: Node }

export interface ImportSpecifier {
  type: 'ImportSpecifier'
  /** The exported name, `default`, or `*` for the namespace. */
  imported: string
  target: Name
}

/** Syntax that the rules do not know or will not guess about. What contains it falls back to source mode. */
export interface Refused {
  type: 'Refused'
  rule: string
  message: string
  at: Position
}

/** A whole file. */
export interface Module {
  type: 'Module'
  body: Statement[]
  /** Whether the file is strict from its start (a module, or a script with the directive). */
  strict: boolean
  /** Whether the file has an import or export declaration. */
  esm: boolean
  /** The source of what the readers could not read. It may use and assign any name that stands in it. */
  hidden: string[]
  host?: unknown
}

/** A TypeScript parameter property: `constructor(private readonly x = 1)`. The target is the parameter. */
export interface ParameterProperty {
  type: 'ParameterProperty'
  target: Node
}

/** A parameter of a constructor or method: `method(@logged id)`. The decorators are evaluated outside of the function. */
export interface DecoratedParameter {
  type: 'DecoratedParameter'
  decorators: Node[]
  target: Node
}

/** Every node with children, also those that stand only in one place. */
export type Any = Node | StaticBlock | Case | Catch | EnumMember | ImportSpecifier | Module

/** What leads back to the source, and what scope.ts adds: no part of the tree. */
type Aside = 'type' | 'host' | 'at' | 'hidden' | 'binding' | 'scope'

/** A node or nothing, a list (of nodes, mostly), or a value that is no node. */
type FieldOf<Value> = [Extract<Value, { type: string }>] extends [never]
  ? [Extract<Value, readonly unknown[]>] extends [never]
    ? 'value'
    : 'list'
  : 'node'

type FieldsOf<N> = { [Key in Exclude<keyof N, Aside>]-?: FieldOf<N[Key]> }

/**
 * Every field of every node, in the order of the source as far as nodes go, and in the order of the canonical form: what most nodes
 * do not have comes last. Walking a node by this table takes half the time of asking each node for its keys. The types keep it
 * complete.
 */
export const fieldsOf: { [N in Any as N['type']]: FieldsOf<N> } = {
  Name: { name: 'value' },
  String: { value: 'value' },
  Number: { value: 'value' },
  BigInt: { value: 'value' },
  Boolean: { value: 'value' },
  Null: {},
  Undefined: {},
  RegExp: { pattern: 'value', flags: 'value' },
  Template: { strings: 'list', expressions: 'list' },
  Tagged: { tag: 'node', cooked: 'list', raw: 'list', expressions: 'list' },
  Array: { elements: 'list' },
  Object: { properties: 'list' },
  Property: { kind: 'value', key: 'node', value: 'node', static: 'value', decorators: 'list' },
  Prototype: { value: 'node' },
  Spread: { argument: 'node' },
  Function: {
    params: 'list',
    body: 'list',
    arrow: 'value',
    async: 'value',
    callee: 'value',
    generator: 'value',
    sloppy: 'value',
    self: 'node',
  },
  Class: { decorators: 'list', superClass: 'node', members: 'list', self: 'node' },
  StaticBlock: { body: 'list' },
  Member: { object: 'node', property: 'node', optional: 'value' },
  PrivateName: { name: 'value' },
  Call: { callee: 'node', arguments: 'list', optional: 'value' },
  New: { callee: 'node', arguments: 'list' },
  Unary: { operator: 'value', argument: 'node' },
  Update: { operator: 'value', argument: 'node', prefix: 'value' },
  Binary: { operator: 'value', left: 'node', right: 'node' },
  Assign: { operator: 'value', target: 'node', value: 'node' },
  Conditional: { test: 'node', then: 'node', else: 'node' },
  Sequence: { expressions: 'list' },
  Chain: { expression: 'node' },
  ImportCall: { arguments: 'list', phase: 'value' },
  Await: { argument: 'node' },
  Yield: { argument: 'node', delegate: 'value' },
  This: {},
  Super: {},
  NewTarget: {},
  ImportMeta: {},
  Arguments: {},
  JsxElement: { name: 'node', attributes: 'list', children: 'list' },
  JsxFragment: { children: 'list' },
  JsxAttribute: { name: 'value', value: 'node' },
  JsxText: { raw: 'value' },
  ObjectPattern: { properties: 'list' },
  ArrayPattern: { elements: 'list' },
  Default: { target: 'node', value: 'node' },
  Rest: { argument: 'node' },
  ParameterProperty: { target: 'node' },
  DecoratedParameter: { decorators: 'list', target: 'node' },
  Block: { body: 'list' },
  Variable: { kind: 'value', target: 'node', init: 'node' },
  FunctionDeclaration: { target: 'node', function: 'node' },
  ClassDeclaration: { target: 'node', class: 'node' },
  Expression: { expression: 'node' },
  Directive: { value: 'value' },
  Return: { argument: 'node' },
  Throw: { argument: 'node' },
  If: { test: 'node', then: 'list', else: 'list' },
  For: { init: 'list', test: 'node', update: 'node', body: 'list' },
  ForIn: { left: 'node', right: 'node', body: 'list', await: 'value' },
  ForOf: { left: 'node', right: 'node', body: 'list', await: 'value' },
  While: { test: 'node', body: 'list' },
  DoWhile: { test: 'node', body: 'list' },
  Switch: { discriminant: 'node', cases: 'list' },
  Case: { test: 'node', body: 'list' },
  Try: { block: 'list', handler: 'node', finalizer: 'list' },
  Catch: { param: 'node', body: 'list' },
  Labeled: { label: 'value', body: 'list' },
  Break: { label: 'value' },
  Continue: { label: 'value' },
  Debugger: { label: 'value' },
  With: { object: 'node', body: 'list' },
  Enum: { target: 'node', members: 'list' },
  EnumMember: { name: 'value', value: 'node' },
  Namespace: { target: 'node', body: 'list' },
  ImportEquals: { target: 'node', value: 'node' },
  Import: { source: 'value', specifiers: 'list' },
  Export: { declarations: 'list' },
  ExportNames: { locals: 'list' },
  ExportDefault: { value: 'node' },
  ExportFrom: {},
  ExportAssign: { value: 'node' },
  ImportSpecifier: { imported: 'value', target: 'node' },
  Refused: { rule: 'value', message: 'value' },
  Module: { body: 'list', strict: 'value', esm: 'value' },
}

const childrenOf = Object.fromEntries(
  Object.entries(fieldsOf).map(([type, fields]) => [
    type,
    Object.entries(fields).flatMap(([field, kind]) => (kind === 'value' ? [] : [field])),
  ]),
) as unknown as Record<Any['type'], readonly string[]>

/**
 * Calls `visit` for each child, in the order of the source. Nine of ten nodes are of the kinds that stand here by name: read by the
 * table, their fields cost several times as much.
 */
export function forEachChild(node: Any, visit: (child: Any) => void): void {
  switch (node.type) {
    case 'Name':
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'This':
      break
    case 'Member':
      visit(node.object)
      visit(node.property)
      break
    case 'Call':
    case 'New':
      visit(node.callee)
      for (const argument of node.arguments) visit(argument)
      break
    case 'Binary':
      visit(node.left)
      visit(node.right)
      break
    case 'Assign':
      visit(node.target)
      visit(node.value)
      break
    case 'Property':
      visit(node.key)
      if (node.value) visit(node.value)
      if (node.decorators) for (const decorator of node.decorators) visit(decorator)
      break
    case 'Object':
      for (const property of node.properties) visit(property)
      break
    case 'Unary':
      visit(node.argument)
      break
    case 'Expression':
      visit(node.expression)
      break
    case 'Return':
      if (node.argument) visit(node.argument)
      break
    case 'Variable':
      visit(node.target)
      if (node.init) visit(node.init)
      break
    case 'If':
      visit(node.test)
      for (const statement of node.then) visit(statement)
      for (const statement of node.else) visit(statement)
      break
    default:
      for (const field of childrenOf[node.type]) {
        const value = (node as unknown as Record<string, unknown>)[field]
        if (Array.isArray(value)) {
          for (const item of value) if (isNode(item)) visit(item)
        } else if (value) visit(value as Any)
      }
  }
}

/** The node with each child replaced by what `map` makes of it; the node itself where `map` leaves every child as it is. */
export function mapChildren<T extends Any, C>(node: T, map: (child: Any, context: C) => Any, context: C): T
export function mapChildren<C>(node: Any, map: (child: Any, context: C) => Any, context: C): Any {
  switch (node.type) {
    case 'Member': {
      const object = map(node.object, context) as Node
      const property = map(node.property, context) as Node
      return object === node.object && property === node.property ? node : { ...node, object, property }
    }
    case 'Call':
    case 'New': {
      const callee = map(node.callee, context) as Node
      const given = mapList(node.arguments, map, context)
      return callee === node.callee && given === node.arguments ? node : { ...node, callee, arguments: given }
    }
    case 'Binary': {
      const left = map(node.left, context) as Node
      const right = map(node.right, context) as Node
      return left === node.left && right === node.right ? node : { ...node, left, right }
    }
    case 'Assign': {
      const target = map(node.target, context) as Node
      const value = map(node.value, context) as Node
      return target === node.target && value === node.value ? node : { ...node, target, value }
    }
    case 'Property': {
      if (node.decorators) return mapFields(node, map, context)
      const key = map(node.key, context) as Node
      const value = node.value && (map(node.value, context) as Node)
      return key === node.key && value === node.value ? node : { ...node, key, value }
    }
    case 'Object': {
      const properties = mapList(node.properties, map, context)
      return properties === node.properties ? node : { type: 'Object', properties }
    }
    case 'Unary': {
      const argument = map(node.argument, context) as Node
      return argument === node.argument ? node : { type: 'Unary', operator: node.operator, argument }
    }
    case 'Conditional': {
      const test = map(node.test, context) as Node
      const then = map(node.then, context) as Node
      const otherwise = map(node.else, context) as Node
      return test === node.test && then === node.then && otherwise === node.else
        ? node
        : { type: 'Conditional', test, then, else: otherwise }
    }
    case 'Expression': {
      const expression = map(node.expression, context) as Node
      return expression === node.expression ? node : { type: 'Expression', expression }
    }
    case 'Return': {
      const argument = node.argument && (map(node.argument, context) as Node)
      return argument === node.argument ? node : { type: 'Return', argument }
    }
    case 'Variable': {
      const target = map(node.target, context) as Node
      const init = node.init && (map(node.init, context) as Node)
      return target === node.target && init === node.init ? node : { ...node, target, init }
    }
    default:
      return mapFields(node, map, context)
  }
}

function mapFields<C>(node: Any, map: (child: Any, context: C) => Any, context: C): Any {
  let result = node as unknown as Record<string, unknown>
  for (const field of childrenOf[node.type]) {
    const value = result[field]
    if (!value) continue
    const mapped = Array.isArray(value) ? mapList(value, map, context) : map(value as Any, context)
    if (mapped === value) continue
    if (result === (node as unknown)) result = { ...result }
    result[field] = mapped
  }
  return result as unknown as Any
}

function mapList<T, C>(list: T[], map: (child: Any, context: C) => Any, context: C): T[] {
  let result = list
  for (let index = 0; index < list.length; index++) {
    const item = list[index]
    const mapped = isNode(item) ? (map(item, context) as T) : (item as T)
    if (mapped === item) continue
    if (result === list) result = list.slice()
    result[index] = mapped
  }
  return result
}

/** Whether it gives the value of one of its sides as it is. */
export function isLogical(operator: string): boolean {
  return operator === '&&' || operator === '||' || operator === '??'
}

export function isNode(value: unknown): value is Any {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
