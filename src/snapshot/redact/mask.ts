/** What stands in the place of a masked value. */
export const MASK = '***';
