export const pure = {
  createElement: [['div', { id: 'a', key: 1, ref: null }, 'x', 2], ['p'], ['br', null, null]],
  h: [['i', { class: 'c' }]],
  toChildArray: [[['a', null, [1, [true, 'b']]]], ['x']],
  isValidElement: [[1], [{}], [null]],
  Fragment: [[{ children: ['a'] }]],
}

export default async (pkg, call) => {
  globalThis.document = fakeDocument()
  const { h, render, hydrate, Component, createContext, createRef, cloneElement, Fragment } = pkg
  const root = globalThis.document.createElement('root')
  const order = []
  const Theme = createContext('light')
  class Counter extends Component {
    static defaultProps = { step: 1 }
    static getDerivedStateFromProps(props, state) {
      order.push(`derive ${props.step}`)
      return { seen: (state.seen ?? 0) + 1 }
    }
    state = { n: 0 }
    componentDidMount() {
      order.push('mounted')
    }
    componentDidUpdate(previous) {
      order.push(`updated from ${previous.step}`)
    }
    componentWillUnmount() {
      order.push('unmounted')
    }
    render({ step }, { n, seen }) {
      return h(
        'b',
        { class: 'c', style: { color: 'red' }, onClick: () => this.setState({ n: n + step }) },
        n,
        ' of ',
        step,
        ' seen ',
        seen,
      )
    }
  }
  class Boundary extends Component {
    componentDidCatch(error) {
      order.push(`caught ${error.message}`)
      this.setState({ failed: true })
    }
    render({ children }, { failed }) {
      return failed ? h('i', null, 'failed') : children
    }
  }
  const Bad = () => {
    throw new TypeError('bad component')
  }
  const list = (keys) =>
    h(
      'ul',
      null,
      keys.map((key) => h('li', { key }, key)),
    )
  const trees = {
    text: 'text',
    element: h('div', { id: 'a', title: 't', hidden: true }, 'x', h('p', null, 1, null, false, 'y')),
    counter: h(Counter, null),
    step: h(Counter, { step: 5 }),
    list: list(['a', 'b', 'c']),
    moved: list(['c', 'a', 'd']),
    fragment: h(Fragment, null, h('a', { href: '/' }), [h('b', { key: 1 })]),
    context: h(
      Theme.Provider,
      { value: 'dark' },
      h(Theme.Consumer, null, (theme) => h('em', null, theme)),
    ),
    bad: h(Boundary, null, h(Bad, null)),
    uncaught: h(Bad, null),
    html: h('div', { dangerouslySetInnerHTML: { __html: '<u>' } }),
    svg: h('svg', { viewBox: '0 0 1 1' }, h('path', { d: 'M0' })),
    invalid: h({}, null),
    nothing: null,
  }
  for (const [name, tree] of Object.entries(trees)) {
    await call(() => render(tree, root), name)
    await call(() => root.html(), `${name} html`)
    await call(() => new Promise((resolve) => setTimeout(() => resolve(root.html()), 1)), `${name} later`)
  }
  const ref = createRef()
  await call(() => render(h('input', { ref, value: 'v' }), root))
  await call(() => [ref.current?.localName, ref.current?.value])
  await call(() => hydrate(h('input', { value: 'w' }), root))
  await call(() => order)
  await call(() => Object.keys(cloneElement(h('a', { x: 1, key: 'k' }), { y: 2 }, 'child')))
  await call(() => cloneElement(h('a', { x: 1, key: 'k' }), { y: 2 }, 'child').props)
  await call(() => Theme)
  await call(() => Object.keys(pkg.options))
  await call(() => new Component({ a: 1 }, 'context'))
}

/** As much of a document as rendering needs. */
function fakeDocument() {
  class FakeNode {
    childNodes = []
    parentNode = null
    attributes = []
    listeners = {}
    style = {}
    constructor(localName, data, namespaceURI = 'http://www.w3.org/1999/xhtml') {
      Object.assign(this, {
        localName,
        data,
        namespaceURI,
        nodeType: localName ? 1 : 3,
        ownerDocument: { createElementNS, createTextNode },
      })
    }
    get firstChild() {
      return this.childNodes[0] ?? null
    }
    get nextSibling() {
      return this.parentNode?.childNodes[this.parentNode.childNodes.indexOf(this) + 1] ?? null
    }
    contains(other) {
      return other === this || this.childNodes.some((child) => child.contains(other))
    }
    insertBefore(child, before) {
      child.remove()
      const at = before ? this.childNodes.indexOf(before) : this.childNodes.length
      this.childNodes.splice(at, 0, child)
      child.parentNode = this
      return child
    }
    appendChild(child) {
      return this.insertBefore(child, null)
    }
    removeChild(child) {
      child.remove()
    }
    remove() {
      const list = this.parentNode?.childNodes
      if (list) list.splice(list.indexOf(this), 1)
      this.parentNode = null
    }
    setAttribute(name, value) {
      this.removeAttribute(name)
      this.attributes.push({ name, value: String(value) })
    }
    removeAttribute(name) {
      this.attributes = this.attributes.filter((attribute) => attribute.name !== name)
    }
    addEventListener(name, listener) {
      this.listeners[name] = listener
    }
    removeEventListener(name) {
      delete this.listeners[name]
    }
    html() {
      if (this.nodeType === 3) return String(this.data)
      const attributes = this.attributes.map(({ name, value }) => ` ${name}="${value}"`).join('')
      const listeners = Object.keys(this.listeners)
        .map((name) => ` on${name}`)
        .join('')
      const inner = this.innerHTML ?? this.childNodes.map((child) => child.html()).join('')
      return `<${this.localName}${attributes}${listeners}${JSON.stringify(this.style)}>${inner}</${this.localName}>`
    }
  }
  const createElementNS = (namespace, name) => new FakeNode(name, undefined, namespace)
  const createTextNode = (data) => new FakeNode(undefined, data)
  return { createElementNS, createTextNode, createElement: (name) => new FakeNode(name) }
}
