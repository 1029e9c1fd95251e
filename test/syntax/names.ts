/**
 * Names for generated programs: few, so that they shadow each other often, and never declared twice in one scope. Variables,
 * constants and the rest are told apart by their letters, because compilers reject what would clash.
 */
const lexicals = ['a', 'b', 'c', 'd', 'ünï', 'type', 'of', '𠮷']
const constants = ['k', 'm', 'n', '\\u006bk']
const picks = ['q', 'r', 's']
const variables = ['v', 'w', 'v\\u{61}']
const globals = [
  'console',
  'Math',
  'globalThis',
  'x',
  'require',
  'module',
  'exports',
  'process',
  'Symbol',
  'undefined',
  'ac',
]

export class Names {
  /** What each open scope declares. */
  private readonly scopes: Set<string>[] = [new Set()]
  private count = 0
  /** Of the outermost scope. */
  readonly top: string[] = []

  constructor(private readonly random: () => number) {}

  enter(): void {
    this.scopes.push(new Set())
  }

  leave(): void {
    this.scopes.pop()
  }

  lexical(): string {
    return this.declare(lexicals)
  }

  constant(): string {
    return this.declare(constants)
  }

  /** The variable of a loop or of `catch`, which nothing assigns. */
  loopVariable(): string {
    return this.declare(picks)
  }

  /** `var` may be declared again and again. */
  variable(): string {
    return this.pick(variables)
  }

  own(): string {
    return this.pick(lexicals)
  }

  assignable(): string {
    return this.pick([...lexicals, ...variables, 'x', '\\u0061'])
  }

  reference(): string {
    const all = [...lexicals, ...lexicals, ...constants, ...constants, ...picks, ...variables, ...globals]
    return this.random() < 0.05
      ? this.pick(['\\u0061', '\\u{6b}', 'async', 'get', 'ʹ', 'undefined\\u0061'])
      : this.pick(all)
  }

  fresh(prefix: string): string {
    return `${prefix}${++this.count}`
  }

  private declare(pool: readonly string[]): string {
    const scope = this.scopes.at(-1) as Set<string>
    const free = pool.filter((name) => !scope.has(name))
    const name = free.length > 0 ? this.pick(free) : `${pool[0]}${++this.count}`
    scope.add(name)
    if (this.scopes.length === 1) this.top.push(name)
    return name
  }

  private pick(items: readonly string[]): string {
    return items[Math.floor(this.random() * items.length)] as string
  }
}
