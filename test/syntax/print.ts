/** A tree as text, with one kind of line break, and with what may stand in front of a file. */
import type { Random, Tree } from './generate.js'

export interface Surroundings {
  /** A byte order mark, a hashbang. */
  head: string
  lineBreak: string
}

export function surroundings(random: Random): Surroundings {
  const pick = (items: string[]): string => items[Math.floor(random() * items.length)] as string
  return {
    head: pick(['', '', '', '', '\uFEFF', '#!/usr/bin/env node\n', '// 𝒳\n', '/* 😀 */ ']),
    lineBreak: pick(['\n', '\n', '\n', '\r\n', '\r\n', '\u2028', '\r', '\n\u2029']),
  }
}

export function print(tree: Tree, { head, lineBreak }: Surroundings): string {
  return (head + textOf(tree)).replaceAll('\n', lineBreak)
}

function textOf(tree: Tree | string): string {
  return typeof tree === 'string' ? tree : tree.parts.map(textOf).join(tree.separator ?? '')
}
