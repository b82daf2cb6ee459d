/** Formats of a diff, as given to `-o`. */
export const DIFF_FORMATS = ['table', 'wide', 'json', 'yaml', 'markdown', 'html'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];
