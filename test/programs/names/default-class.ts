export default class {
  value = 1
}
