// Methods under decorators, fields that hold cached functions, private members, inheritance.
import { cached } from 'autocached'

class Base {
  greet(name: string) {
    return `hello ${name}`
  }
}

class Repo extends Base {
  #secret = 2
  static total = 0
  readonly double = cached((n: number) => n * this.#secret)
  @cached({}) twice(n: number) {
    return n * 2
  }
  @cached() static triple(n: number) {
    return n * 3
  }
  override greet(name: string) {
    return super.greet(name).toUpperCase()
  }
}

const repo = new Repo()
console.log(repo.double(4), repo.twice(4), repo.twice(4), Repo.triple(4), Repo.triple(4), repo.greet('x'))
console.log(Object.getOwnPropertyNames(Repo.prototype), Repo.name, repo.twice.name)
console.log('ok')
