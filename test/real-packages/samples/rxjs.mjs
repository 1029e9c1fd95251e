export const pure = {
  identity: [[1], ['a']],
  isObservable: [[1], [{}], [null]],
}

export default async (pkg, call) => {
  const { of, from, range, interval, Subject, BehaviorSubject, ReplaySubject, VirtualTimeScheduler } = pkg
  /** What an observable tells, in order, in virtual time. */
  const told = (make) => {
    const scheduler = new VirtualTimeScheduler()
    const events = []
    make(scheduler).subscribe({
      next: (value) => events.push(['next', scheduler.now(), value]),
      error: (error) => events.push(['error', scheduler.now(), error]),
      complete: () => events.push(['complete', scheduler.now()]),
    })
    scheduler.flush()
    return events
  }
  const numbers = () => range(1, 6)
  const operators = {
    map: [(x) => x * 2],
    filter: [(x) => x % 2],
    scan: [(sum, x) => sum + x, 0],
    reduce: [(sum, x) => sum + x],
    take: [2],
    takeLast: [2],
    takeWhile: [(x) => x < 3, true],
    skip: [2],
    skipLast: [2],
    first: [(x) => x > 2],
    last: [],
    single: [(x) => x > 2],
    elementAt: [9],
    distinct: [(x) => x % 3],
    distinctUntilChanged: [(a, b) => a % 2 === b % 2],
    bufferCount: [2, 3],
    pairwise: [],
    toArray: [],
    count: [(x) => x > 1],
    max: [],
    min: [],
    every: [(x) => x < 3],
    find: [(x) => x === 3],
    findIndex: [(x) => x === 3],
    isEmpty: [],
    startWith: ['a', 'b'],
    endWith: ['z'],
    mergeMap: [(x) => of(x, x * 10)],
    concatMap: [(x) => of(x, -x)],
    switchMap: [(x) => of(x, x)],
    exhaustMap: [(x) => of(x)],
    groupBy: [(x) => x % 2],
    partition: [(x) => x % 2],
    materialize: [],
    defaultIfEmpty: ['none'],
    throwIfEmpty: [],
    ignoreElements: [],
    repeat: [2],
    expand: [(x) => (x < 50 ? of(x * 10) : pkg.EMPTY)],
    tap: [() => {}],
    finalize: [() => {}],
    zipWith: [of('a', 'b')],
    combineLatestWith: [of('a', 'b')],
    withLatestFrom: [of('q')],
    windowCount: [3],
  }
  for (const [name, args] of Object.entries(operators))
    await call(() => told(() => numbers().pipe(pkg[name](...args))), name)
  await call(() => told((s) => interval(10, s).pipe(pkg.take(3), pkg.delay(5, s))))
  await call(() =>
    told((s) => interval(10, s).pipe(pkg.debounceTime(20, s), pkg.take(1), pkg.timeout({ each: 30, scheduler: s }))),
  )
  await call(() => told((s) => interval(10, s).pipe(pkg.throttleTime(25, s), pkg.take(3))))
  await call(() => told((s) => interval(10, s).pipe(pkg.bufferTime(25, null, s), pkg.take(2))))
  await call(() => told((s) => pkg.timer(5, 10, s).pipe(pkg.auditTime(12, s), pkg.take(2))))
  await call(() => told((s) => pkg.merge(interval(10, s).pipe(pkg.take(2)), pkg.timer(15, s), of('now'))))
  await call(() =>
    told((s) =>
      pkg.concat(
        of(1),
        of(2, s),
        pkg.throwError(() => new TypeError('end')),
      ),
    ),
  )
  await call(() => told(() => pkg.forkJoin({ a: of(1, 2), b: from([3]) })))
  await call(() => told(() => pkg.combineLatest([of(1, 2), of('x')], (a, b) => `${a}${b}`)))
  await call(() => told(() => pkg.zip(of(1, 2), of('x'))))
  await call(() => told(() => pkg.race(of(1), of(2))))
  await call(() => told(() => pkg.defer(() => of(1))))
  await call(() => told(() => pkg.iif(() => false, of(1), of(2))))
  await call(() =>
    told(() =>
      pkg.generate(
        1,
        (x) => x < 9,
        (x) => x * 2,
      ),
    ),
  )
  await call(() => told(() => pkg.pairs({ a: 1 })))
  await call(() => told(() => pkg.throwError(() => 'e').pipe(pkg.catchError((error) => of(`caught ${error}`)))))
  await call(() => told(() => pkg.throwError(() => 'e').pipe(pkg.retry(2), pkg.endWith(1))))
  await call(() =>
    told(
      () =>
        new pkg.Observable((observer) => {
          observer.next(1)
          observer.error(new Error('x'))
          observer.next(2)
        }),
    ),
  )
  await call(() =>
    told(
      () =>
        new pkg.Observable(() => {
          throw new RangeError('inside')
        }),
    ),
  )
  await call(() => {
    const log = []
    const [plain, behavior, replay] = [new Subject(), new BehaviorSubject(0), new ReplaySubject(2)]
    for (const subject of [plain, behavior, replay]) {
      subject.next(1)
      subject.next(2)
      subject.next(3)
      const subscription = subject.subscribe((value) => log.push(value))
      subject.next(4)
      subscription.unsubscribe()
      subject.next(5)
      subject.complete()
      log.push(subject.closed, subscription.closed, subject.observed)
    }
    return [log, behavior.value]
  })
  await call(() => pkg.firstValueFrom(pkg.EMPTY))
  await call(() => pkg.lastValueFrom(of(1, 2)))
  await call(() => pkg.firstValueFrom(from(Promise.resolve(7))))
  await call(() => from(5).subscribe())
  await call(() => of(1).pipe(1).subscribe())
  await call(() =>
    pkg
      .bindNodeCallback((x, done) => done(null, x + 1))(1)
      .forEach(() => {}),
  )
  await call(() => new pkg.UnsubscriptionError([new Error('a'), 'b']))
  await call(() => [
    new pkg.EmptyError(),
    new pkg.TimeoutError(),
    new pkg.ObjectUnsubscribedError(),
    new pkg.NotFoundError('n'),
  ])
  await call(() =>
    pkg.pipe(
      (x) => x + 1,
      (x) => x * 2,
    )(3),
  )
  await call(() => {
    const subscription = new pkg.Subscription(() => {
      throw new Error('teardown')
    })
    subscription.add(() => {})
    subscription.unsubscribe()
  })
  await call(() => told(() => of(1, 2).pipe(pkg.share())))
  await call(() => told(() => of(1, 2).pipe(pkg.shareReplay(1))))
  await call(() =>
    told(() =>
      from(
        (async function* () {
          yield 1
        })(),
      ),
    ),
  )
  await call(() =>
    told(() =>
      of(1, 2, 3).pipe(
        pkg.map((x) => {
          if (x === 2) throw new SyntaxError('two')
          return x
        }),
      ),
    ),
  )
}
