export * from '@babel/core'
