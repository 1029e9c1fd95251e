export const same = () => 'a'
export function own() {
  return 'a'
}
export const onlyA = () => 1
