export * from './star-a.js'
export * as both from './star-a.js'
export * from './star-b.js'
export function own() {
  return 'own'
}
