import { pathToFileURL } from 'node:url'
import { describe, it } from '@jest/globals'

const file = `${process.env.RUNTIME}/dist/esm/runtime/src/backends/contract.js`
const { testBackend } = await import(pathToFileURL(file).href)

class TextStore {
  entries = new Map()
  async get(key) {
    return this.entries.get(key)
  }
  async set(key, entry) {
    this.entries.set(key, `${entry}`)
  }
}

testBackend({ describe, it, name: 'a Map', open: () => new Map() })
testBackend({ describe, it, name: 'a store of text', open: () => new TextStore() })
