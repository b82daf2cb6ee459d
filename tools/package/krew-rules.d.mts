/** Violations of krew's rules in a parsed manifest; `file` is its name without `.yaml`. */
export function manifestProblems(manifest: unknown, file: string): string[];
