/** Random modules and scripts over a grammar of the whole language (grammar.ts). */
import { type Context, contexts, type Flag } from './contexts.js'
import { type Grammar, grammarOf, type Language, type Part, type Production } from './grammar.js'
import { Names } from './names.js'

/** How a text was made, so that it can be shrunk. */
export interface Tree {
  /** The symbol, or `*` for a list. */
  symbol: string
  parts: (Tree | string)[]
  /** Of a list: what stands between its items, and how many there must be. */
  separator?: string
  least?: number
}

export type Random = () => number

export function generate(random: Random, language: Language): Tree {
  return new Generator(random, language).file()
}

class Generator {
  private readonly grammar: Grammar
  private readonly names: Names
  private readonly used = new Set<string>()
  private size = 0
  private lastLabel = ''
  private lastEnum = ''

  constructor(
    private readonly random: Random,
    private readonly language: Language,
  ) {
    this.grammar = grammarOf(language)
    this.names = new Names(random)
  }

  file(): Tree {
    const { module, typescript, jsx, legacyDecorators } = this.language
    const flags = new Set<Flag>(module ? ['module', 'strict', 'await'] : [])
    if (jsx) flags.add('jsx')
    if (typescript) flags.add('ts')
    if (legacyDecorators) flags.add('legacy')
    const body = this.expand(module ? 'Module' : 'Script', { flags, privates: [], labels: [] }, 0)
    if (!module) return body
    // Everything is exported, so that it is reported.
    const names = this.names.top.map((name, index) => ({ symbol: 'Export', parts: [`${name} as _${index}_`] }))
    const exported: Tree = { symbol: '*', parts: names, separator: ', ', least: 0 }
    return { symbol: 'File', parts: [body, '\nexport { ', exported, ' }\n'] }
  }

  private expand(symbol: string, context: Context, depth: number): Tree {
    const made = this.special(symbol, context, depth)
    if (made) return typeof made === 'string' ? { symbol, parts: [made] } : made
    const production = this.choose(symbol, context, depth)
    this.size++
    const parts = production.parts.map((part) => {
      if (typeof part === 'string') return this.commented(part)
      const inner = part.context ? this.enter(part.context, context) : context
      const tree = part.list ? this.list(part, inner, depth + 1) : this.expand(part.symbol, inner, depth + 1)
      if (part.context && contexts[part.context]?.scope) this.names.leave()
      return tree
    })
    return { symbol, parts }
  }

  /** Symbols that depend on what was made before. */
  private special(symbol: string, context: Context, depth: number): Tree | string | undefined {
    switch (symbol) {
      case 'New':
        return this.names.lexical()
      case 'Own':
        return this.names.own()
      case 'Pick':
        return this.names.loopVariable()
      case 'Const':
        return this.names.constant()
      case 'Var':
        return this.names.variable()
      case 'VarName':
        return this.names.assignable()
      case 'Name':
        return this.names.reference()
      case 'TypeName':
        return this.names.fresh('T')
      case 'FreshMember':
        return this.names.fresh('M')
      case 'FreshEnum': // no other name, because a constant enum is no value
        this.lastEnum = this.names.fresh('E')
        return this.lastEnum
      case 'LastEnum':
        return this.lastEnum
      case 'Exported':
        return this.names.fresh('e')
      case 'NewLabel':
        this.lastLabel = this.names.fresh('l')
        return this.lastLabel
      case 'Label':
        return this.pick(context.labels).name
      case 'LoopLabel':
        return this.pick(context.labels.filter(({ loop }) => loop)).name
      case 'Private': // classBody names it
        return '#'
      case 'PrivateName':
        return this.pick(context.privates)
      case 'ClassBody':
        return this.classBody(context, depth)
      case 'OverloadedFunction':
        return this.overloaded(context, depth)
      default:
        return undefined
    }
  }

