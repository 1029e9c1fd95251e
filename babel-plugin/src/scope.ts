/**
 * Resolves every name of a module to its binding, by the scopes of ECMAScript and TypeScript, on the neutral tree alone: the
 * compilers' own scopes disagree (types as globals, renamed locals, lowered enums). Sets `binding` on names and private
 * names, `scope` on functions and classes, and turns `arguments` and the members of an enum into what they mean.
 * Twin: swc-plugin/src/scope.rs
 */
import { builtinModule } from './builtin-modules.js'
import { isOfCommonJs, requiredBy } from './common-js.js'
import { type Environment, environmentOf, isVariable, partOf } from './references.js'
import { forEachDeclared, forEachExpressionOfPattern, forEachTarget } from './targets.js'
import {
  type Any,
  type Assign,
  type Catch,
  type ClassNode,
  type Enum,
  type FunctionNode,
  forEachChild,
  type ImportSpecifier,
  type Member,
  type Module,
  type Name,
  type Namespace,
  type Node,
  type Position,
  type PrivateName,
  type Property,
  type Statement,
  type Variable,
} from './tree.js'

export type BindingKind =
  | 'import'
  | 'function'
  | 'class'
  | 'const'
  | 'let'
  | 'var'
  | 'using'
  | 'parameter'
  | 'catch'
  | 'enum'
  | 'enum member'
  | 'namespace'
  | 'self'
  | 'private'

export interface Binding {
  name: string
  kind: BindingKind
  /** The scope that declares it, as an index. */
  scope: number
  /** The nodes that declare it, in the order of the source. */
  declarations: Any[]
  /** Whether it is assigned anywhere but in its one declaration. */
  assigned: boolean
  /** How often it is assigned, its declarations aside. */
  writes: number
  /** How often it is used, its declarations aside. */
  uses: number
  /** Whether a function inside of its scope uses it. */
  captured: boolean
  /** Whether it is used in any way but being called. */
  escapes: boolean
  /** Of a private name: whether the function that it holds takes its name, or a decorator is given it. */
  names?: true
  /** Of an import, or of a constant of the module that holds what `require` gave: the module and the exported name (`*` for all). */
  source?: string
  imported?: string
  /** Whether a property of its value is assigned or deleted. */
  mutated?: true
  /** S5: of a variable that holds `process` or `process.env`. */
  environment?: Environment
}

export interface Scope {
  /** An enum is compiled to a function that is called at once: an `eval` in it declares nothing outside. */
  kind: 'module' | 'function' | 'arrow' | 'class' | 'enum' | 'block'
  parent: number
  depth: number
  names: ReadonlyMap<string, number>
  privates?: Map<string, number>
  /** Of a sloppy function: whether `arguments.callee` can be reached. */
  callee?: true
  /** Whether a name in it can mean what no declaration shows: of the body of a `with`, and where a direct `eval` may declare. */
  open?: true
  /** The node whose list of statements a declaration of this scope stands in. */
  node: Any
}

export interface Scopes {
  bindings: Binding[]
  scopes: Scope[]
  /** The name of the file, relative to the folder that the compiler runs in. */
  file: string
  /** Whether it has the syntax of ECMAScript modules. */
  esm: boolean
  /** Whether a `with` or the name `eval` stands anywhere in the file (N7). */
  mentionsEval: boolean
  /** Whether `import()`, or `require`, `module` or `exports` of CommonJS stand anywhere in the file (S11). */
  mentionsPlace: boolean
  /** What is assigned to names and to members, by `=`, in the order of the source. */
  assignments: Assign[]
}

/** Of every scope until it declares something: most blocks never do. */
const noNames: ReadonlyMap<string, number> = new Map()

type Role = 'read' | 'call' | 'write'

export function resolveNames(module: Module, file: string): Scopes {
  const resolver = new Resolver(file, module.esm)
  const scope = resolver.enter('module', -1, module)
  resolver.hoist(module.body, scope, scope)
  for (const statement of module.body) resolver.visit(statement, scope)
  resolver.distrust(module.hidden)
  resolver.distrustEvals()
  resolver.assignments.sort((a, b) => comparePositions(a.at as Position, b.at as Position))
  return resolver
}

