import type { Result } from '../result/types.ts';
import type { Drawing } from './selection.ts';

/** Reach of Pods by namespace, for `get network`. */
export function networkSection({ network = [] }: Pick<Result, 'network'>): Drawing {
  return {
    head: [
      'NAMESPACE',
      'PODS',
      'POLICIES',
      'INGRESS',
      'EGRESS',
      'FROM OUTSIDE',
      'TO INTERNET',
      'TO METADATA',
    ],
    wideHead: ['ENFORCED', 'FROM NAMESPACES', 'TO NAMESPACES', 'TO API SERVER', 'TO NODES', 'HOST NETWORK'],
    rows: network.map((row) => ({
      kinds: ['Namespace'],
      name: row.namespace,
      namespace: row.namespace,
      record: row,
      row: [
        row.namespace,
        String(row.pods),
        String(row.policies),
        row.ingress,
        row.egress,
        row.fromOutside,
        row.toInternet,
        row.toMetadata,
      ],
      wide: [
        row.enforced,
        row.fromOtherNamespaces,
        row.toOtherNamespaces,
        row.toApiServer ?? '?',
        row.toNodes ?? '?',
        String(row.hostNetworkPods),
      ],
    })),
  };
}
