/** Stands for a function that code only calls: what else could be seen of it does not count. */
export class OnlyCalled {
  constructor(readonly fn: object) {}
}
