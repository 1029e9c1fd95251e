const isos = [
  '2020-02-29T12:34:56.789Z',
  '2021-W05-3',
  '2016-200',
  'nope',
  '2024-03-31T02:30:00+02:00',
  '20201231T235959',
]

export const pure = {
  'DateTime.isDateTime': [[1], [null]],
  'Duration.isDuration': [[{}]],
  'Info.months': [['short'], ['long']],
  'Info.isValidIANAZone': [['Europe/Paris'], ['x']],
}

export default async (pkg, call) => {
  const { DateTime, Duration, Interval, Info, Settings } = pkg
  Settings.defaultZone = 'utc'
  Settings.defaultLocale = 'en-US'
  for (const iso of isos)
    for (const zone of ['utc', 'Europe/Paris', 'America/New_York', 'UTC+5:30', 'bad/zone']) {
      const date = await call(() => DateTime.fromISO(iso, { zone }), `${iso} ${zone}`)
      await call(
        () => [date.toISO(), date.toObject(), date.weekNumber, date.offset, date.isInDST],
        `parts ${iso} ${zone}`,
      )
      await call(
        () => [date.plus({ months: 1, days: -3 }).toISO(), date.startOf('week').toISO(), date.endOf('quarter').toISO()],
        `math ${iso} ${zone}`,
      )
      await call(
        () => [date.toFormat("yyyy LLL dd HH:mm:ss.SSS ZZ 'q' q"), date.toHTTP(), date.toRFC2822(), date.toSQL()],
        `text ${iso} ${zone}`,
      )
    }
  await call(() => DateTime.now().toISO())
  await call(() => DateTime.fromFormat('May 25 1982', 'LLLL dd yyyy').toISO())
  await call(() => DateTime.fromFormat('x', 'yyyy').invalidExplanation)
  await call(() => DateTime.fromFormatExplain('12', 'HH'))
  await call(() => DateTime.fromObject({ year: 2020, month: 13 }).invalidReason)
  await call(() => DateTime.fromObject({ year: 2020, nope: 1 }))
  await call(() => DateTime.fromSQL('2017-05-15 09:12:34').toMillis())
  await call(() => DateTime.fromMillis(0).diff(DateTime.fromMillis(1e10), ['days', 'hours']).toObject())
  await call(() => DateTime.max(DateTime.fromMillis(0), DateTime.fromMillis(5)).toMillis())
  await call(() => DateTime.fromMillis(0).toRelative({ base: DateTime.fromMillis(1e9) }))
  await call(() => DateTime.fromMillis(0).toLocaleString(DateTime.DATE_HUGE))
  await call(() => DateTime.fromMillis(0).setLocale('de').toFormat('cccc LLLL'))
  await call(() => DateTime.local(2020, 1, 31).plus({ month: 1 }).toISODate())
  await call(() => Duration.fromISO('P1Y2M3DT4H5M6.7S').toObject())
  await call(() => Duration.fromISO('bad').isValid)
  await call(() => Duration.fromObject({ hours: 50, minutes: 70 }).normalize().toISO())
  await call(() => Duration.fromMillis(1e8).shiftTo('hours', 'minutes').toFormat('hh:mm'))
  await call(() => Duration.fromObject({ hours: 1 }).toHuman())
  await call(() => Duration.fromObject({ x: 1 }))
  await call(() => Duration.fromObject({ days: 3 }).rescale().toString())
  const interval = Interval.fromISO('2020-01-01/P1M')
  await call(() => [interval.toISO(), interval.length('days'), interval.splitBy({ weeks: 1 }).map(String)])
  await call(() => interval.contains(DateTime.utc(2020, 1, 15)))
  await call(() => Interval.merge([interval, Interval.fromISO('2020-01-20/P1M')]).map(String))
  await call(() => Interval.after(1, 2).invalidReason)
  await call(() => [Info.weekdays('short', { locale: 'fr' }), Info.meridiems(), Info.eras(), Info.features()])
  await call(() => [
    new pkg.IANAZone('Asia/Tokyo').offset(0),
    pkg.FixedOffsetZone.instance(90).name,
    pkg.InvalidZone.name,
  ])
  await call(() => {
    Settings.throwOnInvalid = true
    return DateTime.fromISO('x')
  })
  await call(() => pkg.VERSION)
  await call(() => Object.getOwnPropertyNames(DateTime.prototype))
}
