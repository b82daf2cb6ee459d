/**
 * A number of objects for a row. An incomplete list proves that there are at least as many, but never that there are none:
 * then the field is absent.
 */
export function counted<K extends string>(name: K, count: number, complete: boolean): { [P in K]?: number } {
  return complete || count > 0 ? ({ [name]: count } as { [P in K]?: number }) : {};
}
