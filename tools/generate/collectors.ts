/** docs/collectors.md: the data collected from a cluster, as declared by the collectors. */
import { allCollectors } from '../../src/collect/index.ts';
import type { Collector } from '../../src/collect/index.ts';
import { readTexts } from '../../src/app/topics/sources.ts';
import type { ReadRule } from '../../src/snapshot/types.ts';

/** The whole page. */
export function collectorDocs(): string {
  return [
    '# Data collected from a cluster',
    '',
    'Generated from the collectors by `npm run generate`. A test compares every request with this table, and the ClusterRole of',
    '`kubectl archmap rbac` is generated from it.',
    '',
    ...RULES,
    '',
    '| collector | purpose | reads | not collected |',
    '| --- | --- | --- | --- |',
    ...allCollectors.map(rowOf),
    '',
    '## ConfigMaps',
    '',
    'Each ConfigMap is requested by name; ConfigMaps are never listed. Only known keys are kept, masked',
    '(`src/snapshot/kinds/config-map.ts`). Namespaces that do not exist are skipped.',
    '',
    '| namespace | ConfigMaps |',
    '| --- | --- |',
    ...configMaps().map(
      ({ namespace, resourceNames }) => `| ${namespace ?? ''} | ${(resourceNames ?? []).join(', ')} |`,
    ),
    '',
  ].join('\n');
}

const RULES = [
  '- Requests are GET, LIST (pages of 500) and creates of self-reviews, which store nothing. No watch, no dry run.',
  '- Each collector has one of five outcomes, and only the verdicts that require its data are affected: `ok`, `permission-denied` (401, 403),',
  '  `unavailable` (404, not served), `partial` (only a part was read) and `collection-failed` (errors and aborted responses).',
  '- Custom resources are requested only when API discovery contains them.',
  '- With `-n NAMESPACE`, lists of namespaced kinds are limited to that namespace, with the outcome `partial`. Kinds that are read in another,',
  '  fixed namespace are `unavailable`. The API server itself and cluster-scoped kinds are read as usual.',
  "- Without permission to list a kind cluster-wide, it is listed in the namespace of the kubeconfig's context, pods also in kube-system.",
  '  The outcome is `partial`.',
  '- Secrets are listed as metadata. Kubernetes has no separate permission for that: `list secrets` would allow reading values. It is therefore not',
  '  in the role that `kubectl archmap rbac` prints, and is not required. Counts in `/metrics` contain the same information.',
  '- `/metrics` and `/flagz` are responses of one API server. They are requested over new connections until all servers with a live lease',
  '  have responded. Otherwise requests end after twice that number of tries without a new server (three tries if leases cannot be read).',
  '  The outcome then contains "2 of 3 API servers observed". Servers are distinguished by the lease hash in their metrics, by `--advertise-address`',
  '  and the address in the lease, or else by their start time.',
  '- If the user has no credentials and the API server still reports a user name, a proxy adds them (`kubectl proxy`). Then no unauthenticated',
  '  requests are sent, because their responses are no evidence about anonymous requests.',
  '- Collection ends after ten minutes at most; data collected until then is kept.',
];

function rowOf({ id, why, reads, anonymous, notRead }: Collector): string {
  const shown = [...readTexts(reads), ...anonymous.map((path) => `without credentials: \`${path}\``)];
  return `| ${id} | ${cell(why)} | ${shown.length > 0 ? shown.join('<br>') : 'DNS and the TLS handshake'} | ${cell(notRead)} |`;
}

function configMaps(): readonly ReadRule[] {
  return allCollectors.find(({ id }) => id === 'configmaps')?.reads ?? [];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
