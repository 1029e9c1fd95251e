import { isNotInitialized } from './is-not-initialized.js'
import { type Input, type Linked, type Node, Walk } from './link.js'
import { registry } from './registry.js'
import { besideOf } from './value-node.js'

/**
 * A pinned version with the inputs of all that the function reaches: it says that the code is the same, not the variables. Because the code
 * may be rewritten under it, they count by their names, in the order of these.
 *
 * @param key The option `key`, whose variables count in the same way.
 * @throws {NotInitializedError} while a module that the function depends on has not finished loading.
 */
export function withPinnedInputs(pinned: Linked, fn: object, key: object | undefined): Linked {
  const walk = new InputWalk()
  walk.run(fn, key && [key])
  return {
    ...pinned,
    inputs: [...labelled(walk.inputs), ...pinned.inputs],
    reads: [...pinned.reads, ...walk.reads],
    seen: [...pinned.seen, ...walk.seen],
  }
}

/** It looks for nothing but inputs: what has no version has none of these either. */
class InputWalk extends Walk {
  override numberOf(value: unknown, name: string): number {
    const wrapped = typeof value === 'function' ? registry.wrappers.get(value) : undefined
    if (wrapped?.own === undefined) return super.numberOf(value, name)
    const write = () => [wrapped.fn, ...besideOf(wrapped)].map((part) => this.numberOf(part, name)).join()
    return this.add(value, { kind: 'value', form: { counts: 'own version', identity: value, write } })
  }

  protected override lineOf(node: Node, number: number): string {
    try {
      return super.lineOf(node, number)
    } catch (error) {
      if (isNotInitialized(error)) throw error
      return ''
    }
  }
}

/** A variable that several definitions use counts once, and one that has the name of another with the code that uses it. */
function labelled(inputs: readonly Input[]): Input[] {
  const variables = new Set<unknown>()
  const names = new Set<string>()
  const found: Input[] = []
  for (const input of inputs) {
    const { name = '', of, variable } = input
    if (variables.has(variable)) continue
    variables.add(variable)
    found.push({ ...input, label: JSON.stringify(names.has(name) ? name + of.hash : name) })
    names.add(name)
  }
  // Those of one label stay in the order of the walk.
  return found.sort(({ label: one = '' }, { label: two = '' }) => (one < two ? -1 : Number(one > two)))
}
