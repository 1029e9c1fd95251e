const texts = [
  '# Title\n\nText with *emphasis*, **strong**, `code` and [a link](/to "title").',
  '- a\n- b\n  1. c\n  2. d\n\n- [x] done\n- [ ] open',
  '| a | b |\n|---|:-:|\n| 1 | 2 |\n| `x|y` | z |',
  '```js\nconst a = 1 < 2\n```\n\n    indented\n',
  '> quote\n> > deeper\n\n---\n\n![image](x.png)',
  '<div>\n*html*\n</div>\n\nhttps://example.org/?a=b&c=d and a@b.c',
  '[ref]: /url "T"\n\n[ref] and [ref][] and ~~gone~~ \\*no\\*',
  'a  \nb\\\nc &amp; &copy; "quotes"',
  '',
  '***a** b*',
  '1) x\n2) y\n\n   z',
  'Setext\n===\n\nOther\n---',
]

export const pure = {
  parse: texts.map((text) => [text]),
  parseInline: texts.map((text) => [text]),
  lexer: texts.map((text) => [text]),
}

export default async (pkg, call) => {
  for (const text of texts)
    for (const options of [{ gfm: false }, { breaks: true }, { pedantic: true }, { async: true }])
      await call(() => pkg.marked(text, options), `${JSON.stringify(options)} ${text}`)
  await call(() => pkg.marked(null))
  await call(() => pkg.marked(5, { silent: true }))
  const order = []
  const own = new pkg.Marked({
    renderer: {
      heading({ tokens, depth }) {
        return `<h${depth} class="x">${this.parser.parseInline(tokens)}</h${depth}>`
      },
    },
    hooks: {
      preprocess: (text) => {
        order.push('pre')
        return text
      },
      postprocess: (html) => {
        order.push('post')
        return html.trim()
      },
    },
    walkTokens: (token) => order.push(token.type),
    extensions: [
      {
        name: 'at',
        level: 'inline',
        start: (src) => src.indexOf('@'),
        tokenizer(src) {
          const match = /^@(\w+)/.exec(src)
          return match ? { type: 'at', raw: match[0], who: match[1] } : undefined
        },
        renderer: ({ who }) => `<b>${who}</b>`,
      },
    ],
  })
  for (const text of texts) await call(() => own.parse(`${text}\n\n@me`), `own ${text}`)
  await call(() => order)
  await call(() => pkg.marked.use({ extensions: [{}] }))
  await call(() => new pkg.Lexer().inlineTokens('a *b*'))
  await call(() => pkg.Parser.parse(pkg.lexer('# x')))
  await call(() => new pkg.TextRenderer().strong({ text: 'x' }))
  await call(() => pkg.getDefaults())
  await call(() => Object.keys(pkg.marked))
  await call(() => pkg.marked.setOptions({ gfm: false }) === pkg.marked)
}