  private classBody(around: Context, depth: number): Tree {
    const count = Math.floor(this.random() * 3)
    const own = Array.from({ length: count }, () => `#${this.names.fresh('p')}`)
    const privates = [...around.privates, ...own]
    const context: Context =
      privates.length > 0 ? { ...around, privates, flags: new Set([...around.flags, 'private']) } : around
    const declared = own.map((name) => {
      const member = this.expand('PrivateMember', context, depth + 1)
      return { symbol: 'Member', parts: member.parts.map((part) => named(part, name)) }
    })
    const constructors =
      this.random() < 0.4
        ? [this.expand(around.flags.has('derived') ? 'DerivedConstructor' : 'Constructor', context, depth + 1)]
        : []
    const members =
      depth > 8
        ? []
        : Array.from({ length: Math.floor(this.random() * 4) }, () => this.expand('Member', context, depth + 1))
    return { symbol: '*', parts: [...declared, ...constructors, ...members], separator: '\n', least: 0 }
  }

  private overloaded(context: Context, depth: number): Tree {
    const name = this.names.lexical()
    const signature = this.expand('TypedParams', context, depth + 1)
    const rest = this.expand('FunctionRest', this.enter('function', context), depth + 1)
    this.names.leave()
    return { symbol: 'Overloaded', parts: [`function ${name}(`, signature, `): void;\nfunction ${name}`, rest] }
  }

  private list(part: Part, context: Context, depth: number): Tree {
    const least = part.list === '+' ? 1 : 0
    const most = depth > 9 || this.size > 400 ? least : depth < 2 ? 8 : 3
    const count = Math.max(least, Math.floor(this.random() * (most + 1)))
    const parts = Array.from({ length: count }, () => this.expand(part.symbol, context, depth))
    return { symbol: '*', parts, separator: part.separator, least }
  }

  private choose(symbol: string, context: Context, depth: number): Production {
    const all = this.grammar.get(symbol)
    if (!all) throw new Error(`The grammar has no symbol ${symbol}.`)
    const usable = all.filter(({ guards }) => guards.every((guard) => this.holds(guard, context)))
    const lowest = Math.min(...usable.map(({ height }) => height))
    const left = Math.max(0, 14 - depth - this.size / 60)
    const fitting = usable.filter(({ height }) => height <= Math.max(lowest, left))
    const production = this.pick(fitting)
    for (const guard of production.guards) if (guard.startsWith('once:')) this.used.add(guard)
    return production
  }

  private holds(guard: string, { flags, labels }: Context): boolean {
    if (guard.startsWith('once:')) return !this.used.has(guard)
    if (guard === 'label') return labels.length > 0
    if (guard === 'loopLabel') return flags.has('loop') && labels.some(({ loop }) => loop)
    if (guard.startsWith('!')) return !flags.has(guard.slice(1) as Flag)
    return flags.has(guard as Flag)
  }

  private enter(name: string, context: Context): Context {
    const change = contexts[name]
    if (!change) throw new Error(`There is no context ${name}.`)
    if (change.scope) this.names.enter()
    const flags = new Set(context.flags)
    for (const flag of change.without ?? []) flags.delete(flag)
    for (const flag of change.with ?? []) flags.add(flag)
    if (change.labels === 'none') return { ...context, flags, labels: [] }
    if (!change.labels) return { ...context, flags }
    return {
      ...context,
      flags,
      labels: [...context.labels, { name: this.lastLabel, loop: change.labels === 'last loop' }],
    }
  }

  /** Now and then a comment where a space stands, if nothing there could be a string or text. */
  private commented(text: string): string {
    if (/['"`<>/]|^\s*$/.test(text) || this.random() > 0.03) return text
    return text.replace(' ', this.pick([' /* 𝒳 */ ', '  ', '/**/ /* // */ ', '\t']))
  }

  private pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)] as Item
  }
}

function named(part: Tree | string, name: string): Tree | string {
  if (typeof part === 'string') return part
  return part.symbol === 'Private' ? { symbol: 'Private', parts: [name] } : part
}
