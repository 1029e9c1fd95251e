import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { install, npm, pack, root, temporaryFolder } from '../package/consumer.js'

const examples = join(root, 'examples')

describe('the examples, installed from the packed package', () => {
  const folder = temporaryFolder(afterAll)
  let tarball: string

  beforeAll(() => {
    mkdirSync(join(folder, 'packed'))
    tarball = pack(join(folder, 'packed'))
  })

  it.each(['babel', 'swc', 'source'])('examples/%s computes once, and finds the result in the next process', (name) => {
    const example = copyOf(name, 'twice')
    expect(start(example)).toMatchObject({ event: ['miss', 'stored'], price: ['14.99'] })
    expect(start(example)).toMatchObject({ event: ['hit'], price: ['14.99'] })
  })

  it('Babel and SWC print the same version of the same source', () => {
    for (const file of ['price.ts', 'money.ts', 'main.ts']) {
      expect(sourceOf('swc', file), file).toBe(sourceOf('babel', file))
    }
    const { version } = start(copyOf('babel', 'version'))
    expect(version).toEqual([expect.stringMatching(/^c\d+\.[\w-]{22}$/)])
    expect(start(copyOf('swc', 'version')).version).toEqual(version)
  })

  it('npm itself installs the packed package, with what it needs', (context) => {
    const example = join(folder, 'by-npm')
    copyExample('source', example)
    try {
      npm(['install', tarball, '--prefer-offline'], example)
    } catch (error) {
      const unreachable = /E(NOTFOUND|AI_AGAIN|TIMEDOUT|CONNREFUSED|CONNRESET|NOTCACHED)/.exec(String(error))
      if (unreachable) context.skip(`the registry cannot be reached: ${unreachable[0]}`)
      throw error
    }
    expect(start(example)).toMatchObject({ event: ['miss', 'stored'], price: ['14.99'] })
  })

  it('no build step gives a version of the text', () => {
    expect(start(copyOf('source', 'text')).version).toEqual([expect.stringMatching(/^s1\.[\w-]{22}$/)])
  })

  /** A copy of an example, with what its package.json names. */
  function copyOf(name: string, purpose: string): string {
    const copy = join(folder, `${name}-${purpose}`)
    copyExample(name, copy)
    const { dependencies, devDependencies = {} } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'))
    const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((each) => each !== 'autocached')
    install(copy, tarball, packages)
    return copy
  }
})

function copyExample(name: string, copy: string): void {
  const kept = (path: string) => !/[\\/](node_modules|dist|\.cache|\.swc)$/.test(path)
  cpSync(join(examples, name), copy, { recursive: true, filter: kept })
}

/** Runs `npm start`. Returns what it prints as `name: value`, in order. */
function start(example: string): Record<string, string[]> {
  const printed: Record<string, string[]> = {}
  for (const [, name = '', value = ''] of npm(['start', '--silent'], example).matchAll(/^(\w+): +(.*)$/gm)) {
    printed[name] = [...(printed[name] ?? []), value]
  }
  return printed
}

function sourceOf(example: string, file: string): string {
  return readFileSync(join(examples, example, 'src', file), 'utf8')
}
