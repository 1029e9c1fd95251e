/** Every kind of mutation, in the order of the table. To add one, add an entry to one of the files below `mutations/`. */
import { calls } from './mutations/calls.js'
import { literals } from './mutations/literals.js'
import { members } from './mutations/members.js'
import type { Mutation } from './mutations/mutation.js'
import { operators } from './mutations/operators.js'
import { statements } from './mutations/statements.js'

export const mutations: readonly Mutation[] = [...literals, ...operators, ...statements, ...calls, ...members]
