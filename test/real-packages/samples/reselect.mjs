export const pure = {
  referenceEqualityCheck: [
    [1, 1],
    ['a', 'b'],
    [null, undefined],
  ],
}

export default async (pkg, call) => {
  const { createSelector, createSelectorCreator, createStructuredSelector, lruMemoize, weakMapMemoize } = pkg
  const state = { items: [{ price: 1 }, { price: 2 }], rate: 0.5, user: { name: 'ada' } }
  const log = []
  const total = createSelector([(s) => s.items, (s) => s.rate], (items, rate) => {
    log.push(['total', items.length, rate])
    return items.reduce((sum, { price }) => sum + price, 0) * rate
  })
  await call(() => total)
  for (const next of [state, state, { ...state }, { ...state, rate: 2 }, state]) await call(() => total(next))
  await call(() => [total.recomputations(), total.dependencyRecomputations(), total.lastResult(), log])
  await call(() => total.resetRecomputations())
  await call(() => total.clearCache?.())
  const withProps = createSelector(
    (s) => s.items,
    (_, index) => index,
    (items, index) => items[index],
  )
  for (const index of [0, 1, 0, 7]) await call(() => withProps(state, index), `props ${index}`)
  await call(() => createSelector([(s) => s.user, 'no'], (user) => user))
  await call(() => createSelector([(s) => s.user]))
  await call(() => createSelector((s) => s.user, 1))
  const structured = await call(() => createStructuredSelector({ rate: (s) => s.rate, name: (s) => s.user.name }))
  await call(() => structured(state))
  await call(() => createStructuredSelector(1))
  for (const memoize of [lruMemoize, weakMapMemoize]) {
    const create = await call(() => createSelectorCreator(memoize))
    const name = create(
      (s) => s.user.name,
      (text) => text.toUpperCase(),
    )
    await call(() => [name(state), name(state), name.recomputations()])
    await call(() => create.withTypes?.())
    const fn = memoize((a, b) => ({ a, b }))
    await call(() => [Object.is(fn(1, 2), fn(1, 2)), fn(2, 1), fn.resultsCount?.(), fn.clearCache?.(), fn(1, 2)])
  }
  const sized = lruMemoize((a) => [a], {
    maxSize: 2,
    equalityCheck: (a, b) => a % 10 === b % 10,
    resultEqualityCheck: (a, b) => a[0] === b[0],
  })
  for (const value of [1, 11, 2, 3, 1, 12]) await call(() => sized(value), `sized ${value}`)
  await call(() => sized.resultsCount())
  const options = createSelectorCreator({
    memoize: lruMemoize,
    memoizeOptions: { maxSize: 3 },
    argsMemoize: weakMapMemoize,
    devModeChecks: { inputStabilityCheck: 'always', identityFunctionCheck: 'always' },
  })
  const unstable = options(
    (s) => [...s.items],
    (items) => items,
  )
  await call(() => unstable(state))
  await call(() => unstable(state))
  await call(() => pkg.setGlobalDevModeChecks({ inputStabilityCheck: 'never' }))
  await call(() =>
    createSelector(
      (s) => s.rate,
      (rate) => rate,
    )(state),
  )
  await call(() =>
    createSelector(
      (s) => s.none.deep,
      (x) => x,
    )(state),
  )
  await call(() => weakMapMemoize(() => state, { resultEqualityCheck: Object.is })(1))
}
