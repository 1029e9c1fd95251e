export const _define = 'mine',
  _module = 'module'
export function _row() {
  return 'row'
}
const _row2 = () => 'row 2'
class _Default {}
export const f = () => [_define, _row(), _module, _row2(), _row2.name, _Default.name].join()
export default function () {
  return f()
}
export const _default = 'default'