class Resolver implements Scopes {
  bindings: Binding[] = []
  scopes: Scope[] = []
  /** Names of the exceptions of the `catch` clauses around. */
  private caught: string[] = []
  /** The enums whose declaration has been visited. */
  private readonly reached = new Set<number>()
  /** The scopes in which a direct `eval` stands. */
  private readonly evals = new Set<number>()
  mentionsEval = false
  mentionsPlace = false
  assignments: Assign[] = []

  constructor(
    readonly file: string,
    readonly esm: boolean,
  ) {}

  enter(kind: Scope['kind'], parent: number, node: Any): number {
    const depth = parent < 0 ? 0 : (this.scopes[parent] as Scope).depth + 1
    return this.scopes.push({ kind, parent, depth, names: noNames, node }) - 1
  }

  declare(name: Name, kind: BindingKind, declaration: Any, scope: number): void {
    const around = this.scopes[scope] as Scope
    const known = around.names.get(name.name)
    if (known === undefined) {
      name.binding = this.add(name.name, kind, scope, [declaration])
      if (around.names === noNames) around.names = new Map()
      ;(around.names as Map<string, number>).set(name.name, name.binding)
      return
    }
    name.binding = known
    const binding = this.bindings[known] as Binding
    // Declared twice, as `var` and functions may be: the last one wins at run time, so it is a variable that changes.
    // TypeScript's enums and namespaces merge instead.
    const merges = declaration.type === 'Enum' || declaration.type === 'Namespace'
    if (!merges) binding.assigned = true
    binding.declarations.push(declaration)
  }

  add(name: string, kind: BindingKind, scope: number, declarations: Any[]): number {
    return (
      this.bindings.push({
        name,
        kind,
        scope,
        declarations,
        assigned: false,
        writes: 0,
        uses: 0,
        captured: false,
        escapes: false,
      }) - 1
    )
  }

  /** What could not be read may use and assign every name that stands in it, and with an escape in it, any name. */
  distrust(hidden: string[]): void {
    if (hidden.length === 0) return
    for (const binding of this.bindings) {
      if (!hidden.some((text) => text === '' || text.includes('\\u') || text.includes(binding.name))) continue
      binding.assigned = true
      binding.captured = true
      binding.escapes = true
      binding.writes++
      binding.uses++
    }
  }

  /** N7: a direct `eval` may assign every variable around it, and in sloppy code declare more of them. */
  distrustEvals(): void {
    for (const start of this.evals) {
      let isDeclared = false
      for (let index = start; index >= 0; index = (this.scopes[index] as Scope).parent) {
        const scope = this.scopes[index] as Scope
        for (const name of scope.names.values()) {
          const binding = this.bindings[name] as Binding
          binding.assigned ||= !constants.has(binding.kind)
        }
        if (isDeclared || scope.kind === 'block' || scope.kind === 'class') continue
        scope.open = true
        isDeclared = true
      }
    }
  }

  // Declarations are known in the whole of their scope, so they are collected ahead.

  /** Declares what a list of statements declares: lexical names in `scope`, `var` in `functionScope`. */
  hoist(body: Statement[], scope: number, functionScope: number): void {
    for (const statement of body) this.hoistStatement(statement, scope, functionScope)
  }

  hoistStatement(statement: Statement, scope: number, functionScope: number): void {
    switch (statement.type) {
      case 'Import':
        for (const specifier of statement.specifiers) this.declareImport(specifier, statement.source, scope)
        break
      case 'Export':
        this.hoist(statement.declarations, scope, functionScope)
        break
      case 'Variable':
        if (statement.kind === 'var') this.declareVariable(statement, functionScope)
        else {
          const kind = statement.kind === 'let' || statement.kind === 'const' ? statement.kind : 'using'
          this.declareTargets(statement.target, kind, statement, scope)
        }
        break
      case 'FunctionDeclaration':
        this.declare(statement.target, 'function', statement, scope)
        break
      case 'ClassDeclaration':
        this.declare(statement.target, 'class', statement, scope)
        break
      case 'Enum':
        this.declare(statement.target, 'enum', statement, scope)
        break
      case 'Namespace':
        this.declare(statement.target, 'namespace', statement, scope)
        break
      case 'ImportEquals':
        this.declare(statement.target, 'const', statement, scope)
        break
      default:
        this.hoistVars(statement, functionScope)
    }
  }

