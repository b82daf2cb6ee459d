import { cloudOf } from '../../../data/load-balancer-annotations.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { addressReach, hostOf } from '../../../shared/addresses.ts';
import { isInternalName, isPrivateName, loadBalancerReach, reachOf } from '../../reach.ts';
import type { NodeFacts, ServiceFacts } from '../../types.ts';
import { ownSlices } from './kubernetes-service.ts';
import { controlPlaneEndpoint, kubeadmConfiguration } from '../sources/kubeadm.ts';

/** One address of the API server in addition to the one that was used. */
export interface ApiEndpoint {
  /** Absent where a load balancer has none yet. */
  address?: string;
  /** As `port/tcp`, where the port is known. */
  port?: string;
  /** unknown: a name, or a load balancer, with an unknown location. */
  reach: 'public' | 'unknown';
  evidence: Evidence;
}

export interface ApiEndpointInput {
  snapshot: Snapshot;
  nodes: readonly NodeFacts[];
  services: readonly ServiceFacts[];
}

/**
 * Public addresses of the API server, and possible ones: those of objects are `observed`. An address in its certificate is
 * `inferred`: it is intended for that address, which was not tested. Names are not resolved.
 */
export function endpointWays(input: ApiEndpointInput): ApiEndpoint[] {
  return [...nodeWays(input), ...serviceWays(input), ...sliceWays(input), ...namedWays(input)];
}

/** By default the API server listens on every address of its node. */
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
 * Services of the API servers: the default one, and those that select their pods. Elsewhere a Service for a kube-apiserver is that
 * of another cluster, whose control plane is hosted here.
 */
function isFront({ record, pods }: ServiceFacts): boolean {
  if (record.namespace === 'default') return record.name === 'kubernetes';
  if (record.namespace !== 'kube-system' && record.namespace !== 'openshift-kube-apiserver') return false;
  return (
    record.selector?.['component'] === 'kube-apiserver' ||
    pods.some(({ name }) => name.startsWith('kube-apiserver-'))
  );
}

/** `address port` of the API servers, as they publish them. */
function ownSockets(snapshot: Snapshot): ReadonlySet<string> {
  return new Set(
    ownSlices(snapshot).flatMap(({ addresses, ports }) =>
      addresses.flatMap((address) => ports.map(({ port = 0 }) => `${address} ${port}`)),
    ),
  );
}

/** Any tenant can write addresses of the API servers into an EndpointSlice. */
function leadsTo({ destinations }: ServiceFacts, own: ReadonlySet<string>): boolean {
  return destinations.some(({ address, ports }) =>
    ports.some(({ port = 0 }) => own.has(`${address} ${port}`)),
  );
}

/** The addresses that the API servers publish. */
function sliceWays({ snapshot }: ApiEndpointInput): ApiEndpoint[] {
  return ownSlices(snapshot).flatMap(({ name, addresses, ports }) =>
    addresses
      .filter((address) => addressReach(address) === 'public')
      .map((address) =>
        way(address, portText(ports[0]?.port), 'public', `endpointslice default/${name}`, address),
      ),
  );
}

/** The names in the certificate, kubeadm's configured endpoint, and OpenShift's API address. */
function namedWays({ snapshot, nodes }: ApiEndpointInput): ApiEndpoint[] {
  const { records } = snapshot;
  const found: ApiEndpoint[] = [];
  // The name that was used has been resolved; a node's own name leads to the node, whose addresses are already evaluated.
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
    // Configured intent, which never decides alone.
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

/** Names inside the cluster or of a private network: kubeadm adds `kubernetes.default.svc` and similar names to every certificate. */
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
