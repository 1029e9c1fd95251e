/** What is compared with what, by name, so that each process of a comparison finds its part. */
import { corpus, exportEverything } from '../../test/corpus.js'
import { stepVariants } from './breakdown.js'
import { babelVariants, type Input, type Presets, presetsOfBabel, swcVariants } from './compilers.js'
import { scalingInputs } from './scaling.js'

/** One way to compile. */
export interface Variant {
  name: string
  run(input: Input): void
}

export interface Comparison {
  inputs: readonly Input[]
  /** The first is the compiler alone. */
  variants: readonly Variant[]
}

/** The environment that every process of a run has: COST_EVERY, and the file of the SWC plugin that does nothing. */
export const every = Number(process.env.COST_EVERY ?? 1)
const identity = process.env.COST_IDENTITY

/** By the names of the rows: what of the corpus is compiled, and with which options. */
export const sets = {
  'the files as they are': { inputs: asTheyAre, options: {} },
  'every top-level function exported': { inputs: exported, options: {} },
  '`cached` in one file of twenty, `exports: false`': { inputs: few, options: { exports: false } },
}
export type SetName = keyof typeof sets
export const setNames = Object.keys(sets) as SetName[]
export const presetNames = Object.keys(presetsOfBabel) as Presets[]

export const comparisons: Record<string, () => Comparison> = {
  ...Object.fromEntries(
    setNames.flatMap((name) => {
      const { inputs, options } = sets[name]
      return [
        ...presetNames.map((presets): [string, () => Comparison] => [
          `${presets}: ${name}`,
          () => ({ inputs: inputs(), variants: babelVariants(options, presets) }),
        ]),
        [`swc: ${name}`, () => ({ inputs: inputs(), variants: swcVariants(options, identity) })],
      ]
    }),
  ),
  passes: () => ({ inputs: asTheyAre(), variants: stepVariants() }),
  ...Object.fromEntries(
    scalingInputs().flatMap(([name, make]) => [
      [`typescript: ${name}`, () => ({ inputs: [make()], variants: babelVariants({}, 'typescript') })],
      [`swc: ${name}`, () => ({ inputs: [make()], variants: swcVariants({}, identity) })],
    ]),
  ),
}

function asTheyAre(): Input[] {
  return corpus().filter((_, index) => index % every === 0)
}

function exported(): Input[] {
  return asTheyAre().flatMap((file) => {
    const code = exportEverything(file)
    return code === undefined ? [] : [{ ...file, code, script: false }]
  })
}

/** One file in twenty uses `cached`, and nothing else is wanted. */
function few(): Input[] {
  return exported().map((file, index) => (index % 20 === 0 ? wrapFirst(file) : file))
}

function wrapFirst(file: Input): Input {
  const name = /^(?:export )?(?:async )?function (\w+)/m.exec(file.code)?.[1]
  return name ? { ...file, code: `${file.code}\nimport { cached as _c } from 'autocached'\n_c(${name})\n` } : file
}
