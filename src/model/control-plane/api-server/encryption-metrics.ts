import type { MetricSample } from '../../../snapshot/records/index.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples } from './replica-metrics.ts';

/** Counts what the API server did with values on their way to the store and back, and by which provider. */
export const OPERATIONS = 'apiserver_storage_transformation_operations_total';

/** What the server did with Secrets, and did well. */
export function secretSeries(replica: ReplicaMetrics): readonly MetricSample[] {
  return samples(replica, OPERATIONS).filter(
    ({ labels, value }) => labels['status'] === 'OK' && value > 0 && labels['resource'] === 'secrets',
  );
}

/** The providers by which Secrets were written and read, by the prefix that each puts in front. */
export function secretPrefixes(series: readonly MetricSample[]): {
  written: ReadonlySet<string>;
  read: ReadonlySet<string>;
} {
  const prefixes = (direction: string) =>
    new Set(
      series
        .filter(({ labels }) => labels['transformation_type'] === direction)
        .map(({ labels }) => labels['transformer_prefix'] ?? '')
        // Providers with local keys emit a second series named after the key: not a provider, and not ours to print.
        .filter((prefix) => isClear(prefix) || isEncrypting(prefix)),
    );
  return { written: prefixes('to_storage'), read: prefixes('from_storage') };
}

/** The prefix of a provider that encrypts. */
export function isEncrypting(prefix: string): boolean {
  return prefix.startsWith('k8s:enc:');
}

/** The prefix of plain text. */
export function isClear(prefix: string): boolean {
  return prefix === '' || prefix === 'identity';
}

/** Was any Secret read that lies in the clear? */
export function readsClear(read: ReadonlySet<string>): boolean {
  return [...read].some(isClear);
}

/** `aescbc and in the clear`. */
export function describe(prefixes: ReadonlySet<string>): string {
  if (prefixes.size === 0) return 'none yet';
  return [...prefixes]
    .map((prefix) => (prefix.startsWith('k8s:enc:') ? providerName(prefix) : 'unencrypted'))
    .sort()
    .join(' and ');
}

/** `k8s:enc:kms:v2:vault:` -> `kms v2`, `k8s:enc:aescbc:v1:` -> `aescbc`. The plugin's name is left out. */
export function providerName(prefix: string): string {
  const [, , provider, version] = prefix.split(':');
  return provider === 'kms' ? `kms ${version ?? ''}`.trim() : (provider ?? prefix);
}
