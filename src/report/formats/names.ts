/** Formats of results, as given to `-o`. Separate from their code: the command line requires the names only. */
export const RESULT_FORMATS = [
  'table',
  'wide',
  'json',
  'yaml',
  'sarif',
  'junit',
  'markdown',
  'html',
  'csv',
  'github',
  'gitlab',
  'openreports',
  'policyreport',
  'cyclonedx',
  'prometheus',
] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];
