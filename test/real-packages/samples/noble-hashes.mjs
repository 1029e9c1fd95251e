const texts = ['', 'abc', 'The quick brown fox jumps over the lazy dog', 'é𝄞'.repeat(99)]

export const pure = {
  hexToBytes: [['00ff10'], ['0'], ['zz']],
  utf8ToBytes: texts.map((text) => [text]),
  bytesToHex: [[new Uint8Array([0, 255, 16])], ['no']],
  concatBytes: [[new Uint8Array([1]), new Uint8Array([2, 3])], []],
  sha256: [[new Uint8Array([1, 2, 3])], ['no']],
  sha512: [[new Uint8Array([1, 2, 3])], [new Uint8Array(200)]],
  ripemd160: [[new Uint8Array([1, 2, 3])]],
  sha1: [[new Uint8Array([1, 2, 3])]],
  md5: [[new Uint8Array([1, 2, 3])]],
}

export default async (pkg, call) => {
  const hashes = Object.entries(pkg).filter(
    ([, value]) => typeof value === 'function' && typeof value.create === 'function' && 'outputLen' in value,
  )
  for (const [name, hash] of hashes) {
    for (const text of texts)
      await call(() => pkg.bytesToHex(hash(pkg.utf8ToBytes(text))), `${name} ${text.slice(0, 5)}`)
    await call(() => [hash.outputLen, hash.blockLen, Object.keys(hash)], `${name} facts`)
    await call(
      () => pkg.bytesToHex(hash.create().update(new Uint8Array(5)).clone().update(new Uint8Array(70)).digest()),
      `${name} stream`,
    )
    await call(() => hash.create().update(1), `${name} wrong`)
    await call(() => {
      const state = hash.create()
      state.destroy()
      return state.update(new Uint8Array(1))
    }, `${name} destroyed`)
  }
  const key = new Uint8Array([1, 2, 3])
  for (const name of ['sha256', 'sha512', 'sha3_256', 'sha1', 'md5']) {
    await call(() => pkg.bytesToHex(pkg.hmac(pkg[name], key, pkg.utf8ToBytes('text'))), `hmac ${name}`)
    await call(() => pkg.bytesToHex(pkg.hkdf(pkg[name], key, undefined, pkg.utf8ToBytes('info'), 10)), `hkdf ${name}`)
    await call(() => pkg.bytesToHex(pkg.pbkdf2(pkg[name], 'password', 'salt', { c: 3, dkLen: 20 })), `pbkdf2 ${name}`)
  }
  await call(() => pkg.bytesToHex(pkg.scrypt('password', 'salt', { N: 16, r: 1, p: 1, dkLen: 16 })))
  await call(async () => pkg.bytesToHex(await pkg.scryptAsync('password', 'salt', { N: 16, r: 1, p: 1, dkLen: 16 })))
  await call(async () => pkg.bytesToHex(await pkg.pbkdf2Async(pkg.sha256, 'password', 'salt', { c: 3, dkLen: 20 })))
  await call(() => pkg.bytesToHex(pkg.argon2id('password', 'saltsalt', { t: 1, m: 8, p: 1 })))
  await call(() => pkg.scrypt('password', 'salt', { N: 3, r: 1, p: 1 }))
  await call(() => pkg.bytesToHex(pkg.blake3(key, { context: pkg.utf8ToBytes('c'), dkLen: 50 })))
  await call(() => pkg.bytesToHex(pkg.shake256.create({ dkLen: 10 }).update(key).xof(40)))
  await call(() => pkg.randomBytes(8).length)
}
