/**
 * Writes rows and calls of `define` into the file, as docs/output.md describes them.
 * Twin: swc-plugin/src/inject.rs
 */
import type { BabelFile } from '@babel/core'
import type * as t from '@babel/types'
import { RULES } from './canonical-form.js'
import { type Definition, type Definitions, isDefinition, type Registration, type Slot } from './definitions.js'
import { type Diagnostic, formatDiagnostic } from './diagnostics.js'
import { PACKAGE } from './find-calls.js'
import type { Module } from './tree.js'

type Types = typeof t

export function inject(types: Types, file: BabelFile, module: Module, found: Definitions, fileName: string): void {
  if (found.registrations.length > 0) new Injector(types, file, module, fileName).run(found)
}

class Injector {
  private readonly program: t.Program
  private readonly rows = new Map<Definition, string>()
  private readonly imported = new Map<string, string>()
  private readonly moduleRow: string
  /** Statements that go ahead of all others but the imports. */
  private readonly first: t.Statement[] = []

  constructor(
    private readonly t: Types,
    private readonly file: BabelFile,
    private readonly module: Module,
    private readonly fileName: string,
  ) {
    this.program = file.ast.program as t.Program
    this.moduleRow = file.scope.generateUid('module')
  }

  run({ definitions, registrations }: Definitions): void {
    for (const definition of definitions) this.rows.set(definition, this.file.scope.generateUid('row'))
    for (const registration of registrations) this.register(registration)
    this.program.body.splice(afterImports(this.program), 0, ...this.first)
    this.program.body.unshift(...this.imports())
    if (definitions.length === 0) return
    this.program.body.push(this.writeModuleRow(), ...definitions.map((definition) => this.writeRow(definition)))
  }

  private register(registration: Registration): void {
    const { definition } = registration
    switch (registration.place) {
      case 'argument': {
        const call = registration.host as t.CallExpression
        call.arguments[0] = this.define(call.arguments[0] as t.Expression, definition, true)
        break
      }
      case 'initializer': {
        const declarator = registration.host as t.VariableDeclarator
        declarator.init = this.define(declarator.init as t.Expression, definition, true)
        break
      }
      case 'method': {
        const member = registration.host as t.ClassMethod
        const call = this.call('defineMethod', [this.rowOrReason(definition)], definition)
        member.decorators = [...(member.decorators ?? []), this.t.decorator(call)]
        break
      }
      case 'function':
      case 'class': {
        const statement = this.t.expressionStatement(
          this.define(this.t.identifier(registration.name), definition, false),
        )
        this.insert(registration.host as t.Node, statement, registration.place)
        break
      }
      case 'default':
        this.registerDefault(registration.host as t.ExportDefaultDeclaration, definition)
        break
    }
  }

