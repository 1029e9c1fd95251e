export * from '@swc/core'
