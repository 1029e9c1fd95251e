/**
 * The version of a function covers everything that it depends on, and nothing else: small programs of several files, each with
 * edits and exactly the functions whose version must change. Every way to compile, bundle and run them gives the same versions.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environments, type Outcome, outcomesIn, type Program, WITHOUT_NAMES } from './projects/environments.js'
import { edited, type Project } from './projects/project.js'
import { projects } from './projects/projects.js'

const place = mkdtempSync(join(tmpdir(), 'autocached-projects-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const programs = projects.flatMap(programsOf)
const reference: Record<string, Outcome> = {}

describe.each(environments)('$compiler, $form', (environment) => {
  let outcomes: Record<string, Outcome> = {}
  beforeAll(async () => {
    outcomes = await outcomesIn(place, environment, programs)
    for (const [folder, outcome] of Object.entries(outcomes)) reference[folder] ??= outcome
  })

  const here = projects.filter((project) => project.without !== environment.form)
  describe.each(here)('$name', (project) => {
    it('runs, and has the same versions as everywhere', () => {
      for (const { folder } of programsOf(project)) {
        expect(outcomes[folder]?.error, folder).toBeUndefined()
        expect(outcomes[folder], folder).toEqual(reference[folder])
      }
    })

    it.each(project.edits.map((edit, index) => ({ edit, index, name: edit.name })))('$name', ({ edit, index }) => {
      const base = outcomes[folderOf(project)] as Outcome
      const next = edit.run === undefined ? outcomes[folderOf(project, index)]?.versions : base.after?.[edit.run]
      expect(changed(base.versions ?? {}, next ?? {})).toEqual([...edit.changes].sort())
    })
  })
})

function programsOf(project: Project): Program[] {
  const { files, edits } = project
  const run = edits.flatMap((edit) => edit.run ?? [])
  const commonjs = project.without !== WITHOUT_NAMES
  return [
    { folder: folderOf(project), files, run, commonjs },
    ...edits.flatMap((edit, index): Program[] =>
      edit.files === undefined
        ? []
        : [{ folder: folderOf(project, index), files: edited(files, edit), run: [], commonjs }],
    ),
  ]
}

function folderOf({ name }: Project, edit?: number): string {
  return `${name.replaceAll(/\W+/g, '-')}${edit === undefined ? '' : `/${edit}`}`
}

function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => before[name] !== after[name]).sort()
}
