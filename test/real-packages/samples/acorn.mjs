const sources = [
  'const { a, ...b } = await import("x")',
  'class A extends B { #x = 1; static { this.y = #x in this } get z() { return super.z } }',
  'for await (const x of y) label: while (1) { break label }',
  'async function* f(a = 1, ...rest) { yield* g(); try { throw 1 } catch { } finally { } }',
  'a ?? b; a?.b?.[c]?.(d); a ||= 2; x ** y; 1_000n; /a(?<n>b)\\k<n>/dgs',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what is parsed
  '`a${`b${c}`}`; tag`\\u`; "\\u{1F600}"; ({ __proto__: null, "x": 1, [y]: 2, z })',
  'import a, { b as c } from "d" with { type: "json" }; export * as e from "f"; export default () => {}',
  'let x = ; ',
  'var a; let a',
  'return 1',
  '({ a = 1 })',
  'function f() { "use strict"; with (a) {} }',
  '08; "\\01"',
  '<!-- html',
  'if (a) function f() {}',
]

export const pure = {
  parse: sources.flatMap((source) =>
    ['script', 'module'].map((sourceType) => [source, { ecmaVersion: 'latest', sourceType }]),
  ),
  parseExpressionAt: [
    ['x = a + b * c', 4, { ecmaVersion: 2020 }],
    ['1 +', 0, { ecmaVersion: 2020 }],
  ],
  getLineInfo: [['a\nbc\r\nd', 6]],
  isIdentifierStart: [[97], [48], [0x10000, true]],
  isIdentifierChar: [[97], [48], [0x200c]],
  isNewLine: [[10], [0x2028], [32]],
}

export default async (pkg, call) => {
  for (const source of sources) {
    await call(() => {
      const [comments, tokens, inserted] = [[], [], []]
      const tree = pkg.parse(source, {
        ecmaVersion: 2022,
        sourceType: 'module',
        locations: true,
        ranges: true,
        onComment: comments,
        onToken: (token) => tokens.push([token.type.label, token.value, token.start]),
        onInsertedSemicolon: (at) => inserted.push(at),
        allowReturnOutsideFunction: true,
      })
      return [JSON.stringify(tree), comments, tokens, inserted]
    }, source)
    await call(
      () => [...pkg.tokenizer(source, { ecmaVersion: 5 })].map(({ type, start }) => [type.label, start]),
      `tokens ${source}`,
    )
  }
  await call(() =>
    pkg.Parser.extend(
      (Base) =>
        class extends Base {
          parseDebuggerStatement(node) {
            this.next()
            return this.finishNode(node, 'Extended')
          }
        },
    ).parse('debugger', { ecmaVersion: 5 }),
  )
  await call(() => new pkg.Node({ options: {} }, 1))
  await call(() => new pkg.Position(1, 2).offset(3))
  await call(() => Object.keys(pkg.tokTypes))
  await call(() => pkg.version)
}
