/** docs/severity.md defines the severities. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** Worst first. */
export type Severity = (typeof SEVERITIES)[number];