  hoistVars(node: Any, functionScope: number): void {
    if (node.type === 'Variable') {
      if (node.kind === 'var') this.hoistVar(node, functionScope)
    } else if (holdsStatements.has(node.type)) this.hoistVarsIn(node, functionScope)
  }

  hoistVar(node: Variable, functionScope: number): void {
    this.declareVariable(node, functionScope)
    // It may be skipped, and is undefined then.
    forEachTarget(node.target, (name) => {
      ;(this.bindings[name.binding as number] as Binding).assigned = true
    })
  }

  hoistVarsIn(node: Any, functionScope: number): void {
    const exception = node.type === 'Catch' && node.param?.type === 'Name' ? node.param.name : undefined
    if (exception !== undefined) this.caught.push(exception)
    forEachChild(node, (child) => this.hoistVars(child, functionScope))
    if (exception !== undefined) this.caught.pop()
  }

  /** R2: a `var` that starts with the value of something else of its name, or assigns that. */
  declareVariable(node: Variable, functionScope: number): void {
    this.declareTargets(node.target, 'var', node, functionScope)
    const { node: around, parent } = this.scopes[functionScope] as Scope
    const outer = around.type === 'Function' ? this.scopes[parent] : undefined
    let isDouble = false
    forEachTarget(node.target, ({ name }) => {
      const isParameter = outer?.node === around && outer.kind !== 'block' && outer.names.has(name)
      isDouble ||= isParameter || name === 'arguments' || this.caught.includes(name)
    })
    if (!isDouble) return
    const message =
      'A variable has the name of a parameter, an exception or `arguments`, and so two bindings. Rename it.'
    const refused: Node = { type: 'Refused', rule: 'R2', message, at: node.at }
    node.init = { type: 'Sequence', expressions: node.init ? [refused, node.init] : [refused] }
  }

  declareImport(specifier: ImportSpecifier, source: string, scope: number): void {
    this.declare(specifier.target, 'import', specifier, scope)
    const binding = this.bindings[specifier.target.binding as number] as Binding
    binding.source = source
    binding.imported = specifier.imported
  }

  /** Declares every name of a pattern. */
  declareTargets(target: Node, kind: BindingKind, declaration: Any, scope: number): void {
    if (target.type === 'Name') this.declare(target, kind, declaration, scope)
    else this.declarePattern(target, kind, declaration, scope)
  }

  declarePattern(target: Node, kind: BindingKind, declaration: Any, scope: number): void {
    forEachTarget(target, (name) => this.declare(name, kind, declaration, scope))
  }

  // The walk that resolves.

