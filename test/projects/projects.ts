import { definitions } from './definitions.js'
import { graphs } from './graphs.js'
import { modules } from './modules.js'
import { moves } from './moves.js'
import type { Project } from './project.js'
import { running } from './running.js'

export const projects: readonly Project[] = [...modules, ...definitions, ...graphs, ...moves, ...running]
