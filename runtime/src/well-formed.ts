/** Whether `text` has no lone surrogates: those have no UTF-8, and a digest would take them all for U+FFFD. */
export function isWellFormed(text: string): boolean {
  // ES2024; the types of this project are those of ES2023.
  return (text as string & { isWellFormed(): boolean }).isWellFormed()
}
