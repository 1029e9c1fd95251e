/** The analysis of the Babel plugin on its own, without the compilation around it, for tests that need it thousands of times. */
import type { types as t } from '@babel/core'
import { findChanges } from '../../babel-plugin/src/changes.js'
import { collectDefinitions } from '../../babel-plugin/src/definitions.js'
import { findCalls } from '../../babel-plugin/src/find-calls.js'
import { readOptions } from '../../babel-plugin/src/options.js'
import { readModule } from '../../babel-plugin/src/read/module.js'
import { type Report, report } from '../../babel-plugin/src/report.js'
import { resolveNames } from '../../babel-plugin/src/scope.js'
import { parse } from './edits.js'

const options = readOptions({})

/** Throws where the code is no program. */
export function analyse(code: string, file: string, script = false): Report {
  const { program } = parse(code, { file, script }) as t.File
  const module = readModule(program, code)
  const scopes = resolveNames(module, file)
  const uses = findCalls(module, scopes, options)
  return report(collectDefinitions(module, scopes, uses, findChanges(module, scopes), options))
}
