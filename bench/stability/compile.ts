/** The ways in which the edits and the measurement use Babel and TypeScript: to read a file, to rewrite it, to strip its types. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as babel from '@babel/core'
import type { Report } from 'autocached/babel-plugin'
import ts from 'typescript'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../..', import.meta.url))
const plugin = `${root}dist/cjs/babel-plugin/src/index.js`

/** What the plugin finds in a module. Nothing is printed, which takes half the time. */
export function reportOf(code: string, file: string): Report {
  const result = babel.transformSync(code, { ...optionsFor(file), code: false, plugins: [[plugin, { report: true }]] })
  return (result?.metadata as { autocached?: Report } | undefined)?.autocached as Report
}

/** The module as Babel prints it after these visitors. */
export function rewrite(code: string, file: string, visitor: babel.Visitor): string {
  return babel.transformSync(code, { ...optionsFor(file), plugins: [() => ({ visitor })] })?.code ?? ''
}

/** The same with every list of statements changed, from the innermost on. */
export function rewriteLists(
  code: string,
  file: string,
  change: (statements: babel.types.Statement[], path: babel.NodePath) => babel.types.Statement[],
  visitor: babel.Visitor = {},
): string {
  return rewrite(code, file, {
    ...visitor,
    BlockStatement: {
      exit(path) {
        path.node.body = change(path.node.body, path)
      },
    },
    Program: {
      exit(path) {
        path.node.body = change(path.node.body, path)
      },
    },
    SwitchCase: {
      exit(path) {
        path.node.consequent = change(path.node.consequent, path)
      },
    },
  })
}

/** Reads the module with these visitors, and prints nothing. */
export function visit(code: string, file: string, visitor: babel.Visitor): void {
  babel.transformSync(code, { ...optionsFor(file), code: false, plugins: [() => ({ visitor })] })
}

/** The module as the plugin and Babel's TypeScript preset compile it. */
export function compileModule(code: string, file: string, other: babel.PluginItem): string {
  const presets = [[require.resolve('@babel/preset-typescript'), { allowDeclareFields: true }]] as babel.PluginItem[]
  return babel.transformSync(code, { ...optionsFor(file), presets, plugins: [other, plugin] })?.code ?? ''
}

export function parse(code: string, file: string): babel.types.File {
  return babel.parseSync(code, optionsFor(file)) as babel.types.File
}

/** JavaScript from TypeScript, by TypeScript itself, with nothing but the types taken away. */
export function stripTypes(code: string, file: string): string {
  if (!isTypeScript(file)) return code
  return ts.transpileModule(code, {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      verbatimModuleSyntax: true,
      // Decorators stay as they are.
      experimentalDecorators: false,
    },
  }).outputText
}

/** The name of the file after `stripTypes`. */
export function strippedName(file: string): string {
  return file.replace(/\.([cm]?)tsx?$/, '.$1js')
}

export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file)
}

function optionsFor(file: string) {
  return {
    filename: `${root}node_modules/${file}`,
    cwd: root,
    configFile: false,
    babelrc: false,
    compact: false,
    sourceType: 'module',
    parserOpts: {
      plugins: [...(isTypeScript(file) ? ['typescript'] : []), ...(file.endsWith('.ts') ? [] : ['jsx']), 'decorators'],
    },
  } as babel.TransformOptions
}
