import type { RedisCommands } from './redis-client.js'

/** One answer is read whole before the first of its values is there: a longer one would hold these up. */
const MOST = 64

interface Waiting {
  readonly key: string
  readonly resolve: (entry: unknown) => void
  readonly reject: (error: unknown) => void
}

const done = Promise.resolve()

/**
 * Reads keys that are asked for at once with one MGET: a command and its answer cost a client several times what a value does. The first
 * of a turn goes ahead as a GET, so that one alone neither waits nor costs more. A cluster, whose keys may be on several servers, and a
 * client that has no MGET are asked for each key.
 */
export class Gather {
  private isOpen = false
  private waiting: Waiting[] = []
  private readonly end = () => {
    this.isOpen = false
    if (this.waiting.length > 0) this.send()
  }

  constructor(private readonly commands: RedisCommands) {}

  get(key: string): PromiseLike<unknown> {
    if (this.isOpen) return this.join(key)
    if (this.commands.mget !== undefined) {
      this.isOpen = true
      done.then(this.end)
    }
    return this.commands.get(key)
  }

  private join(key: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject })
      if (this.waiting.length === MOST) this.send()
    })
  }

  private async send(): Promise<void> {
    const { waiting, commands } = this
    this.waiting = []
    if (commands.mget === undefined || waiting.length === 1) return this.sendEach(waiting)
    try {
      const entries = await commands.mget(waiting.map(({ key }) => key))
      for (let index = 0; index < waiting.length; index++) waiting[index]?.resolve(entries[index])
    } catch (error) {
      if (isRefusal(error)) {
        commands.mget = undefined
        this.sendEach(waiting)
      } else for (const { reject } of waiting) reject(error)
    }
  }

  private sendEach(waiting: readonly Waiting[]): void {
    for (const { key, resolve, reject } of waiting)
      try {
        this.commands.get(key).then(resolve, reject)
      } catch (error) {
        reject(error)
      }
  }
}

/** Whether a user of Redis who may call GET may not call MGET, or a proxy does not know it. */
function isRefusal(error: unknown): boolean {
  return /^(NOPERM|ERR unknown command)\b/.test(String((error as Error | undefined)?.message))
}
