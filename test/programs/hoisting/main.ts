// Declarations that are used ahead of their line, and the exported names of a module as its namespace shows them.
import * as all from './all.js'

console.log(Object.keys(all).sort(), all.first(1), all.second(2), all.early)
console.log(all.third.name, all.default.name, all.renamed(3))
console.log('ok')
