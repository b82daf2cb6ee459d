import { getUrl, onControlPlaneHost } from '../../../shared/requirement.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { endpointHost, isLoopback } from '../../../shared/addresses.ts';
import type { ClusterFacts, EtcdFacts, FlagAnswer } from '../../types.ts';
import type { K3sDatastore } from '../sources/k3s.ts';
import { hasMemberAnnotations } from '../sources/k3s.ts';
import type { StaticInstance } from '../sources/static-pods.ts';
import { listItems } from '../sources/flag-sources.ts';
import { seen } from './members.ts';
import type { UnknownReason } from '../../../shared/evidence.ts';

export interface TopologyInput {
  cluster: ClusterFacts;
  /** Pods that the API servers use for the state. */
  instances: readonly StaticInstance[];
  /** --etcd-servers of the API servers. */
  servers: FlagAnswer;
  nodes: readonly NodeRecord[];
  k3s: K3sDatastore | undefined;
  whyUnknown: UnknownReason;
}

export function etcdTopology({
  cluster,
  instances,
  servers,
  nodes,
  k3s,
  whyUnknown,
}: TopologyInput): EtcdFacts['topology'] {
  if (instances.length > 0) return known('stacked', ...instances.map(seen));
  if (servers.known) {
    const urls = [...new Set(servers.observations.flatMap(({ value }) => listItems(value)))];
    const evidence = servers.observations.map((observation) => observation.evidence);
    if (urls.length > 0 && urls.every((url) => /^unix/i.test(url) || url.includes('kine')))
      return known('other', ...evidence);
    const hosts = urls.map(endpointHost).filter((host) => host !== undefined);
    const nodeAddresses = new Set(nodes.flatMap((node) => node.addresses.map(({ address }) => address)));
    if (hosts.length > 0) {
      const local = hosts.every((host) => isLoopback(host) || nodeAddresses.has(host));
      return known(local ? 'stacked' : 'external', ...evidence);
    }
  }
  if (cluster.managed.known && cluster.managed.value) return known('provider', ...cluster.managed.evidence);
  return byDistribution(cluster, nodes, k3s) ?? unknown(whyUnknown.reason, ...whyUnknown.requires);
}

function byDistribution(
  cluster: ClusterFacts,
  nodes: readonly NodeRecord[],
  k3s: K3sDatastore | undefined,
): EtcdFacts['topology'] | undefined {
  const members = nodes.filter(hasMemberAnnotations);
  if (members.length > 0) {
    return known(
      'stacked',
      ...members.map(
        ({ name }) =>
          ({
            source: 'node-annotation',
            confidence: 'observed',
            location: `node ${name}`,
            value: 'etcd member annotations',
          }) as const,
      ),
    );
  }
  if (k3s?.datastore === 'sqlite')
    return known('other', {
      source: 'node-annotation',
      confidence: 'inferred',
      location: k3s.source,
      value: 'a single server without a datastore setting: SQLite',
    });
  if (cluster.distribution.known && cluster.distribution.value.id === 'microk8s')
    return known('other', {
      source: 'provider',
      confidence: 'documented',
      location: 'MicroK8s documentation',
      value: 'dqlite, unless the ha-cluster add-on is switched off (MicroK8s 1.19 and later)',
    });
  return undefined;
}

/** The reason where the datastore is external and not visible; undefined otherwise. */
export function foreignDatastore(k3s: K3sDatastore | undefined): UnknownReason | undefined {
  if (k3s?.datastore !== 'endpoint') return undefined;
  return {
    reason: `the state is stored at --datastore-endpoint (${k3s.source}); the address is masked, so that it may be a database or an etcd outside the cluster`,
    requires: [
      getUrl('/flagz', '(etcd-servers)'),
      onControlPlaneHost('look at --datastore-endpoint on the k3s server'),
    ],
  };
}
