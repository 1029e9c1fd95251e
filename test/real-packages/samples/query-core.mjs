export const pure = {
  hashKey: [[['a', { b: 1, a: 2 }]], [[]], [[{ z: undefined, y: null }]]],
  partialMatchKey: [
    [['a', 1], ['a']],
    [['a'], ['b']],
    [[{ x: 1, y: 2 }], [{ x: 1 }]],
  ],
  replaceEqualDeep: [
    [{ a: [1, 2] }, { a: [1, 2] }],
    [{ a: 1 }, { a: 2, b: 3 }],
    [[1], [1, 2]],
  ],
  keepPreviousData: [[1], [undefined]],
}

export default async (pkg, call) => {
  const events = []
  const client = await call(
    () =>
      new pkg.QueryClient({
        defaultOptions: { queries: { retry: false, gcTime: Infinity }, mutations: { gcTime: Infinity } },
      }),
  )
  client.getQueryCache().subscribe((event) => events.push(`${event.type} ${event.query?.queryHash}`))
  client.getMutationCache().subscribe((event) => events.push(`${event.type} ${event.mutation?.state.status}`))
  let runs = 0
  const options = (id) => ({
    queryKey: ['user', { id }],
    queryFn: async ({ queryKey }) => ({ key: queryKey, run: ++runs }),
    staleTime: 1000,
  })
  await call(() => client.fetchQuery(options(1)))
  await call(() => client.fetchQuery(options(1)))
  await call(() => client.fetchQuery({ ...options(2), queryFn: () => Promise.reject(new TypeError('down')) }))
  await call(() => client.ensureQueryData(options(1)))
  await call(() => client.getQueryData(['user', { id: 1 }]))
  await call(() => client.setQueryData(['user', { id: 1 }], (old) => ({ ...old, changed: true })))
  await call(() => client.getQueryState(['user', { id: 1 }]))
  await call(() => client.getQueryState(['user', { id: 2 }]))
  await call(() => client.getQueriesData({ queryKey: ['user'] }))
  await call(() => client.isFetching())
  const observer = await call(() => new pkg.QueryObserver(client, { ...options(1), select: (data) => data.run * 10 }))
  const seen = []
  const stop = observer.subscribe((result) => seen.push([result.status, result.data, result.fetchStatus]))
  await call(() => observer.getCurrentResult())
  await call(() => client.invalidateQueries({ queryKey: ['user', { id: 1 }] }))
  await call(() => observer.refetch().then(({ data, status }) => [data, status]))
  await call(() => observer.setOptions({ ...options(3), placeholderData: pkg.keepPreviousData }))
  await call(() => new Promise((resolve) => setTimeout(resolve, 5)))
  await call(() => seen)
  await call(() => stop())
  const order = []
  const mutation = new pkg.MutationObserver(client, {
    mutationFn: async (n) => {
      order.push(`run ${n}`)
      if (n < 0) throw new RangeError('negative')
      return n * 2
    },
    onMutate: (n) => order.push(`mutate ${n}`),
    onSuccess: (data) => void order.push(`success ${data}`),
    onError: (error) => void order.push(`error ${error.message}`),
    onSettled: () => void order.push('settled'),
  })
  await call(() => mutation.mutate(4))
  await call(() => mutation.mutate(-1))
  await call(() => mutation.getCurrentResult().status)
  await call(() => order)
  await call(() => pkg.dehydrate(client))
  await call(() => {
    const other = new pkg.QueryClient()
    pkg.hydrate(other, pkg.dehydrate(client))
    return other
      .getQueryCache()
      .getAll()
      .map(({ queryHash, state }) => [queryHash, state.data])
  })
  await call(() =>
    client.fetchInfiniteQuery({
      queryKey: ['pages'],
      queryFn: ({ pageParam }) => [pageParam, pageParam + 1],
      initialPageParam: 0,
      getNextPageParam: (page) => (page[1] < 4 ? page[1] + 1 : undefined),
      pages: 3,
    }),
  )
  await call(() =>
    new pkg.QueriesObserver(client, [options(1), options(9)]).getCurrentResult().map(({ status }) => status),
  )
  await call(() => pkg.isCancelledError(new pkg.CancelledError({ silent: true })))
  await call(() => pkg.matchQuery({ queryKey: ['user'], type: 'all' }, client.getQueryCache().getAll()[0]))
  await call(() => pkg.shouldThrowError((error) => error === 1, [1]))
  await call(() => {
    const batch = []
    pkg.notifyManager.batch(() => pkg.notifyManager.schedule(() => batch.push('notified')))
    batch.push('left')
    return new Promise((resolve) => setTimeout(() => resolve(batch), 2))
  })
  await call(() => [pkg.focusManager.isFocused(), pkg.onlineManager.isOnline(), pkg.isServer])
  await call(() => client.cancelQueries())
  await call(() => client.removeQueries({ queryKey: ['user', { id: 2 }] }))
  await call(() => client.resetQueries({ queryKey: ['user'] }))
  await call(() => client.clear())
  await call(() => events)
}
