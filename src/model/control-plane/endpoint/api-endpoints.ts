import { cloudOf } from '../../../data/load-balancer-annotations.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { addressReach, hostOf } from '../../../shared/addresses.ts';
import { isInternalName, isPrivateName, loadBalancerReach, reachOf } from '../../reach.ts';
import type { NodeFacts, ServiceFacts } from '../../types.ts';
import { ownSlices } from './kubernetes-service.ts';
import { controlPlaneEndpoint, kubeadmConfiguration } from '../sources/kubeadm.ts';

/** One way to the API server beside the address that was used. */
export interface ApiEndpoint {
  /** Missing where a load balancer has not got one yet. */
  address?: string;
  /** As `port/tcp`, where it is known which port it is. */
  port?: string;
  /** unknown: a name, or a load balancer, of which cannot be told where it stands. */
  reach: 'public' | 'unknown';
  evidence: Evidence;
}

export interface ApiEndpointInput {
  snapshot: Snapshot;
  nodes: readonly NodeFacts[];
  services: readonly ServiceFacts[];
}

/**
 * Public ways to the API server, and those that may be: what is seen on objects is `observed`. An address in its
 * certificate is `inferred`: somebody means it to be reached there, and nobody has tried. Names are not looked up.
 */
export function endpointWays(input: ApiEndpointInput): ApiEndpoint[] {
  return [...nodeWays(input), ...serviceWays(input), ...sliceWays(input), ...namedWays(input)];
}

/** The API server listens on every address of its node unless it is told otherwise. */
function nodeWays({ nodes, snapshot }: ApiEndpointInput): ApiEndpoint[] {
  const port = ownPort(snapshot);
  return nodes
    .filter(({ controlPlane }) => controlPlane)
    .flatMap(({ name, externalIPs }) =>
      externalIPs.map((address) => way(address, port, 'public', `control-plane node ${name}`, address)),
    );
}

function serviceWays({ nodes, services, snapshot }: ApiEndpointInput): ApiEndpoint[] {
  const clouds = new Set(nodes.flatMap(({ record }) => cloudOf(record.providerID) ?? []));
  const own = ownSockets(snapshot);
  const fronts = services.filter(
    (service) => service.record.clusterIP !== 'None' && (isFront(service) || leadsTo(service, own)),
  );
  return fronts.flatMap(({ record }) => {
    const source = `service ${record.namespace}/${record.name}`;
    const port = (which: 'port' | 'nodePort') => {
      const number = record.ports[0]?.[which];
      return number === undefined ? undefined : `${number}/tcp`;
    };
    const external = (record.externalIPs ?? [])
      .filter((address) => reachOf([address]) === 'public')
      .map((address) => way(address, port('port'), 'public', source, `externalIPs ${address}`));
    if (record.type === 'LoadBalancer') {
      const reach = loadBalancerReach(record, clouds);
      if (reach === 'internal') return external;
      const given = (record.loadBalancer ?? []).filter((address) => addressReach(address) !== 'private');
      const shown = given.length > 0 ? given : [undefined];
      const balancer = (address?: string) =>
        way(address, port('port'), reach, source, `LoadBalancer ${address ?? 'without an address'}`);
      return [...shown.map(balancer), ...external];
    }
    if (record.type !== 'NodePort') return external;
    const open = [...new Set(nodes.flatMap(({ externalIPs }) => externalIPs))];
    const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
    return [
      ...open.map((address, index) =>
        way(
          address,
          port('nodePort'),
          'public',
          source,
          index === 0 ? `NodePort ${port('nodePort') ?? '?'} on nodes with ${address}${more}` : address,
        ),
      ),
      ...external,
    ];
  });
}

/**
 * Services before the API servers: the one that every cluster has, and those that pick their pods. Elsewhere a Service
 * for a kube-apiserver is that of another cluster, whose control plane is hosted here.
 */
function isFront({ record, pods }: ServiceFacts): boolean {
  if (record.namespace === 'default') return record.name === 'kubernetes';
  if (record.namespace !== 'kube-system' && record.namespace !== 'openshift-kube-apiserver') return false;
  return (
    record.selector?.['component'] === 'kube-apiserver' ||
    pods.some(({ name }) => name.startsWith('kube-apiserver-'))
  );
}

