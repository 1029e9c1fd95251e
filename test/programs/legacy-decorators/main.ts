// The decorators of TypeScript before the standard: a descriptor instead of a context.
import { cached } from 'autocached'

class Repo {
  constructor(readonly factor: number) {}
  @cached({}) times(n: number) {
    return n * this.factor
  }
  @cached() static triple(n: number) {
    return n * 3
  }
  @cached() get self() {
    return this.factor
  }
}

const [two, three] = [new Repo(2), new Repo(3)]
console.log(two.times(4), three.times(4), two.times(4), Repo.triple(4), Repo.triple(4), two.self, three.self)
console.log(two.times.name, Object.getOwnPropertyNames(Repo.prototype))
console.log('ok')
