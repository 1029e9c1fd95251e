import { fromEarly } from './early.js'

export function change() {
  return 'changed'
}
export function plainly() {
  return fromEarly
}
export const useAwaited = () => fromEarly
export default function () {
  return 1
}
