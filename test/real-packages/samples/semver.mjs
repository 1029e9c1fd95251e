const versions = [
  '1.2.3',
  '1.2.3-beta.1',
  'v2.0.0',
  '1.2',
  'not',
  '1.2.3+build',
  '10.0.0',
  '0.0.0',
  '1.2.3-0',
  '',
  null,
  5,
]
const ranges = ['^1.2.0', '~1.2.3', '>=1.0.0 <2.0.0 || 3.x', '1.x', '*', '', 'latest', '1.2.3 - 2.3.4', '>1.2.3-alpha']

export const pure = {
  valid: versions.map((version) => [version]),
  parse: versions.map((version) => [version]),
  clean: [[' =v1.2.3 '], ['x']],
  inc: ['major', 'minor', 'patch', 'premajor', 'prerelease', 'wrong'].map((kind) => ['1.2.3-beta.1', kind, 'rc']),
  diff: [
    ['1.2.3', '1.3.0'],
    ['1.2.3', '1.2.3-a'],
    ['1.0.0', '1.0.0'],
    ['x', '1.0.0'],
  ],
  compare: [
    ['1.2.3', '1.2.4'],
    ['1.2.3-a', '1.2.3'],
    ['x', 'y'],
  ],
  satisfies: ranges.flatMap((range) => ['1.2.3', '1.9.0-rc', '3.1.4'].map((version) => [version, range])),
  validRange: ranges.map((range) => [range]),
  minVersion: ranges.map((range) => [range]),
  maxSatisfying: ranges.map((range) => [['1.2.3', '1.9.0', '2.0.0', '3.5.0'], range]),
  coerce: versions.map((version) => [version]),
  sort: [[['1.2.3', '0.1.0', '1.2.3-a']]],
  intersects: [
    ['^1.0.0', '>=1.5.0'],
    ['1.x', '2.x'],
  ],
  subset: [
    ['^1.2.0', '1.x'],
    ['*', '1.x'],
  ],
  simplifyRange: [[['1.0.0', '1.1.0', '2.0.0'], '1.0.0 || 1.1.0']],
  toComparators: ranges.map((range) => [range]),
  gtr: [['3.0.0', '^1.0.0']],
  ltr: [['0.1.0', '^1.0.0']],
  prerelease: [['1.2.3-beta.4'], ['1.2.3']],
  cmp: [
    ['1.0.0', '>', '0.9.0'],
    ['1.0.0', '?', '1.0.0'],
  ],
  rcompare: [['1.0.0', '2.0.0']],
  compareBuild: [['1.0.0+1', '1.0.0+2']],
}

export default async (pkg, call) => {
  for (const version of versions) await call(() => new pkg.SemVer(version), `SemVer ${version}`)
  for (const range of ranges) {
    await call(() => new pkg.Range(range), `Range ${range}`)
    await call(() => new pkg.Range(range).test('1.5.0'), `test ${range}`)
  }
  await call(() => new pkg.Comparator('>=1.2.3').test('1.2.3'))
  await call(() => new pkg.Comparator('>=1.2.3').intersects(new pkg.Comparator('<1.2.4')))
  await call(() => new pkg.SemVer('1.2.3').compare('1.2.4'))
  await call(() => new pkg.SemVer('1.2.3').inc('minor').toString())
  await call(() => String(new pkg.Range('^1.2 || ~3')))
  await call(() => [pkg.SEMVER_SPEC_VERSION, pkg.RELEASE_TYPES, pkg.re.length])
}
