export const pure = {
  isAction: [[{ type: 'a' }], [{ type: 1 }], [null], ['a']],
  isPlainObject: [[{}], [[]], [null], [1]],
}

export default async (pkg, call) => {
  const { createStore, combineReducers, applyMiddleware, bindActionCreators, compose } = pkg
  const counter = (state = 0, action) => (action.type === 'add' ? state + action.by : state)
  const list = (state = [], action) => (action.type === 'push' ? [...state, action.item] : state)
  const order = []
  const logger = (tag) => (api) => (next) => (action) => {
    order.push(`${tag} before ${action.type} ${JSON.stringify(api.getState())}`)
    const result = next(action)
    order.push(`${tag} after ${JSON.stringify(api.getState())}`)
    return result
  }
  const thunk = (api) => (next) => (action) => (typeof action === 'function' ? action(api.dispatch) : next(action))
  const store = await call(() =>
    createStore(combineReducers({ counter, list }), { counter: 5 }, applyMiddleware(thunk, logger('a'), logger('b'))),
  )
  const stop = store.subscribe(() => order.push('changed'))
  await call(() => store.dispatch({ type: 'add', by: 2 }))
  await call(() =>
    store.dispatch((dispatch) => [dispatch({ type: 'push', item: 1 }), dispatch({ type: 'push', item: 2 })]),
  )
  await call(() => store.getState())
  await call(() => store.dispatch({}))
  await call(() => store.dispatch({ type: 1 }))
  await call(() => store.dispatch('text'))
  await call(() => stop())
  await call(() => store.replaceReducer(combineReducers({ counter })))
  await call(() => store.getState())
  await call(() => order)
  await call(() => createStore())
  await call(() => createStore(counter, 1, 2))
  await call(() =>
    createStore(
      counter,
      () => {},
      () => {},
    ),
  )
  await call(() => createStore((_state, action) => store.dispatch(action)))
  await call(() => {
    const inner = createStore(() => inner.getState())
    return inner
  })
  await call(() => combineReducers({ bad: () => undefined })({}, { type: 'x' }))
  await call(() => combineReducers({ counter })({ counter: 1, unknown: 2 }, { type: 'x' }))
  await call(() => combineReducers({})({}, { type: 'x' }))
  await call(() => combineReducers({ none: undefined }))
  await call(() => applyMiddleware(() => (api) => api.dispatch({ type: 'early' }))(createStore)(counter))
  await call(() => applyMiddleware((api) => api.dispatch({ type: 'early' }))(createStore)(counter))
  await call(() => bindActionCreators({ add: (by) => ({ type: 'add', by }), no: 1 }, store.dispatch).add(3))
  await call(() => bindActionCreators((by) => ({ type: 'add', by }), store.dispatch)(4))
  await call(() => bindActionCreators(null, store.dispatch))
  await call(() => compose()(1))
  await call(() => compose((x) => x * 2)(4))
  await call(() =>
    compose(
      (x) => x + 1,
      (x) => x * 2,
      (a, b) => a + b,
    )(3, 4),
  )
  await call(() => store[Symbol.observable ?? '@@observable']())
  await call(() => store['@@observable']().subscribe({ next: (state) => order.push(state) }))
  await call(() => store['@@observable']().subscribe(1))
  await call(() => pkg.__DO_NOT_USE__ActionTypes)
  for (const value of [new Date(0), new Error('e'), Symbol('s'), undefined, () => 1, Promise.resolve()])
    await call(() => pkg.legacy_createStore(counter).dispatch(value), `dispatch ${typeof value}`)
}
