/** What may stand where: `«Body@loop»` is a body in which `break` and `continue` are allowed. */
export type Flag =
  | 'module'
  | 'strict'
  | 'await'
  | 'yield'
  | 'return'
  | 'loop'
  | 'breakable'
  | 'super'
  | 'superCall'
  | 'newTarget'
  | 'arguments'
  | 'private'
  | 'derived'
  | 'using'
  | 'arrow'
  | 'jsx'
  | 'ts'
  | 'legacy'

export interface Context {
  flags: ReadonlySet<Flag>
  /** Private names that can be used. */
  privates: readonly string[]
  labels: readonly Label[]
}

export interface Label {
  name: string
  loop: boolean
}

export interface ContextChange {
  with?: readonly Flag[]
  without?: readonly Flag[]
  /** Whether names are declared anew in it. */
  scope?: true
  /** Labels of the code around it cannot be used, or the last one is added. */
  labels?: 'none' | 'last' | 'last loop'
}

const left = ['await', 'yield', 'loop', 'breakable'] as const
const inFunction = ['return', 'newTarget', 'arguments', 'using'] as const
const ofPlain = [...left, 'super', 'superCall', 'derived', 'arrow'] as const
const plain: ContextChange = { with: inFunction, without: ofPlain, scope: true, labels: 'none' }
const method: ContextChange = { ...plain, with: [...inFunction, 'super'] }
const arrow: ContextChange = { with: ['return', 'using', 'arrow'], without: left, scope: true, labels: 'none' }
const field: ContextChange = {
  with: ['super', 'newTarget', 'using'],
  without: [...left, 'return', 'arguments', 'superCall', 'derived', 'arrow'],
  scope: true,
  labels: 'none',
}

function also(change: ContextChange, ...flags: Flag[]): ContextChange {
  return { ...change, with: [...(change.with ?? []), ...flags] }
}

export const contexts: Record<string, ContextChange> = {
  function: plain,
  async: also(plain, 'await'),
  generator: also(plain, 'yield'),
  asyncGenerator: also(plain, 'await', 'yield'),
  method,
  asyncMethod: also(method, 'await'),
  generatorMethod: also(method, 'yield'),
  asyncGeneratorMethod: also(method, 'await', 'yield'),
  constructor: method,
  derivedConstructor: also(method, 'superCall'),
  arrow,
  asyncArrow: also(arrow, 'await'),
  params: { without: ['await', 'yield'] },
  field,
  static: field,
  base: { with: ['strict'], without: ['derived'] },
  derived: { with: ['strict', 'derived'] },
  strict: { with: ['strict'] },
  block: { with: ['using'], scope: true },
  loop: { with: ['loop', 'breakable', 'using'], scope: true },
  switch: { with: ['breakable'], without: ['using'], scope: true },
  labelled: { with: ['using'], scope: true, labels: 'last' },
  labelledLoop: { with: ['loop', 'breakable', 'using'], scope: true, labels: 'last loop' },
  namespace: {
    without: [...left, 'return', 'arguments', 'newTarget', 'super', 'superCall'],
    scope: true,
    labels: 'none',
  },
}
