/** docs/collectors.md: requests to a cluster, from the declarations of the collectors. */
import { allCollectors } from '../../src/collect/index.ts';
import type { Collector } from '../../src/collect/index.ts';
import { readTexts } from '../../src/app/topics/sources.ts';
import type { ReadRule } from '../../src/snapshot/types.ts';

export function collectorDocs(): string {
  return [
    '# What is read from a cluster, and what is not',
    '',
    'Generated from the collectors by `npm run generate`. A test compares every request with this table, and the ClusterRole of',
    '`kubectl archmap rbac` is made from it.',
    '',
    ...RULES,
    '',
    '| collector | why | reads | does not read or keep |',
    '| --- | --- | --- | --- |',
    ...allCollectors.map(rowOf),
    '',
    '## ConfigMaps',
    '',
    'Each is asked for by name; ConfigMaps are never listed. Of each only the keys that are known are kept, masked',
    '(`src/snapshot/kinds/config-map.ts`). Namespaces that do not exist are not asked.',
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
  '- What is refused (401, 403), what does not exist (404, not served), what broke off and what came only in part are five different',
  '  outcomes (`ok`, `forbidden`, `absent`, `partial`, `failed`), and each costs only the verdicts that need it.',
  '- Custom resources are asked for only when discovery says that they are served.',
  '- With `-n NAMESPACE`, lists of namespaced kinds stay in that namespace: those outcomes are `partial`, kinds that are read in a fixed',
  '  other namespace are `absent`. The API server itself and cluster-wide kinds are read as usual.',
  "- Who may not list a kind across the cluster gets what the namespace of the kubeconfig's context holds (pods: kube-system as well),",
  '  as `partial`.',
  '- Secrets are listed as metadata. Kubernetes has no right for that alone: `list secrets` would allow reading values. So it is not in',
  '  the role that `kubectl archmap rbac` prints, and nobody is asked to grant it. Counts in `/metrics` answer the same question.',
  '- `/metrics` and `/flagz` are answered by one API server of several. They are asked over new connections until as many servers have',
  '  answered as hold a live lease, or until twice as many tries in a row showed nobody new (three tries when leases cannot be read).',
  '  The outcome says "2 of 3 API servers seen". Servers are told apart by the lease hash in their metrics, by `--advertise-address` and',
  '  the address in the lease, or else by their start time.',
  '- When the user has no credentials of his own and the server still knows a name, something on the way adds them (`kubectl proxy`).',
  '  Then the requests without credentials are not sent, because what they get says nothing about strangers.',
  '- Everything together ends after ten minutes; what came until then stays.',
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
