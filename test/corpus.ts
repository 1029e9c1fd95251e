/**
 * Source files of real packages (dev dependencies), to compare compilers on and to measure with: TypeScript and JavaScript,
 * classes and functions, small helpers and whole parsers.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ParserOptions, parseSync, types as t } from '@babel/core'

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url))

/** Folders below `node_modules` that hold sources as their authors wrote them, or close to it. */
export const corpusFolders = [
  '@noble/curves/src',
  '@noble/hashes/src',
  '@reduxjs/toolkit/src',
  '@tanstack/query-core/src',
  'acorn/dist',
  'ajv/lib',
  'decimal.js',
  'immer/src',
  'lodash-es',
  'luxon/src',
  'marked/lib',
  'preact/src',
  'ramda/src',
  'redux/src',
  'reselect/src',
  'rxjs/src',
  'semver',
  'zod/src',
] as const

export interface SourceFile {
  /** The folder of `corpusFolders` that it is from. */
  folder: string
  /** Relative to `node_modules`. */
  file: string
  code: string
  /** CommonJS, or any other code without imports and exports. */
  script: boolean
}

/** The files of these folders in order of their names, without tests, declarations and minified copies. */
export function corpus(folders: readonly string[] = corpusFolders): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(modules + folder, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$|\.min\.|\/node_modules\/|tests?\b/.test(file))
      .sort()
      .map((file) => {
        const code = readFileSync(modules + file, 'utf8')
        return { folder, file, code, script: !/^\s*(import|export)\b/m.test(code) }
      }),
  )
}

/**
 * The code with every name of its top level exported too, so that the plugins report all of its functions. `undefined` for a
 * script that cannot be a module. `stem`: of the exported names, where several files must not have the same.
 */
export function exportEverything({ code, file }: { code: string; file: string }, stem = ''): string | undefined {
  const names = topLevelNames(code, file)
  if (!names) return undefined
  return names.length === 0
    ? code
    : `${code}\nexport { ${names.map((name, index) => `${name} as _${stem}${index}_`).join(', ')} }`
}

function topLevelNames(code: string, file: string): string[] | undefined {
  const plugins: NonNullable<ParserOptions['plugins']> = ['decorators']
  if (/\.[cm]?tsx?$/.test(file)) plugins.push('typescript')
  if (file.endsWith('x')) plugins.push('jsx')
  try {
    const parsed = parseSync(code, {
      filename: file,
      configFile: false,
      babelrc: false,
      sourceType: 'module',
      parserOpts: { plugins },
    })
    return (parsed?.program.body ?? []).flatMap((statement) =>
      namesOf(statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement),
    )
  } catch {
    return undefined
  }
}

function namesOf(statement: t.Statement): string[] {
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.declare || !statement.id ? [] : [statement.id.name]
    case 'VariableDeclaration':
      return statement.declare ? [] : Object.keys(t.getBindingIdentifiers(statement))
    default:
      return []
  }
}
