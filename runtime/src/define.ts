export const define = (x: any) => x
