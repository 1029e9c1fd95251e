/**
 * Writes the table and calls of `define` into the file, as docs/output.md describes them.
 * Twin: swc-plugin/src/inject.rs
 */
import type { BabelFile } from '@babel/core'
import type * as t from '@babel/types'
import { PACKAGE } from './builtin-modules.js'
import {
  type Definition,
  type Definitions,
  isDefinition,
  NAMED_BY_PLACE,
  type Registration,
  type Slot,
} from './definitions.js'
import { type Diagnostic, formatDiagnostic } from './diagnostics.js'
import * as make from './make-nodes.js'
import type { Options } from './options.js'
import { type Babel, Scoping } from './scoping.js'
import { makeTable, type Table, type Thunk } from './table.js'
import type { Module } from './tree.js'

export function inject(
  babel: Babel,
  file: BabelFile,
  module: Module,
  found: Definitions,
  fileName: string,
  options: Options,
): void {
  if (found.registrations.length === 0) return
  const table = makeTable(found, fileName, options.names)
  new Injector(babel, file, module, fileName, table).run(found)
}

class Injector {
  private readonly t: typeof t
  private readonly program: t.Program
  private readonly scoping: Scoping
  private readonly imported = new Map<string, string>()
  /** The function that gives the table. */
  private readonly rows: string
  /** Statements that go ahead of all others but the imports. */
  private readonly first: t.Statement[] = []
  /** Statements that go behind all others. */
  private readonly last: t.Statement[] = []
  /** Statements that go right behind another one. */
  private readonly behind = new Map<t.Node, t.Statement>()

  constructor(
    babel: Babel,
    file: BabelFile,
    private readonly module: Module,
    private readonly fileName: string,
    private readonly table: Table,
  ) {
    this.program = file.ast.program as t.Program
    this.t = babel.types
    this.scoping = new Scoping(babel, file)
    this.rows = this.scoping.newName('rows')
  }

  run({ definitions, registrations }: Definitions): void {
    this.registerFunctions()
    const together = new Set(this.table.functions)
    for (const registration of registrations) if (!together.has(registration)) this.register(registration)
    const imports = this.imports()
    const rows = definitions.length > 0 ? [this.writeRows()] : []
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

  private registerFunctions(): void {
    const [first, ...others] = this.table.functions
    if (!first) return
    const names = [first, ...others].map((registration) => make.identifier((registration as { name: string }).name))
    const call = make.callExpression(make.identifier(this.importName('defineAll')), [
      make.identifier(this.rows),
      ...names,
    ])
    const statement = make.expressionStatement(call)
    this.first.push(statement)
    this.scoping.wroteBeside(first.host as t.Node, statement)
  }

  private register(registration: Registration): void {
    const { definition } = registration
    switch (registration.place) {
      case 'argument': {
        const call = registration.host as t.CallExpression
        call.arguments[0] = this.define(call.arguments[0] as t.Expression, definition, true)
        this.scoping.wroteAround(call, 'arguments')
        break
      }
      case 'initializer': {
        const declarator = registration.host as t.VariableDeclarator
        declarator.init = this.define(declarator.init as t.Expression, definition, true)
        this.scoping.wroteAround(declarator, 'init')
        break
      }
      case 'assignment': {
        const assignment = registration.host as t.AssignmentExpression
        const call = this.define(assignment.right, definition, true)
        if (registration.made) call.arguments.push(make.arrayExpression(registration.made.map(make.stringLiteral)))
        assignment.right = call
        this.scoping.wroteAround(assignment, 'right')
        break
      }
      case 'branch': {
        const value = registration.host as t.Expression
        this.scoping.writeAround(value, () => this.define(value, definition, true))
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
        const call = this.call('defineMethod', this.rowOrReason(definition), definition)
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
      this.scoping.wroteAround(host, 'declaration')
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
    const args = [value, ...this.rowOrReason(definition)]
    if (isDefinition(definition) && definition.facts & NAMED_BY_PLACE) args.push(make.stringLiteral(definition.name))
    const call = this.call('define', args, definition)
    if (pure) call.leadingComments = [make.pureComment()]
    return call
  }

  private call(name: string, args: t.Expression[], definition: Definition | Diagnostic): t.CallExpression {
    if (isDefinition(definition)) {
      const captured = definition.slots.filter((slot) => slot.kind === 'c' || slot.kind === 'C')
      const own = this.table.own.get(definition)
      if (captured.length > 0) args.push(make.arrow(make.objectExpression(captured.map((slot) => this.property(slot)))))
      else if (own) args.push(make.objectExpression(own.map((number) => this.numbered(number))))
    }
    return make.callExpression(make.identifier(this.importName(name)), args)
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

  private writeRows(): t.Statement {
    const { text, thunks, shared } = this.table
    const cells = [make.stringLiteral(text), ...thunks.slice(0, shared).map((thunk) => this.thunk(thunk))]
    return make.functionReturning(this.rows, make.arrayExpression(cells))
  }

  private thunk({ path }: Thunk): t.Expression {
    return make.arrow(this.path(path))
  }

  private numbered(number: number): t.ObjectProperty {
    return make.objectProperty(make.numericLiteral(number), this.thunk(this.table.thunks[number] as Thunk))
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

  private rowOrReason(definition: Definition | Diagnostic): t.Expression[] {
    if (!isDefinition(definition)) return [make.stringLiteral(formatDiagnostic(definition, this.fileName))]
    return [make.identifier(this.rows), make.numericLiteral(this.table.indexes.get(definition) as number)]
  }
}

/** The index after the imports at the head of the file. */
function afterImports(program: t.Program): number {
  const index = program.body.findIndex((node) => node.type !== 'ImportDeclaration')
  return index < 0 ? program.body.length : index
}
