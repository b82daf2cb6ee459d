/** What `check` groups its rows by. Separate from the code: the command line requires the names only. */
export const GROUPS = ['check', 'object', 'namespace', 'area'] as const;
export type GroupBy = (typeof GROUPS)[number];
