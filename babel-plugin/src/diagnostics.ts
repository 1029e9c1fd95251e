/**
 * What the plugin tells the user: which function has no code version of its own, where, and why.
 * Twin: swc-plugin/src/diagnostics.rs
 */
import type { Refused } from './tree.js'

export interface Diagnostic {
  rule: string
  message: string
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
}

/** `wrapped`: whether it is a function given to `cached`, which then counts by its source text. */
export function diagnose(refused: Refused, name: string, wrapped: boolean): Diagnostic {
  const subject = name === '' ? 'A function' : `\`${name}\``
  const outcome = wrapped
    ? 'is cached by its source text instead of its canonical form'
    : 'counts by its source text where a cached function uses it'
  return {
    rule: refused.rule,
    message: `${subject} ${outcome}. ${refused.message}`,
    line: refused.at.line,
    column: refused.at.column,
  }
}

/** R3: of a file as a whole. */
export function tooDeep(): Diagnostic {
  const message = 'The code is nested too deep to be read. Every function of this file counts by its source text.'
  return { rule: 'R3', message, line: 0, column: 0 }
}

export function formatDiagnostic(diagnostic: Diagnostic, file: string): string {
  return `autocached ${diagnostic.rule}: ${file}:${diagnostic.line}:${diagnostic.column}: ${diagnostic.message}`
}
