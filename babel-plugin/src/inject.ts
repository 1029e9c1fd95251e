/**
 * Writes rows and calls of `define` into the file, as docs/output.md describes them.
 * Twin: swc-plugin/src/inject.rs
 */
import type { BabelFile } from '@babel/core'
import type * as t from '@babel/types'
import { RULES } from './canonical-form.js'
import {
  type Definition,
  type Definitions,
  isDefinition,
  nameCounts,
  type Registration,
  type Slot,
} from './definitions.js'
import { type Diagnostic, formatDiagnostic } from './diagnostics.js'
import { PACKAGE } from './find-calls.js'
import * as make from './make-nodes.js'
import type { Options } from './options.js'
import { Scoping } from './scoping.js'
import type { Module } from './tree.js'

type Types = typeof t

export function inject(
  types: Types,
  file: BabelFile,
  module: Module,
  found: Definitions,
  fileName: string,
  options: Options,
): void {
  if (found.registrations.length > 0) new Injector(types, file, module, fileName, options.names).run(found)
}

class Injector {
  private readonly program: t.Program
  private readonly scoping: Scoping
  private readonly rows = new Map<Definition, string>()
  private readonly imported = new Map<string, string>()
  private readonly moduleRow: string
  /** Statements that go ahead of all others but the imports. */
  private readonly first: t.Statement[] = []
  /** Statements that go behind all others. */
  private readonly last: t.Statement[] = []
  /** Statements that go right behind another one. */
  private readonly behind = new Map<t.Node, t.Statement>()

  constructor(
    private readonly t: Types,
    file: BabelFile,
    private readonly module: Module,
    private readonly fileName: string,
    private readonly names: boolean,
  ) {
    this.program = file.ast.program as t.Program
    this.scoping = new Scoping(t, file)
    this.moduleRow = this.scoping.newName('module')
  }

  run({ definitions, registrations }: Definitions): void {
    for (const definition of definitions) this.rows.set(definition, this.scoping.newName('row'))
    for (const registration of registrations) this.register(registration)
    const imports = this.imports()
    const rows = definitions.map((definition) => this.writeRow(definition))
    if (rows.length > 0) rows.unshift(this.writeModuleRow())
    const { body } = this.program
    const start = afterImports(this.program)
    const rest = this.behind.size === 0 ? body.slice(start) : body.slice(start).flatMap((node) => this.withBehind(node))
    const next = [imports, ...body.slice(0, start), ...this.first, ...rest, ...this.last, ...rows]
    body.length = 0
    for (const statement of next) body.push(statement)
    this.scoping.finish([imports, ...rows])
  }

  private withBehind(node: t.Statement): t.Statement[] {
    const declaration = 'declaration' in node ? node.declaration : undefined
    const behind = this.behind.get(node) ?? (declaration && this.behind.get(declaration))
    return behind ? [node, behind] : [node]
  }