  visit(node: Any, scope: number, role: Role = 'read'): void {
    switch (node.type) {
      case 'Name':
        this.reference(node, scope, role)
        break
      case 'String':
      case 'Number':
      case 'Boolean':
      case 'This':
        break
      case 'PrivateName':
        this.referencePrivate(node, scope, 'call') // `#name in object`
        break
      case 'Binary':
        this.visit(node.left, scope)
        this.visit(node.right, scope)
        break
      case 'Expression':
        this.visit(node.expression, scope)
        break
      case 'Return':
        if (node.argument) this.visit(node.argument, scope)
        break
      case 'Member': {
        const { object, property } = node
        // All that `arguments` has but itself leads to no function.
        const isHarmless = property.type === 'String' && property.value !== 'callee'
        this.visit(object, scope, isHarmless && object.type === 'Name' && object.name === 'arguments' ? 'call' : 'read')
        if (property.type === 'PrivateName') this.referencePrivate(property, scope, role)
        else this.visit(property, scope)
        break
      }
      case 'Call':
      case 'New':
        this.visit(node.callee, scope, node.type === 'Call' ? 'call' : 'read')
        for (const argument of node.arguments) this.visit(argument, scope)
        break
      case 'Tagged':
        this.visit(node.tag, scope, 'call')
        for (const expression of node.expressions) this.visit(expression, scope)
        break
      case 'Assign':
        if (assigning.has(node.operator)) {
          node.scope = scope
          this.assignments.push(node)
        }
        this.visitTarget(node.target, scope)
        this.visit(node.value, scope)
        if (node.operator === '=') this.noteEnvironment(node.target, environmentOf(node.value, this.bindings))
        break
      case 'Update':
        this.visitTarget(node.argument, scope)
        break
      case 'Variable':
        this.visitDeclared(node.target, scope)
        if (node.init) this.visit(node.init, scope)
        if (node.init && this.scopes[scope]?.kind === 'module') this.noteRequired(node.target, node.init)
        if (node.init) this.noteEnvironment(node.target, environmentOf(node.init, this.bindings))
        break
      case 'Unary':
        this.visit(node.argument, scope)
        if (node.operator === 'delete') this.noteMutated(node.argument)
        break
      case 'FunctionDeclaration':
        this.visitFunction(node.function, scope)
        break
      case 'ClassDeclaration':
        this.visitClass(node.class, scope)
        break
      case 'Function':
        this.visitFunction(node, scope)
        break
      case 'Class':
        this.visitClass(node, scope)
        break
      case 'Block':
        this.visitList(node.body, scope, node)
        break
      case 'If':
        this.visit(node.test, scope)
        this.visitList(node.then, scope, node)
        this.visitList(node.else, scope, node)
        break
      case 'For': {
        const head = this.enter('block', scope, node)
        this.hoistLexical(node.init, head)
        for (const statement of node.init) this.visit(statement, head)
        if (node.test) this.visit(node.test, head)
        if (node.update) this.visit(node.update, head)
        this.visitList(node.body, head, node)
        break
      }
      case 'ForIn':
      case 'ForOf': {
        const head = this.enter('block', scope, node)
        if (node.left.type === 'Variable') {
          this.hoistLexical([node.left], head)
          this.visit(node.left, head)
        } else this.visitTarget(node.left, head)
        this.visit(node.right, head)
        this.visitList(node.body, head, node)
        break
      }
      case 'While':
      case 'DoWhile':
        this.visit(node.test, scope)
        this.visitList(node.body, scope, node)
        break
      case 'With':
        this.mentionsEval = true
        this.visit(node.object, scope)
        this.visitList(node.body, this.enterWith(scope, node), node)
        break
      case 'Labeled':
        this.visitList(node.body, scope, node)
        break
      case 'Switch': {
        this.visit(node.discriminant, scope)
        const cases = this.enter('block', scope, node)
        for (const item of node.cases) this.hoistLexical(item.body, cases)
        for (const item of node.cases) {
          if (item.test) this.visit(item.test, cases)
          for (const statement of item.body) this.visit(statement, cases)
        }
        break
      }
      case 'Try':
        this.visitList(node.block, scope, node)
        if (node.handler) this.visitCatch(node.handler, scope)
        if (node.finalizer) this.visitList(node.finalizer, scope, node)
        break
      case 'StaticBlock': {
        const inner = this.enter('function', scope, node)
        this.hoist(node.body, inner, inner)
        for (const statement of node.body) this.visit(statement, inner)
        break
      }
      case 'Enum':
        this.visitEnum(node, scope)
        break
      case 'Namespace':
        this.visitNamespace(node, scope)
        break
      case 'ImportEquals':
        this.visit(node.value, scope)
        break
      case 'Import':
        break
      case 'Export':
        for (const declaration of node.declarations) {
          this.visit(declaration, scope)
          this.noteExported(declaration)
        }
        break
      case 'ExportNames':
        for (const name of node.locals) this.reference(name, scope, 'read')
        break
      case 'ImportCall':
        this.mentionsPlace = true
        for (const argument of node.arguments) this.visit(argument, scope)
        break
      default:
        this.visitChildren(node, scope)
    }
  }

  /** A closure costs at every call of the function that it stands in, also where it is not reached. */
  visitChildren(node: Any, scope: number): void {
    forEachChild(node, (child) => this.visit(child, scope))
  }

