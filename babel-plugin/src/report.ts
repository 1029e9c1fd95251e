/**
 * The report that the option `report` adds to the compiler's output: what the plugin found, for tests and for the curious.
 * Twin: swc-plugin/src/report.rs
 */
import { RULES } from './canonical-form.js'
import { type Definitions, isDefinition, type Slot } from './definitions.js'
import type { Diagnostic } from './diagnostics.js'
import { defaultsText } from './parameters.js'

export interface Report {
  rules: string
  definitions: ReportedDefinition[]
  /** `definition`: an index, or `null` where it was refused. */
  registrations: { place: string; definition: number | null }[]
  diagnostics: Diagnostic[]
}

export interface ReportedDefinition {
  name: string
  line: number
  facts: number
  /** As the table has them: how many, and literal defaults. `null`: no fact. */
  parameters: string | null
  hash: string
  form: string
  /** `b half`, `d #2`, `v #3 RATE`: kind, definition of the same module, path. */
  slots: string[]
}

export function report({ definitions, registrations, diagnostics }: Definitions): Report {
  return {
    rules: RULES,
    definitions: definitions.map(({ name, at, facts, parameters, hash, form, slots }) => ({
      name,
      line: at.line,
      facts,
      parameters: parameters ? `${parameters.count}${defaultsText(parameters)}` : null,
      hash,
      form,
      slots: slots.map(describeSlot),
    })),
    registrations: registrations.map(({ place, definition }) => ({
      place,
      definition: isDefinition(definition) ? definition.index : null,
    })),
    diagnostics,
  }
}

function describeSlot(slot: Slot): string {
  const parts: string[] = [slot.kind]
  if ('definition' in slot) parts.push(`#${slot.definition.index}`)
  if ('path' in slot) parts.push(slot.path.join('.'))
  return parts.join(' ')
}
