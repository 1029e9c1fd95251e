/** Renames every binding below the top level, by Babel's scopes; labels and private names, too. */
import * as babel from '@babel/core'
import { rewrite } from './compile.js'

type Binding = NonNullable<ReturnType<babel.NodePath['scope']['getBinding']>>

export function renameLocals(code: string, file: string): string {
  return renameBindings(code, file, () => true)
}

/** Without the functions and classes whose names a program could read (N5, N6). */
export function renamePlainLocals(code: string, file: string): string {
  return renameBindings(code, file, (binding) => !namesFunction(binding))
}

function renameBindings(code: string, file: string, wanted: (binding: Binding) => boolean): string {
  let count = 0
  return rewrite(code, file, {
    Program(program) {
      program.traverse({
        Scope({ scope }) {
          if (scope === program.scope) return
          for (const [name, binding] of Object.entries(scope.bindings)) {
            if (binding.scope === scope && isRenamed(name, binding) && wanted(binding))
              rename(binding, `local${++count}$`)
          }
        },
      })
    },
    PrivateName({ node }) {
      node.id.name = `${node.id.name}$`
    },
    'LabeledStatement|BreakStatement|ContinueStatement'({ node }: babel.NodePath) {
      if ('label' in node && node.label?.type === 'Identifier') node.label.name = `${node.label.name}$`
    },
  })
}

/** Babel's own `scope.rename` walks the whole scope for each name. */
function rename(binding: Binding, name: string): void {
  const { identifier, referencePaths, constantViolations } = binding
  const old = identifier.name
  identifier.name = name
  for (const { node } of referencePaths) {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') node.name = name
  }
  for (const { node } of constantViolations) {
    const targets = babel.types.isForXStatement(node) ? node.left : node
    for (const target of babel.types.getBindingIdentifiers(targets, true)[old] ?? []) target.name = name
  }
}

/** The parameter of a constructor that is a property, too, and what a namespace exports keep their names: they are members. */
function isRenamed(name: string, { path }: Binding): boolean {
  // The parameter `this` is a type.
  if (name === 'this') return false
  return !path.findParent(({ node }) => node.type === 'TSModuleBlock') && !isParameterProperty(name, path)
}

function isParameterProperty(name: string, path: babel.NodePath): boolean {
  const found = path.find(({ node }) => node.type === 'TSParameterProperty')
  if (found) return true
  const { node } = path
  // Babel binds the parameters of a constructor to the constructor.
  return (
    'params' in node &&
    (node.params as babel.types.Node[]).some(
      (param) => param.type === 'TSParameterProperty' && JSON.stringify(param.parameter).includes(`"name":"${name}"`),
    )
  )
}

/** A function or class has this name, or takes it from the variable, the default or the assignment that it stands in. */
function namesFunction({ path, constantViolations, identifier }: Binding): boolean {
  if (path.isFunction() || path.isClass())
    return (path.node as { id?: unknown }).id === identifier || takesDefault(path, identifier.name)
  if (path.isVariableDeclarator() && isFunctionOrClass(path.node.init) && path.node.id === identifier) return true
  if (constantViolations.some(({ node }) => node.type === 'AssignmentExpression' && isFunctionOrClass(node.right)))
    return true
  return takesDefault(path, identifier.name)
}

/** `({ a = () => 1 }) => a` */
function takesDefault(path: babel.NodePath, name: string): boolean {
  let found = false
  babel.types.traverseFast(path.node, (node) => {
    if (node.type === 'AssignmentPattern' && node.left.type === 'Identifier' && node.left.name === name) {
      found ||= isFunctionOrClass(node.right)
    }
  })
  return found
}

function isFunctionOrClass(node: babel.types.Node | null | undefined): boolean {
  return babel.types.isFunction(node) || babel.types.isClass(node)
}