  /** Most lists declare nothing, and then have no scope of their own. */
  visitList(body: Statement[], scope: number, node: Any): void {
    const inner = body.some(declaresLexically) ? this.enter('block', scope, node) : scope
    if (inner !== scope) this.hoistLexical(body, inner)
    for (const statement of body) this.visit(statement, inner)
  }

  /** As hoist(), without the variables, which the function around has collected already. */
  hoistLexical(body: Statement[], scope: number): void {
    for (const statement of body) {
      if (declaresLexically(statement)) this.hoistStatement(statement, scope, scope)
    }
  }

  visitFunction(node: FunctionNode, around: number): void {
    node.scope = around
    let scope = around
    if (node.self) {
      scope = this.enter('block', scope, node)
      this.declare(node.self, 'self', node, scope)
    }
    const parameters = this.enter(node.arrow ? 'arrow' : 'function', scope, node)
    for (const parameter of node.params) this.declareTargets(parameter, 'parameter', parameter, parameters)
    for (const parameter of node.params) {
      this.visitDeclared(parameter, parameters)
      if (parameter.type === 'DecoratedParameter') {
        for (const decorator of parameter.decorators) this.visit(decorator, around)
      }
    }
    // With default values or patterns the body has variables of its own (ECMA-262, FunctionDeclarationInstantiation).
    const simple = node.params.every(isName)
    const body = simple ? parameters : this.enter('block', parameters, node)
    this.hoist(node.body, body, body)
    for (const statement of node.body) this.visit(statement, body)
    if (this.scopes[parameters]?.callee) node.callee = true
  }

  visitClass(node: ClassNode, around: number): void {
    node.scope = around
    for (const decorator of node.decorators ?? []) this.visit(decorator, around)
    const scope = this.enter('class', around, node)
    if (node.self) this.declare(node.self, 'self', node, scope)
    const privates = new Map<string, number>()
    for (const member of node.members) {
      if (member.type !== 'Property' || member.key.type !== 'PrivateName') continue
      const { name } = member.key
      const index = privates.get(name) ?? this.add(name, 'private', scope, [])
      privates.set(name, index)
      if (takesName(member)) (this.bindings[index] as Binding).names = true
      if (member.decorators?.length) this.showName(index)
    }
    ;(this.scopes[scope] as Scope).privates = privates
    if (node.superClass) this.visit(node.superClass, scope)
    for (const member of node.members) {
      if (member.type !== 'Property') this.visit(member, scope)
      else {
        for (const decorator of member.decorators ?? []) this.visit(decorator, scope)
        if (member.key.type === 'PrivateName') this.referencePrivate(member.key, scope, 'call')
        else this.visit(member.key, scope)
        if (!member.value) continue
        // The value of a field is the body of a function of its own.
        const isField = member.kind === 'field' || member.kind === 'accessor'
        this.visit(member.value, isField ? this.enter('function', scope, member) : scope)
      }
    }
  }

  /** N3: a decorator is given the name. */
  showName(index: number): void {
    const binding = this.bindings[index] as Binding
    binding.names = true
    binding.escapes = true
  }

  visitCatch(node: Catch, around: number): void {
    const scope = this.enter('block', around, node)
    if (node.param) {
      this.declareTargets(node.param, 'catch', node, scope)
      this.visitDeclared(node.param, scope)
    }
    this.visitList(node.body, scope, node)
  }

  visitEnum(node: Enum, around: number): void {
    this.reached.add(node.target.binding as number)
    const scope = this.enter('enum', around, node)
    const binding = this.bindings[node.target.binding as number] as Binding
    for (const declaration of binding.declarations) {
      if (declaration.type !== 'Enum') continue
      for (const member of declaration.members) {
        const name: Name = { type: 'Name', name: member.name, binding: undefined }
        this.declare(name, 'enum member', declaration, scope)
      }
    }
    for (const member of node.members) if (member.value) this.visit(member.value, scope)
  }

  enterWith(around: number, node: Any): number {
    const scope = this.enter('block', around, node)
    ;(this.scopes[scope] as Scope).open = true
    return scope
  }

