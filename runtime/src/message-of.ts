/** What something that was thrown says. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    // It has no text: `Object.create(null)`.
    return typeof error
  }
}
