/** The changed files and the tests that read one of them, for jest's `--findRelatedTests`. */
export function affectedBy(changed: readonly string[]): string[];