/** `address port` of the API servers, as they announce them. */
function ownSockets(snapshot: Snapshot): ReadonlySet<string> {
  return new Set(
    ownSlices(snapshot).flatMap(({ addresses, ports }) =>
      addresses.flatMap((address) => ports.map(({ port = 0 }) => `${address} ${port}`)),
    ),
  );
}

/** Anybody may write addresses of the API servers into an EndpointSlice of his own. */
function leadsTo({ destinations }: ServiceFacts, own: ReadonlySet<string>): boolean {
  return destinations.some(({ address, ports }) =>
    ports.some(({ port = 0 }) => own.has(`${address} ${port}`)),
  );
}

/** The addresses under which the API servers announce themselves. */
function sliceWays({ snapshot }: ApiEndpointInput): ApiEndpoint[] {
  return ownSlices(snapshot).flatMap(({ name, addresses, ports }) =>
    addresses
      .filter((address) => addressReach(address) === 'public')
      .map((address) =>
        way(address, portText(ports[0]?.port), 'public', `endpointslice default/${name}`, address),
      ),
  );
}

/** What the certificate is made out for; what kubeadm was told and what OpenShift calls its address. */
function namedWays({ snapshot, nodes }: ApiEndpointInput): ApiEndpoint[] {
  const { records } = snapshot;
  const found: ApiEndpoint[] = [];
  // The name that was used has been resolved; a node's own name leads to the node, whose addresses are judged already.
  const dealtWith = new Set([
    ...records.endpoint.flatMap(({ host, addresses }) => [host, ...addresses]),
    ...nodes.flatMap(({ name, record }) => [name, ...record.addresses.map(({ address }) => address)]),
  ]);
  const add = (name: string, location: string, source: Evidence['source'], sure: boolean) => {
    const host = name.toLowerCase();
    if (dealtWith.has(host)) return;
    const literal = addressReach(host);
    if (literal === 'invalid' ? leadsNowhere(host) : literal !== 'public') return;
    const reach = literal === 'public' && sure ? 'public' : 'unknown';
    const evidence: Evidence = { source, confidence: 'inferred', location, value: host };
    found.push({ address: host, reach, evidence });
  };
  for (const { tls } of records.endpoint) {
    for (const name of tls?.subjectAltNames ?? []) {
      const host = /^(?:IP Address|DNS):(.+)$/.exec(name)?.[1];
      if (host) add(host, 'certificate of the API server', 'endpoint', true);
    }
  }
  for (const { namespace, name, data } of records.configMap) {
    if (namespace !== 'kube-system' || name !== 'kubeadm-config') continue;
    // Intent, which never decides alone.
    const host = controlPlaneEndpoint(kubeadmConfiguration(data) ?? '');
    if (host) add(host, 'configmap kube-system/kubeadm-config (controlPlaneEndpoint)', 'configmap', false);
  }
  for (const { group, kind, name, status } of records.custom) {
    const url = status?.['apiServerURL'];
    if (group !== 'config.openshift.io' || kind !== 'Infrastructure' || typeof url !== 'string') continue;
    const host = hostOf(url);
    if (host) add(host, `infrastructure ${name} (apiServerURL)`, 'object', false);
  }
  return found;
}

/** Names inside the cluster or of a private network: kubeadm puts `kubernetes.default.svc` and the like into every certificate. */
function leadsNowhere(name: string): boolean {
  return (
    isPrivateName(name) ||
    isInternalName(name) ||
    /^kubernetes\.default$|\.svc$|\.svc\.|\.cluster$/.test(name)
  );
}

/** The port that the API servers themselves listen on. */
function ownPort(snapshot: Snapshot): string | undefined {
  return portText(ownSlices(snapshot)[0]?.ports[0]?.port);
}

function portText(port: number | undefined): string | undefined {
  return port === undefined ? undefined : `${port}/tcp`;
}

function way(
  address: string | undefined,
  port: string | undefined,
  reach: ApiEndpoint['reach'],
  source: string,
  value: string,
): ApiEndpoint {
  const evidence: Evidence = { source: 'object', confidence: 'observed', location: source, value };
  return { ...(address && { address }), ...(port && { port }), reach, evidence };
}
