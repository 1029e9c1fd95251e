export const versions: readonly string[]
export function binaryOf(version: string): string
