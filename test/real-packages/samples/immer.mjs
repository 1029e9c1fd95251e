export const pure = {
  isDraft: [[{}], [1]],
  isDraftable: [[{}], [[]], [1], [null]],
  freeze: [[{ a: { b: 1 } }, true], [[1, { c: 2 }], false], [1]],
}

export default async (pkg, call) => {
  const { produce, produceWithPatches, applyPatches, enablePatches, enableMapSet, current, original, createDraft } = pkg
  const base = { list: [{ n: 1 }, { n: 2 }], map: { a: 1 }, deep: { x: { y: 'z' } } }
  await call(() => produceWithPatches(base, (draft) => void draft.list.push({ n: 3 })))
  await call(() => produce({ m: new Map() }, (draft) => void draft.m.set('a', 1)))
  await call(() => enablePatches())
  await call(() => enableMapSet())
  const recipes = {
    push: (draft) => void draft.list.push({ n: 3 }),
    remove: (draft) => void draft.list.splice(0, 1),
    change: (draft) => {
      draft.list[1].n *= 10
      delete draft.map.a
    },
    nothing: () => {},
    replace: () => ({ other: true }),
    both: (draft) => {
      draft.map.a = 2
      return {}
    },
    throws: () => {
      throw new RangeError('recipe')
    },
    sort: (draft) => void draft.list.sort((a, b) => b.n - a.n),
    reverse: (draft) => void draft.list.reverse(),
    current: (draft) => {
      draft.deep.x.y = 'changed'
      draft.seen = [current(draft).deep.x.y, original(draft).deep.x.y, pkg.isDraft(draft.deep)]
    },
    nothingToken: () => pkg.nothing,
    keys: (draft) => {
      draft.keys = [Object.keys(draft), 'map' in draft, Object.getOwnPropertyDescriptor(draft, 'map')?.enumerable]
    },
    define: (draft) => Object.defineProperty(draft, 'x', { value: 1 }),
    proto: (draft) => Object.setPrototypeOf(draft, null),
  }
  for (const [name, recipe] of Object.entries(recipes)) {
    await call(() => produce(base, recipe), name)
    await call(() => produceWithPatches(base, recipe), `patches ${name}`)
    await call(() => {
      const [next, patches, inverse] = produceWithPatches(base, recipe)
      return [applyPatches(base, patches), applyPatches(next, inverse), produce(base, recipe) === base]
    }, `apply ${name}`)
  }
  await call(() => produce((draft, n) => void draft.list.push(n))(base, 5))
  await call(() =>
    produce(new Map([['a', { n: 1 }]]), (draft) => {
      draft.get('a').n = 2
    }),
  )
  await call(() => produce(new Set([1, 2]), (draft) => void draft.delete(1)))
  await call(() => produceWithPatches(new Set([1, 2]), (draft) => void draft.add(3)))
  await call(() => produce(1, (n) => n + 1))
  await call(() => applyPatches(base, [{ op: 'replace', path: ['deep', 'x', 'y'], value: 1 }]))
  await call(() => applyPatches(base, [{ op: 'wrong', path: ['deep'], value: 1 }]))
  await call(() => applyPatches({}, [{ op: 'add', path: ['__proto__', 'x'], value: 1 }]))
  await call(() => {
    const draft = createDraft(base)
    draft.map.b = 1
    return [pkg.finishDraft(draft), pkg.finishDraft(draft)]
  })
  await call(() => current({}))
  await call(() => original({}))
  await call(() => pkg.setAutoFreeze(false))
  await call(() => produce(base, recipes.change))
  await call(() => new pkg.Immer({ autoFreeze: true }).produce(base, recipes.push))
  class Point {
    [pkg.immerable] = true
    x = 1
    get double() {
      return this.x * 2
    }
  }
  await call(() =>
    produce(new Point(), (draft) => {
      draft.x = draft.double
    }),
  )
}
