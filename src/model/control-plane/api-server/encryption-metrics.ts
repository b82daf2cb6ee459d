import type { MetricSample } from '../../../snapshot/records/index.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples } from './replica-metrics.ts';

/** Counts the API server's transformations of stored values, by provider. */
export const OPERATIONS = 'apiserver_storage_transformation_operations_total';

/** Successful transformations of Secrets by the server. */
export function secretSeries(replica: ReplicaMetrics): readonly MetricSample[] {
  return samples(replica, OPERATIONS).filter(
    ({ labels, value }) => labels['status'] === 'OK' && value > 0 && labels['resource'] === 'secrets',
  );
}

/** The providers with which Secrets were written and read, by the prefix of each. */
export function secretPrefixes(series: readonly MetricSample[]): {
  written: ReadonlySet<string>;
  read: ReadonlySet<string>;
} {
  const prefixes = (direction: string) =>
    new Set(
      series
        .filter(({ labels }) => labels['transformation_type'] === direction)
        .map(({ labels }) => labels['transformer_prefix'] ?? '')
        // Providers with local keys emit a second series named after the key: it is not a provider, and must not be printed.
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

/** Whether any unencrypted Secret was read. */
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

/** `k8s:enc:kms:v2:vault:` -> `kms v2`, `k8s:enc:aescbc:v1:` -> `aescbc`. The plugin's name is omitted. */
export function providerName(prefix: string): string {
  const [, , provider, version] = prefix.split(':');
  return provider === 'kms' ? `kms ${version ?? ''}`.trim() : (provider ?? prefix);
}
