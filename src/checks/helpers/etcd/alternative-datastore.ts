import { listItems } from '../../../model/control-plane/sources/flag-sources.ts';
import type { ApiServerFacts, EtcdFacts } from '../../../model/types.ts';
import type { Finding } from '../../define.ts';
import { component } from '../component.ts';

/** Not applicable where the cluster uses another datastore than etcd; else undefined. */
export function usesOtherDatastore({ topology }: EtcdFacts): Finding | undefined {
  if (!topology.known || topology.value !== 'other') return undefined;
  return {
    verdict: 'not-applicable',
    at: component('etcd'),
    message: 'the cluster uses a datastore other than etcd',
    evidence: topology.evidence,
  };
}

/** Not applicable where every API server reaches its datastore by a socket of its own host (kine). */
export function localDatastore({ flag }: ApiServerFacts): Finding | undefined {
  const servers = flag('etcd-servers');
  if (!servers.known || servers.uncollected > 0) return undefined;
  const urls = servers.observations.flatMap(({ value }) => listItems(value));
  if (urls.length === 0 || !urls.every((url) => url.startsWith('unix'))) return undefined;
  return {
    verdict: 'not-applicable',
    at: component('kube-apiserver'),
    message: 'the datastore is connected through a local Unix socket',
    evidence: servers.observations.map(({ evidence }) => evidence),
  };
}
