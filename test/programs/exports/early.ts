// Runs before `lib.js`, which imports it and which it imports: functions are there, and nothing else.
import anonymous, { change, plainly, useAwaited } from './circle.js'

const tried = [() => change(), () => plainly(), () => useAwaited, () => anonymous()].map((run) => {
  try {
    return typeof run()
  } catch (error) {
    return (error as Error).name
  }
})
console.log('early', tried)
export const fromEarly = tried.length
