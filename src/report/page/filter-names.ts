/** Names of the filters of the risks, in the page and in the fragment of its URL. */

export const FILTERS = ['verdict', 'severity', 'area', 'namespace', 'framework', 'change'] as const;
export type FilterName = (typeof FILTERS)[number];

/** Value of the severity filter that leaves out low and info. */
export const SEVERE = 'severe';
