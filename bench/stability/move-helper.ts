/** Cuts one function of a module's top level into a module of its own, which the first imports. */
import type * as babel from '@babel/core'
import { types as t } from '@babel/core'
import { visit } from './compile.js'

export interface MovedHelper {
  main: string
  helper: string
}

/** What the helper uses of the file that it leaves: only functions and classes, or other constants, too. */
export type Needs = 'functions' | 'constants'

/**
 * The first function with these needs that others in the file use and that uses nothing which could not be imported; `undefined`
 * if there is none.
 *
 * @param code With everything exported as `_0_`, `_1_`, … by `exportEverything`, so that the helper can import what it uses.
 */
export function moveHelper(
  code: string,
  file: string,
  needs: Needs,
  helperPath: string,
  mainPath: string,
): MovedHelper | undefined {
  let moved: MovedHelper | undefined
  visit(code, file, {
    Program(program) {
      for (const statement of program.get('body')) {
        const path = statement.isExportNamedDeclaration() ? statement.get('declaration') : statement
        if (Array.isArray(path) || !path.isFunctionDeclaration() || !isHelper(path, program)) continue
        const imports = importsOf(path, program, mainPath)
        if (!imports || imports.needs !== needs) continue
        const { name } = path.node.id as t.Identifier
        const { start, end } = statement.node as { start: number; end: number }
        const text = code.slice((path.node as { start: number }).start, end)
        const exported = statement.isExportNamedDeclaration() ? `export { ${name} }\n` : ''
        moved = {
          main: `import { ${name} } from '${helperPath}'\n${exported}${code.slice(0, start)}${code.slice(end)}`,
          helper: `${imports.lines.join('\n')}\nexport ${text}\n`,
        }
        break
      }
      program.stop()
    },
  })
  return moved
}

/** Used by another function of the file, never assigned, without overloads. */
function isHelper(path: babel.NodePath<t.FunctionDeclaration>, program: babel.NodePath<t.Program>): boolean {
  const name = path.node.id?.name ?? ''
  const binding = program.scope.getBinding(name)
  if (!binding?.constant || binding.path !== path) return false
  return binding.referencePaths.some((use) => !use.isDescendant(path) && use.getFunctionParent() !== null)
}

/** The imports that the function needs in its new place; `undefined` where it uses a variable that is assigned again. */
function importsOf(
  path: babel.NodePath<t.FunctionDeclaration>,
  program: babel.NodePath<t.Program>,
  mainPath: string,
): { lines: string[]; needs: Needs } | undefined {
  const aliases = aliasesOf(program.node)
  const lines: string[] = []
  let needs: Needs = 'functions'
  for (const [name, binding] of Object.entries(program.scope.bindings)) {
    if (name === path.node.id?.name) continue
    const uses = [...binding.referencePaths, ...binding.constantViolations].filter((use) => use.isDescendant(path))
    if (uses.every(isInType)) continue
    if (!binding.constant) return undefined
    const declared = binding.path.parentPath
    if (declared?.isImportDeclaration())
      lines.push(importOf(binding.path.node as t.ImportDeclaration['specifiers'][number], declared.node))
    else if (aliases.has(name)) lines.push(`import { ${aliases.get(name)} as ${name} } from '${mainPath}'`)
    else return undefined
    if (!declared?.isImportDeclaration() && !isFunction(binding.path)) needs = 'constants'
  }
  return { lines, needs }
}

function isFunction(path: babel.NodePath): boolean {
  const made = path.isVariableDeclarator() ? path.node.init : path.node
  return t.isFunction(made) || t.isClass(made)
}

function isInType(path: babel.NodePath): boolean {
  return path.findParent((parent) => parent.isTSType() || parent.isTSTypeAnnotation()) !== null
}

function importOf(specifier: t.ImportDeclaration['specifiers'][number], { source }: t.ImportDeclaration): string {
  const { name } = specifier.local
  if (specifier.type === 'ImportDefaultSpecifier') return `import ${name} from '${source.value}'`
  if (specifier.type === 'ImportNamespaceSpecifier') return `import * as ${name} from '${source.value}'`
  const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : `'${specifier.imported.value}'`
  return `import { ${imported} as ${name} } from '${source.value}'`
}

function aliasesOf({ body }: t.Program): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const statement of body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier' || specifier.exported.type !== 'Identifier') continue
      if (/^_\d+_$/.test(specifier.exported.name)) aliases.set(specifier.local.name, specifier.exported.name)
    }
  }
  return aliases
}
