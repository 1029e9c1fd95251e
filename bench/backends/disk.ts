import { cached } from 'autocached'
import { DiskBackend } from 'autocached/backends/disk'
import { open } from 'lmdb'
import { compare, head, rows, values } from './measure.js'

export async function diskTable(path: string, rounds: number): Promise<string[]> {
  const lines = [...head]
  const own = open({ path: `${path}-own`, noSubdir: false })
  const json = open({ path: `${path}-json`, noSubdir: false, encoding: 'json' })
  const backend = new DiskBackend({ path })
  for (const [name, value] of values) {
    const fn = cached((_id: string) => value, { backend, version: name })
    fn('a')
    const key = fn.keyFor('a')
    own.putSync(key, value)
    json.putSync(key, value)
    const measured = await compare(
      [
        { name: "lmdb's own get (msgpack)", run: () => own.get(key) },
        { name: "lmdb's own get (JSON)", run: () => json.get(key) },
        { name: 'a hit', run: () => fn('a') },
        { name: 'the same entry read, not decoded', run: () => backend.get(key) },
      ],
      rounds,
      name === '500 records' ? 100 : 2000,
    )
    lines.push(...rows(name, measured))
  }
  await Promise.all([own.close(), json.close(), backend.close()])
  return lines
}