  visitNamespace(node: Namespace, around: number): void {
    const scope = this.enter('function', around, node)
    this.hoist(node.body, scope, scope)
    for (const statement of node.body) this.visit(statement, scope)
  }

  /** A pattern whose names are declared; the expressions in it are only used. */
  visitDeclared(target: Node, scope: number): void {
    if (target.type !== 'Name') this.visitDeclaredPattern(target, scope)
  }

  visitDeclaredPattern(target: Node, scope: number): void {
    forEachExpressionOfPattern(target, (expression) => this.visit(expression, scope))
    this.noteDefaults(target)
  }

  /** A pattern whose names are assigned. */
  visitTarget(target: Node, scope: number): void {
    if (target.type === 'Name') this.reference(target, scope, 'write')
    else if (target.type === 'Member') this.visitAssigned(target, scope)
    else this.visitTargetPattern(target, scope)
  }

  visitTargetPattern(target: Node, scope: number): void {
    forEachTarget(target, (name) => this.reference(name, scope, 'write'))
    forEachExpressionOfPattern(target, (expression) => this.visitAssigned(expression, scope))
  }

  visitAssigned(expression: Node, scope: number): void {
    this.visit(expression, scope)
    this.noteMutated(expression)
  }

  noteExported(declaration: Statement): void {
    forEachDeclared(declaration, (name) => {
      ;(this.bindings[name.binding as number] as Binding).escapes = true
    })
  }

  noteMutated(target: Node): void {
    const node = target.type === 'Chain' ? target.expression : target // `delete a?.b`
    if (node.type !== 'Member') return
    const { object } = node
    const { binding } = (isPrototype(object) ? object.object : object) as Partial<Name>
    const known = binding === undefined ? undefined : this.bindings[binding]
    // What counts of a namespace is what it has itself.
    if (known && (object.type === 'Name' || known.scope > 0)) known.mutated = true
  }

  /** S3: `const { half } = require('./math')` is an import. */
  noteRequired(target: Node, init: Node): void {
    const required = requiredBy(init)
    if (!required) return
    const { source, path } = required
    const note = (name: Node, properties: string[]) => {
      if (name.type === 'Name')
        Object.assign(this.bindings[name.binding as number] as Binding, {
          source,
          imported: properties.join('.') || '*',
        })
    }
    if (target.type === 'Name') note(target, path)
    else if (!builtinModule(source)) forEachTarget(target, (name) => note(name, ['?']))
    else if (target.type === 'ObjectPattern') {
      for (const property of target.properties) {
        if (property.type !== 'Property' || property.key.type !== 'String' || !property.value) continue
        note(property.value, [...path, property.key.value])
      }
    }
  }

  /** S5: `const { env } = process`. What it may hold is enough: an input too many does no harm. */
  noteEnvironment(target: Node, held: Environment | undefined): void {
    if (!held || isVariable(held)) return
    if (target.type === 'Name' && target.binding !== undefined)
      (this.bindings[target.binding] as Binding).environment = { ...held, other: true }
    else if (target.type === 'Default') this.noteEnvironment(target.target, held)
    else if (target.type === 'ObjectPattern')
      for (const property of target.properties) {
        if (property.type === 'Property' && property.key.type === 'String' && property.value)
          this.noteEnvironment(property.value, partOf(held, property.key.value))
      }
  }

  /** S5: `(env = process.env) => env.HOME`. */
  noteDefaults(target: Node): void {
    switch (target.type) {
      case 'Default':
        this.noteEnvironment(target.target, environmentOf(target.value, this.bindings))
        this.noteDefaults(target.target)
        break
      case 'ParameterProperty':
      case 'DecoratedParameter':
        this.noteDefaults(target.target)
        break
      case 'ObjectPattern':
        for (const property of target.properties)
          if (property.type === 'Property' && property.value) this.noteDefaults(property.value)
        break
      default:
    }
  }

