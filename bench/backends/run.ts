/**
 * What the backends cost, as docs/backend-speed.md: `npm run bench:backends`. It starts a redis-server of its own.
 *
 * BACKENDS_ROUNDS: how many rounds are measured (default 30).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasRedis, RedisServer } from '../../test/backends/redis-server.js'
import { diskTable } from './disk.js'
import { concurrentTable, lockTable, peersTable, redisTable, tieredTable } from './redis.js'

if (!hasRedis) throw new Error('npm run bench:backends needs redis-server (Debian: apt-get install redis-server)')
const require = createRequire(import.meta.url)
const rounds = Number(process.env.BACKENDS_ROUNDS ?? 30)
const folder = mkdtempSync(join(tmpdir(), 'autocached-bench-'))
const server = await RedisServer.start()
try {
  const packages = ['lmdb', 'redis', 'ioredis', 'keyv', 'cache-manager', 'bentocache', 'ocache']
  const versions = packages.map((name) => `${name} ${require(`${findPackage(name)}/package.json`).version}`)
  const parts = [
    '# What the backends cost',
    `Written by \`npm run bench:backends\`. Node.js ${process.version}; ${versions.join(', ')}; Redis on the same machine. Times are`,
    `medians of ${rounds} rounds in which the rows of a table take turns; the ratio is the median of the rounds' ratios.`,
    '',
    '## Disk: a hit, beside lmdb alone\n',
    ...(await diskTable(join(folder, 'disk'), rounds)),
    '',
    '## Redis: a hit, one after another, beside the client with `JSON.parse`\n',
    ...(await redisTable(server.url, rounds)),
    '',
    '## Redis: 64 hits at once\n',
    ...(await concurrentTable(server.url, rounds)),
    '',
    '## Tiered: a hit in memory\n',
    ...(await tieredTable(server.url, rounds)),
    '',
    '## What `lock` adds to a miss\n',
    ...(await lockTable(server.url, join(folder, 'lock'), rounds)),
    '',
    '## Other packages: a hit on the same Redis\n',
    ...(await peersTable(server.url, rounds)),
    '',
  ]
  writeFileSync(fileURLToPath(new URL('../../docs/backend-speed.md', import.meta.url)), parts.join('\n'))
  console.log(parts.join('\n'))
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

function findPackage(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))
}
