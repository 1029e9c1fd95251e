export const same = () => 'b'
export default () => 1
