export const _define = 'mine',
  _defineAll = 'defineAll'
export function _rows() {
  return 'rows'
}
const _rows2 = () => 'rows 2'
class _Default {}
export const f = () => [_define, _rows(), _defineAll, _rows2(), _rows2.name, _Default.name].join()
export default function () {
  return f()
}
export const _default = 'default'
