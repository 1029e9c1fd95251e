/** Makes a generated file as small as it can be while it still shows what it was found for. */
import type { Tree } from './generate.js'

/** The shortest texts of symbols that have one; a list becomes shorter, anything else a part of itself. */
const simplest: Record<string, readonly string[]> = {
  Expression: ['x', '0'],
  Assign: ['x', '0'],
  Left: ['x'],
  Unary: ['x'],
  Binary: ['x'],
  Conditional: ['x'],
  Postfix: ['x'],
  Primary: ['x'],
  Name: ['x'],
  Word: ['a'],
  Property: ['a'],
  Key: ['a'],
  MemberKey: ['a'],
  String: ["''"],
  Number: ['0'],
  Type: ['T'],
  TypeParams: [''],
  Params: [''],
  Arguments: [''],
  Pattern: ['[]'],
  Statement: [';', 'x;'],
  Body: [';'],
  ExpressionStatement: ['x;'],
  Arrow: ['() => {}'],
  Function: ['() => {}', 'function () {}'],
  FunctionRest: ['() {}'],
  ClassRest: ['{}'],
  Class: ['class {}'],
  Object: ['{}'],
  Array: ['[]'],
  Element: ['<a />'],
  Child: ['a'],
  Attribute: ['a'],
  Directive: ['"a"'],
}

type Fails = (tree: Tree) => Promise<boolean>

/** `fails` is asked at most `tries` times. */
export async function shrink(tree: Tree, fails: Fails, tries = 600): Promise<Tree> {
  let smallest = tree
  let left = tries
  for (let improved = true; improved && left > 0; ) {
    improved = false
    for (const candidate of candidates(smallest)) {
      if (left-- <= 0) break
      if (sizeOf(candidate) >= sizeOf(smallest) || !(await fails(candidate))) continue
      smallest = candidate
      improved = true
      break
    }
  }
  return smallest
}

/** Smaller trees, those that leave out most first. */
function candidates(tree: Tree): Tree[] {
  return [...smaller(tree)].sort((a, b) => sizeOf(a) - sizeOf(b))
}

function* smaller(tree: Tree): Generator<Tree> {
  if (tree.symbol === '*') yield* shorter(tree)
  for (const text of simplest[tree.symbol] ?? []) {
    if (text.length < sizeOf(tree)) yield { symbol: tree.symbol, parts: [text] }
  }
  yield* sameWithin(tree, tree.symbol)
  for (const [index, part] of tree.parts.entries()) {
    if (typeof part === 'string') continue
    for (const replacement of smaller(part)) yield { ...tree, parts: tree.parts.with(index, replacement) }
  }
}

function* shorter(tree: Tree): Generator<Tree> {
  const { parts, least = 0 } = tree
  for (let length = parts.length; length > 0; length = Math.floor(length / 2)) {
    for (let start = 0; start < parts.length; start += length) {
      const rest = parts.filter((_, index) => index < start || index >= start + length)
      if (rest.length >= least) yield { ...tree, parts: rest }
    }
  }
}

/** Parts of a tree that could stand in its place. */
function* sameWithin(tree: Tree, symbol: string): Generator<Tree> {
  for (const part of tree.parts) {
    if (typeof part === 'string') continue
    if (part.symbol === symbol && symbol !== '*') yield part
    else yield* sameWithin(part, symbol)
  }
}

function sizeOf(tree: Tree | string): number {
  return typeof tree === 'string' ? tree.length : tree.parts.reduce((size, part) => size + sizeOf(part), 0)
}