  private registerDefault(host: t.ExportDefaultDeclaration, definition: Definition | Diagnostic): void {
    const { declaration } = host
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
      // An anonymous declaration needs a name that the call can use; `define` gives it the name `default` back.
      const name = this.file.scope.generateUid('default')
      declaration.id = this.t.identifier(name)
      const statement = this.t.expressionStatement(this.define(this.t.identifier(name), definition, false))
      if (declaration.type === 'FunctionDeclaration') this.first.push(statement)
      else this.program.body.splice(this.program.body.indexOf(host) + 1, 0, statement)
    } else host.declaration = this.define(declaration as t.Expression, definition, true)
  }

  /** A function is registered at the start of its block, because it can be called from there on; a class after itself. */
  private insert(host: t.Node, statement: t.Statement, place: 'function' | 'class'): void {
    const { body } = this.program
    const top = body.findIndex((node) => node === host || ('declaration' in node && node.declaration === host))
    if (top >= 0) {
      if (place === 'function') this.first.push(statement)
      else body.splice(top + 1, 0, statement)
      return
    }
    const list = listOf(this.t, this.program, host)
    if (!list) return
    list.splice(place === 'function' ? 0 : list.indexOf(host as t.Statement) + 1, 0, statement)
  }

  private define(value: t.Expression, definition: Definition | Diagnostic, pure: boolean): t.CallExpression {
    const call = this.call('define', [value, this.rowOrReason(definition)], definition)
    if (pure) this.t.addComment(call, 'leading', '#__PURE__')
    return call
  }

  private call(name: string, args: t.Expression[], definition: Definition | Diagnostic): t.CallExpression {
    const slots = isDefinition(definition) ? definition.slots : []
    const captured = slots.filter((slot) => slot.kind === 'c' || slot.kind === 'C')
    if (captured.length > 0) args.push(this.thunk(this.t.objectExpression(captured.map((slot) => this.property(slot)))))
    return this.t.callExpression(this.t.identifier(this.importName(name)), args)
  }

  private importName(name: string): string {
    const known = this.imported.get(name) ?? this.file.scope.generateUid(name)
    this.imported.set(name, known)
    return known
  }

  private imports(): t.Statement[] {
    const names = [...this.imported].map(
      ([name, local]) => [this.t.identifier(name), this.t.identifier(local)] as const,
    )
    const source = this.t.stringLiteral(`${PACKAGE}/define`)
    if (this.module.esm) {
      const specifiers = names.map(([name, local]) => this.t.importSpecifier(local, name))
      return [this.t.importDeclaration(specifiers, source)]
    }
    const pattern = this.t.objectPattern(names.map(([name, local]) => this.t.objectProperty(name, local)))
    const required = this.t.callExpression(this.t.identifier('require'), [source])
    return [this.t.variableDeclaration('const', [this.t.variableDeclarator(pattern, required)])]
  }

  private writeModuleRow(): t.Statement {
    return this.returns(this.moduleRow, [this.t.stringLiteral(RULES), this.t.stringLiteral(this.fileName)])
  }

  private writeRow(definition: Definition): t.Statement {
    const { hash, name, at, facts, slots } = definition
    const kinds = slots.map((slot) => slot.kind).join('')
    return this.returns(this.rows.get(definition) as string, [
      this.t.identifier(this.moduleRow),
      this.t.stringLiteral(hash),
      this.t.stringLiteral(name),
      this.t.numericLiteral(at.line),
      this.t.numericLiteral(facts),
      this.t.stringLiteral(kinds),
      ...slots.flatMap((slot) => this.entries(slot)),
    ])
  }

  private entries(slot: Slot): t.Expression[] {
    switch (slot.kind) {
      case 'd':
      case 'D':
        return [this.row(slot.definition)]
      case 'v':
        return [this.row(slot.definition), this.thunk(this.path(slot.path))]
      case 'b':
      case 'B':
        return [this.thunk(this.path(slot.path))]
      case 'i': {
        const key = this.t.stringLiteral(slot.path.join('.'))
        return [this.t.objectExpression([this.t.objectProperty(key, this.thunk(this.path(slot.path)))])]
      }
      case 'c':
      case 'C':
        return []
    }
  }

  private property(slot: Slot): t.ObjectProperty {
    const path = 'path' in slot ? slot.path : []
    const key = this.t.stringLiteral(path.join('.'))
    return this.t.objectProperty(key, this.path(path), path[0] === '__proto__')
  }

  private path([head, ...properties]: string[]): t.Expression {
    let base: t.Expression
    if (head === 'this') base = this.t.thisExpression()
    else if (head === 'import.meta') base = this.t.metaProperty(this.t.identifier('import'), this.t.identifier('meta'))
    else base = this.t.identifier(head as string)
    return properties.reduce<t.Expression>(
      (object, name) =>
        this.t.isValidIdentifier(name, false)
          ? this.t.memberExpression(object, this.t.identifier(name))
          : this.t.memberExpression(object, this.t.stringLiteral(name), true),
      base,
    )
  }

  private rowOrReason(definition: Definition | Diagnostic): t.Expression {
    if (isDefinition(definition)) return this.row(definition)
    return this.t.stringLiteral(formatDiagnostic(definition, this.fileName))
  }

  private row(definition: Definition): t.Identifier {
    return this.t.identifier(this.rows.get(definition) as string)
  }

  private thunk(body: t.Expression): t.Expression {
    return this.t.arrowFunctionExpression([], body)
  }

  private returns(name: string, elements: t.Expression[]): t.Statement {
    const body = this.t.blockStatement([this.t.returnStatement(this.t.arrayExpression(elements))])
    return this.t.functionDeclaration(this.t.identifier(name), [], body)
  }
}

/** The index after the imports at the head of the file. */
function afterImports(program: t.Program): number {
  const index = program.body.findIndex((node) => node.type !== 'ImportDeclaration')
  return index < 0 ? program.body.length : index
}

/** The list of statements that a declaration stands in. */
function listOf(types: Types, root: t.Node, host: t.Node): t.Statement[] | undefined {
  let found: t.Statement[] | undefined
  types.traverseFast(root, (node) => {
    const lists = [
      (node as { body?: unknown }).body,
      (node as { consequent?: unknown }).consequent, // of a case
    ]
    for (const list of lists) if (Array.isArray(list) && list.includes(host)) found = list
  })
  return found
}