  private register(registration: Registration): void {
    const { definition } = registration
    switch (registration.place) {
      case 'argument': {
        const call = registration.host as t.CallExpression
        call.arguments[0] = this.define(call.arguments[0] as t.Expression, definition, true)
        this.scoping.wroteIn(call, 'arguments.0')
        break
      }
      case 'initializer': {
        const declarator = registration.host as t.VariableDeclarator
        declarator.init = this.define(declarator.init as t.Expression, definition, true)
        this.scoping.wroteIn(declarator, 'init')
        break
      }
      case 'assignment': {
        const assignment = registration.host as t.AssignmentExpression
        const call = this.define(assignment.right, definition, true)
        if (registration.made) this.addMade(call, registration.made)
        assignment.right = call
        this.scoping.wroteIn(assignment, 'right')
        break
      }
      case 'end': {
        const statement = make.expressionStatement(this.define(make.identifier(registration.name), definition, false))
        this.last.push(statement)
        this.scoping.wroteAtEnd(statement)
        break
      }
      case 'method': {
        const member = registration.host as t.ClassMethod
        const call = this.call('defineMethod', [this.rowOrReason(definition)], definition)
        member.decorators = [...(member.decorators ?? []), make.decorator(call)]
        this.scoping.wroteIn(member, `decorators.${member.decorators.length - 1}.expression`)
        break
      }
      case 'function':
      case 'class': {
        const call = this.define(make.identifier(registration.name), definition, false)
        this.insert(registration.host as t.Node, make.expressionStatement(call), registration.place)
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
      const name = this.scoping.newName('default')
      declaration.id = make.identifier(name)
      const call = this.define(make.identifier(name), definition, false)
      const statement = make.expressionStatement(call)
      if (declaration.type === 'FunctionDeclaration') this.first.push(statement)
      else this.behind.set(host, statement)
      this.scoping.named(declaration)
      this.scoping.wroteBeside(host, statement)
    } else {
      host.declaration = this.define(declaration as t.Expression, definition, true)
      this.scoping.wroteIn(host, 'declaration')
    }
  }

  /** A function is registered at the start of its block, because it can be called from there on; a class after itself. */
  private insert(host: t.Node, statement: t.Statement, place: 'function' | 'class'): void {
    const list = this.scoping.listOf(host)
    if (list) list.splice(place === 'function' ? 0 : list.indexOf(host as t.Statement) + 1, 0, statement)
    else if (place === 'function') this.first.push(statement)
    else this.behind.set(host, statement)
    this.scoping.wroteBeside(host, statement)
  }

  private define(value: t.Expression, definition: Definition | Diagnostic, pure: boolean): t.CallExpression {
    const call = this.call('define', [value, this.rowOrReason(definition)], definition)
    if (pure) call.leadingComments = [make.pureComment()]
    return call
  }

  private call(name: string, args: t.Expression[], definition: Definition | Diagnostic): t.CallExpression {
    const slots = isDefinition(definition) ? definition.slots : []
    const captured = slots.filter((slot) => slot.kind === 'c' || slot.kind === 'C')
    if (captured.length > 0) args.push(this.thunk(make.objectExpression(captured.map((slot) => this.property(slot)))))
    return make.callExpression(make.identifier(this.importName(name)), args)
  }

  private addMade(call: t.CallExpression, made: string[]): void {
    if (call.arguments.length === 2) call.arguments.push(this.t.unaryExpression('void', make.numericLiteral(0)))
    call.arguments.push(make.arrayExpression(made.map(make.stringLiteral)))
  }

  private importName(name: string): string {
    const known = this.imported.get(name) ?? this.scoping.newName(name)
    this.imported.set(name, known)
    return known
  }

  private imports(): t.Statement {
    const names = [...this.imported].map(([name, local]) => [make.identifier(name), make.identifier(local)] as const)
    const source = make.stringLiteral(`${PACKAGE}/define`)
    if (this.module.esm) {
      const specifiers = names.map(([name, local]) => make.importSpecifier(local, name))
      return make.importDeclaration(specifiers, source)
    }
    const pattern = this.t.objectPattern(names.map(([name, local]) => make.objectProperty(name, local)))
    const required = make.callExpression(make.identifier('require'), [source])
    return this.t.variableDeclaration('const', [this.t.variableDeclarator(pattern, required)])
  }

  private writeModuleRow(): t.Statement {
    return this.returns(this.moduleRow, [
      make.stringLiteral(RULES),
      make.stringLiteral(this.names ? this.fileName : ''),
    ])
  }

  private writeRow(definition: Definition): t.Statement {
    const { hash, name, at, facts, slots } = definition
    const kinds = slots.map((slot) => slot.kind).join('')
    return this.returns(this.rows.get(definition) as string, [
      make.identifier(this.moduleRow),
      make.stringLiteral(hash),
      make.stringLiteral(this.names || nameCounts(definition) ? name : ''),
      make.numericLiteral(this.names ? at.line : 0),
      make.numericLiteral(facts),
      make.stringLiteral(kinds),
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
        const key = make.stringLiteral(slot.path.join('.'))
        return [make.objectExpression([make.objectProperty(key, this.thunk(this.path(slot.path)))])]
      }
      case 'c':
      case 'C':
        return []
    }
  }

  private property(slot: Slot): t.ObjectProperty {
    const path = 'path' in slot ? slot.path : []
    const key = make.stringLiteral(path.join('.'))
    return make.objectProperty(key, this.path(path), path[0] === '__proto__')
  }

  private path([head, ...properties]: string[]): t.Expression {
    let base: t.Expression
    if (head === 'this') base = this.t.thisExpression()
    else if (head === 'import.meta') base = this.t.metaProperty(make.identifier('import'), make.identifier('meta'))
    else base = make.identifier(head as string)
    return properties.reduce<t.Expression>(
      (object, name) =>
        this.t.isValidIdentifier(name, false)
          ? make.memberExpression(object, make.identifier(name))
          : make.memberExpression(object, make.stringLiteral(name), true),
      base,
    )
  }

  private rowOrReason(definition: Definition | Diagnostic): t.Expression {
    if (isDefinition(definition)) return this.row(definition)
    return make.stringLiteral(formatDiagnostic(definition, this.fileName))
  }

  private row(definition: Definition): t.Identifier {
    return make.identifier(this.rows.get(definition) as string)
  }

  private thunk(body: t.Expression): t.Expression {
    return make.arrow(body)
  }

  private returns(name: string, elements: t.Expression[]): t.Statement {
    return make.functionReturning(name, make.arrayExpression(elements))
  }
}

/** The index after the imports at the head of the file. */
function afterImports(program: t.Program): number {
  const index = program.body.findIndex((node) => node.type !== 'ImportDeclaration')
  return index < 0 ? program.body.length : index
}
