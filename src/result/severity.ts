/** What the words mean is in docs/severity.md. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** Worst first. */
export type Severity = (typeof SEVERITIES)[number];
