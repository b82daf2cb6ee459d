import type { Result } from '../../../../src/result/types.ts';

/** A cluster with this number of namespaces, two of which have a critical risk. */
export function manyNamespaces(result: Result, count: number): Result {
  const [namespace] = result.namespaces;
  const [verdict] = result.verdicts;
  if (!namespace || !verdict) throw new Error('the example is empty');
  const names = Array.from({ length: count }, (_, index) => `team-${String(index).padStart(4, '0')}`);
  return {
    ...result,
    namespaces: names.map((name) => ({ ...namespace, name, system: false })),
    verdicts: [
      ...['team-0300', 'team-0599'].map((name) => ({
        ...verdict,
        severity: 'critical' as const,
        object: { kind: 'Namespace', name },
        fingerprint: name,
      })),
      ...names.map((name) => ({
        ...verdict,
        severity: 'low' as const,
        object: { kind: 'Namespace', name },
        fingerprint: `low ${name}`,
      })),
    ],
  };
}
