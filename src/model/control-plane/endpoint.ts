import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { EndpointRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { addressReach } from '../addresses.ts';
import type { ClusterFacts, EndpointFacts, NodeFacts, ServiceFacts } from '../types.ts';

export interface EndpointInput {
  snapshot: Snapshot;
  cluster: ClusterFacts;
  nodes: readonly NodeFacts[];
  services: readonly ServiceFacts[];
}

/**
 * Can the API server's address be reached from the internet? A public address is positive evidence; a private one only
 * counts when nothing else leads to the API server: load balancers, public node addresses, public names in its
 * certificate. Firewalls and allow-lists are not in the Kubernetes API.
 */
export function endpointFacts(input: EndpointInput): Known<EndpointFacts> {
  const record = input.snapshot.records.endpoint[0];
  const behind = otherWaysIn(input);
  if (!record) {
    const first = behind[0];
    if (first)
      return publicEndpoint(
        first.value,
        behind.map(({ value }) => value),
        behind,
        'a public address leads to it',
      );
    return unknown(
      'the address under which the API server is reached is not in this input',
      'run against the live cluster',
    );
  }
  const seen = addressEvidence(record);
  const publicAddresses = record.addresses.filter((address) => addressReach(address) === 'public');
  if (publicAddresses.length > 0 && !record.viaProxy) {
    return publicEndpoint(
      record.host,
      publicAddresses,
      [seen, ...behind],
      `${record.host} has a public address`,
    );
  }
  if (behind.length > 0) {
    return publicEndpoint(
      record.host,
      behind.map(({ value }) => value),
      [seen, ...behind],
      'a public address leads to it',
    );
  }
  return judgePrivate(record, seen, input);
}

function publicEndpoint(
  host: string,
  addresses: readonly string[],
  evidence: readonly Evidence[],
  detail: string,
): Known<EndpointFacts> {
  return known({ host, addresses, reach: 'public', detail }, ...evidence);
}

function judgePrivate(
  record: EndpointRecord,
  seen: Evidence,
  { snapshot, cluster }: EndpointInput,
): Known<EndpointFacts> {
  const facts = { host: record.host, addresses: record.addresses };
  if (record.viaProxy)
    return unknown(
      'a proxy leads to the API server: its own address is not visible from here',
      'run without a proxy',
    );
  if (record.addresses.length === 0)
    return unknown(`${record.host} could not be resolved to an address`, 'run where the name resolves');
  const local = cluster.distribution.known && ['kind', 'minikube'].includes(cluster.distribution.value.id);
  if (record.addresses.every((address) => addressReach(address) === 'loopback')) {
    if (local)
      return known(
        { ...facts, reach: 'loopback', detail: 'a local cluster, reached over the loopback interface' },
        seen,
      );
    return unknown(
      `${record.host} is a tunnel or a local port: the address that others use is not visible`,
      "run with the API server's own address",
    );
  }
  const managed = cluster.managed.known && cluster.managed.value;
  if (managed || !cluster.managed.known) {
    return unknown(
      `${record.host} resolves to private addresses from here; a public endpoint beside it would not show`,
      'look at the endpoint access settings of the provider',
    );
  }
  const missing = ['nodes', 'services'].filter((id) => snapshot.outcomes.get(id as 'nodes')?.status !== 'ok');
  if (missing.length > 0) {
    return unknown(
      `${record.host} is private, but ${missing.join(' and ')} that may lead to it were not all seen`,
      ...missing.map((id) => `list ${id}`),
    );
  }
  return known(
    { ...facts, reach: 'private', detail: 'private addresses only, and nothing public leads to it' },
    seen,
  );
}

/** Public ways to the API server besides the address in the kubeconfig. */
function otherWaysIn({ nodes, services, snapshot }: EndpointInput): Evidence[] {
  const found: Evidence[] = [];
  const add = (
    witness: Evidence['witness'],
    confidence: Evidence['confidence'],
    source: string,
    value: string,
  ) => found.push({ witness, confidence, source, value });
  for (const node of nodes) {
    if (!node.controlPlane) continue;
    for (const address of node.externalIPs.filter((ip) => addressReach(ip) === 'public')) {
      add('object', 'observed', `control-plane node ${node.name}`, address);
    }
  }
  for (const { record } of services) {
    const fronts =
      record.selector?.['component'] === 'kube-apiserver' ||
      (record.namespace === 'default' && record.name === 'kubernetes');
    if (!fronts) continue;
    for (const address of (record.loadBalancer ?? []).filter((ip) => addressReach(ip) === 'public')) {
      add('object', 'observed', `service ${record.namespace}/${record.name} (${record.type})`, address);
    }
  }
  for (const endpoint of snapshot.records.endpoint) {
    for (const name of endpoint.tls?.subjectAltNames ?? []) {
      const address = /^IP Address:(.+)$/.exec(name)?.[1];
      if (address && addressReach(address) === 'public')
        add('endpoint', 'inferred', 'certificate of the API server', address);
    }
  }
  return found;
}

function addressEvidence({ host, addresses }: EndpointRecord): Evidence {
  const value =
    addresses.length === 0 || addresses.join() === host ? host : `${host} = ${addresses.join(', ')}`;
  return { witness: 'endpoint', confidence: 'observed', source: 'API server address', value };
}