  reference(node: Name, scope: number, role: Role): void {
    if (node.name === 'eval') {
      this.mentionsEval = true
      if (role === 'call') this.evals.add(scope)
    }
    let captured = false
    for (let index = scope; index >= 0; ) {
      const { names, kind, parent, node: around } = this.scopes[index] as Scope
      const known = names.get(node.name)
      if (known !== undefined) {
        const binding = this.bindings[known] as Binding
        // T1: an enum that is not there yet has no members; the functions of a module run after it, mostly.
        const isEarly = binding.kind === 'enum' && !this.reached.has(known)
        if (isEarly && (!captured || this.scopes[binding.scope]?.kind !== 'module')) binding.assigned = true
        if (captured) binding.captured = true
        this.use(node, binding, known, role)
        return
      }
      if (node.name === 'arguments' && kind === 'function') {
        if (around.type === 'Function' && around.sloppy) {
          this.aliasParameters(names)
          if (role !== 'call') (this.scopes[index] as Scope).callee = true
        }
        becomes(node, { type: 'Arguments' })
        return
      }
      captured ||= kind === 'function' || kind === 'arrow'
      index = parent
    }
    if (isOfCommonJs(node.name)) this.mentionsPlace = true
  }

  /** In sloppy code, whoever has `arguments` can assign the parameters, and reach the functions that are declared by their names. */
  aliasParameters(names: ReadonlyMap<string, number>): void {
    for (const index of names.values()) {
      const binding = this.bindings[index] as Binding
      if (binding.kind !== 'parameter') continue
      binding.assigned = true
      binding.escapes = true
    }
  }

  use(node: Name, binding: Binding, index: number, role: Role): void {
    if (binding.kind === 'enum member') {
      // T2: inside of an enum, `A` is `E.A`.
      const [declaration] = binding.declarations as [Enum]
      const object: Name = {
        type: 'Name',
        name: declaration.target.name,
        binding: declaration.target.binding as number,
      }
      becomes(node, { type: 'Member', object, property: { type: 'String', value: node.name } } satisfies Member)
      return
    }
    node.binding = index
    binding.uses++
    if (role === 'write') {
      binding.assigned = true
      binding.writes++
    }
    if (role !== 'call') binding.escapes = true
  }

  referencePrivate(node: PrivateName, scope: number, role: Role): void {
    for (let index = scope; index >= 0; ) {
      const { privates, parent } = this.scopes[index] as Scope
      const known = privates?.get(node.name)
      if (known !== undefined) {
        node.binding = known
        if (role !== 'call') (this.bindings[known] as Binding).escapes = true
        return
      }
      index = parent
    }
  }
}

/** `Parser.prototype` */
function isPrototype(node: Node): node is Member {
  if (node.type !== 'Member' || node.object.type !== 'Name') return false
  return node.property.type === 'String' && node.property.value === 'prototype'
}

function isName({ type }: Node): boolean {
  return type === 'Name'
}

/** Whether a private member is a function that has the member's name. */
function takesName({ kind, value }: Property): boolean {
  if (kind !== 'field' && kind !== 'accessor') return kind === 'method'
  return (value?.type === 'Function' || value?.type === 'Class') && !value.self
}

/** What no assignment changes. */
const constants = new Set<BindingKind>(['const', 'enum member', 'import', 'private', 'self', 'using'])

/** Whether a statement declares names of the block that it stands in. */
export function declaresLexically(statement: Statement): boolean {
  switch (statement.type) {
    case 'Variable':
      return statement.kind !== 'var'
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'Enum':
    case 'Namespace':
    case 'ImportEquals':
      return true
    default:
      return false
  }
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column
}

/** The statements that hold lists of others. */
export const holdsStatements: ReadonlySet<string> = new Set([
  'Block',
  'If',
  'For',
  'ForIn',
  'ForOf',
  'While',
  'DoWhile',
  'Switch',
  'Case',
  'Try',
  'Catch',
  'Labeled',
  'With',
])

/** The operators that give a variable the value itself. */
const assigning: ReadonlySet<string> = new Set(['=', '||=', '&&=', '??='])

/** Replaces a name by what it means. */
function becomes(node: Name, replacement: Node): void {
  const target = node as unknown as Record<string, unknown>
  for (const key of Object.keys(target)) delete target[key]
  Object.assign(target, replacement)
}
