/** A real redis-server on a free port, in a folder of its own that is removed with it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary = process.env.REDIS_SERVER ?? 'redis-server'

export const hasRedis = spawnSync(binary, ['--version']).status === 0

/** Says once, for each test file, what is left out on a machine without a Redis. */
export function sayWhatIsLeftOut(tests: string): void {
  if (hasRedis) return
  process.stderr.write(
    `\n*** redis-server is not installed: NOT TESTED: ${tests}.\n` +
      `*** Install it (Debian: apt-get install redis-server; macOS: brew install redis), or name one: REDIS_SERVER=/path/to/it\n\n`,
  )
}

export class RedisServer {
  private child: ChildProcess | undefined
  private readonly folder = mkdtempSync(join(tmpdir(), 'autocached-redis-'))

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  static async start(...settings: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings)
    await server.restart()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it on the same port, empty. */
  async restart(): Promise<void> {
    const folder = ['--dir', this.folder, '--save', '', '--appendonly', 'no']
    const child = spawn(binary, ['--port', String(this.port), '--bind', '127.0.0.1', ...folder, ...this.settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.child = child
    let log = ''
    for await (const text of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      log += text
      if (log.includes('Ready to accept connections')) {
        child.stdout.resume()
        return
      }
    }
    throw new Error(`redis-server did not start:\n${log}`)
  }

  /** Ends it in order (SIGTERM), at once (SIGKILL), or stops it where it is (SIGSTOP) until it may go on (SIGCONT). */
  async signal(signal: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const { child } = this
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ends = signal === 'SIGTERM' || signal === 'SIGKILL'
    const ended = ends ? once(child, 'exit') : undefined
    child.kill(signal)
    await ended
  }

  async stop(): Promise<void> {
    await this.signal('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** One command in the inline form, beside any client: for setting up. Gives what the server answers. */
  async ask(command: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1')
    socket.write(`${command}\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    return answer.toString()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
