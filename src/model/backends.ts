import { RUN_LIVE, see } from '../shared/requirement.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { CollectorId } from '../snapshot/types.ts';
import type { Evidence } from '../shared/evidence.ts';
import type { EndpointSliceRecord, PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { groupBy } from '../shared/group.ts';
import { once } from '../shared/once.ts';
import { plural } from '../shared/text.ts';
import { canonicalAddress } from '../shared/addresses.ts';
import {
  LOOK_AT_URL,
  addressesOf,
  foreignDomain,
  ofAddress,
  ofHost,
  unknownBackend,
} from './backend-places.ts';
import { addressesOutside, ofSlices } from './backend-slices.ts';
import type { DnsDomains } from './dns-domains.ts';
import { dnsDomains } from './dns-domains.ts';
import type { Routing } from './backend-routing.ts';
import { headless, unreached } from './backend-routing.ts';
import type {
  Backend,
  BackendFacts,
  BackendRef,
  ControlPlaneFacts,
  KubeletsFacts,
  ServiceFacts,
} from './types.ts';

interface BackendParts {
  readonly snapshot: Snapshot;
  readonly services: readonly ServiceFacts[];
  readonly kubelets: KubeletsFacts;
  readonly controlPlane: ControlPlaneFacts;
}

/** The backends of webhooks and APIServices. Kubelets and the control plane are read on demand. */
export function buildBackends(parts: BackendParts): BackendFacts {
  const { snapshot, services } = parts;
  return {
    of: backendFinder({
      snapshot,
      services,
      routing: () => parts.controlPlane.apiServer.flag('enable-aggregator-routing'),
      egress: () => parts.controlPlane.apiServer.flag('egress-selector-config-file'),
      domains: once(() => dnsDomains(parts.kubelets, parts.controlPlane.apiServer)),
    }),
  };
}

interface BackendInput extends Routing {
  snapshot: Snapshot;
  services: readonly ServiceFacts[];
  domains: () => DnsDomains;
}

/** The port of the API server's own Service. */
const OWN_PORT = 443;
/** The maximum length of a chain of Services that lead to the name of another Service. */
const MAX_HOPS = 5;

/** Finds the backends of webhooks and APIServices: as the API server does, by the Service's port and its endpoints. */
function backendFinder(input: BackendInput): (ref: BackendRef) => Backend {
  const { snapshot, services } = input;
  const byName = new Map(services.map((service) => [nameOf(service), service]));
  const byAddress = new Map(
    services.flatMap((service) => {
      const { clusterIP } = service.record;
      return clusterIP === undefined || clusterIP === 'None'
        ? []
        : [[canonicalAddress(clusterIP), service] as const];
    }),
  );
  const slices = groupBy(
    snapshot.records.endpointSlice,
    (slice) => `${slice.namespace}/${slice.service ?? ''}`,
  );
  const finder: Finder = { ...input, byName, byAddress, slices, hosts: addressesOf(snapshot) };
  return (ref) => find(ref, finder, MAX_HOPS);
}

type ServicePort = ServiceRecord['ports'][number];

interface Finder extends BackendInput {
  byName: ReadonlyMap<string, ServiceFacts>;
  byAddress: ReadonlyMap<string, ServiceFacts>;
  slices: ReadonlyMap<string, readonly EndpointSliceRecord[]>;
  /** Addresses of nodes and pods, and the owner of each. */
  hosts: ReadonlyMap<string, string>;
}

function find(ref: BackendRef, finder: Finder, hops: number): Backend {
  const { service, servicePort, urlLeads, address, urlDomain, urlHost } = ref;
  const foreign = urlDomain === undefined ? undefined : foreignDomain(urlDomain, finder.domains);
  if (foreign) return foreign;
  if (service !== undefined) return ofService(service, servicePort, finder, hops);
  if (urlLeads === 'loopback') return { state: 'own-host', evidence: [] };
  const own = address === undefined ? undefined : finder.byAddress.get(canonicalAddress(address));
  if (own) return ofService(nameOf(own), servicePort, finder, hops);
  if (urlLeads === 'cluster')
    return unknownBackend('which Service its URL names is not known', [], [LOOK_AT_URL]);
  if (address !== undefined) return ofAddress(address, placesOf(finder));
  return urlHost === undefined ? { state: 'outside', evidence: [] } : ofHost(urlHost, placesOf(finder));
}

function nameOf({ record }: ServiceFacts): string {
  return `${record.namespace}/${record.name}`;
}

/** Whether the list of this kind is complete, in the whole cluster or in this namespace. */
function isSeen({ snapshot }: Finder, id: CollectorId, namespace?: string): boolean {
  const outcome = snapshot.outcomes.get(id);
  if (outcome?.status === 'ok') return true;
  return outcome?.status === 'partial' && namespace !== undefined && outcome.namespace === namespace;
}

function ofService(name: string, port: number | undefined, finder: Finder, hops: number): Backend {
  const [namespace = ''] = name.split('/');
  // The API server is its own backend.
  if (name === 'default/kubernetes' && (port ?? OWN_PORT) === OWN_PORT)
    return { state: 'answers', evidence: [seen(name, 'the API server itself')] };
  const service = finder.byName.get(name);
  if (!service) {
    if (!isSeen(finder, 'services', namespace))
      return unknownBackend(`the Service ${name} is not observed`, ['services'], []);
    return {
      state: 'down',
      reason: `the Service ${name} does not exist`,
      evidence: [seen(name, `Service not found (${plural(finder.services.length, 'Service')} listed)`)],
    };
  }
  if (service.record.type === 'ExternalName') return ofExternalName(service, port, finder, hops);
  const ports = service.record.ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  const found = port === undefined ? ports[0] : ports.find((one) => one.port === port);
  if (!found) {
    const names = ports.map((one) => one.port).join(', ');
    return {
      state: 'down',
      service,
      reason: `the Service ${name} has no ${port === undefined ? 'TCP port' : `port ${port}`}`,
      evidence: [seen(name, `TCP ports ${names === '' ? 'none' : names}`)],
    };
  }
  return headless(service, finder) ?? endpointsOf(service, found, finder);
}

/** Another Service by its DNS name, or an external host. */
function ofExternalName(
  service: ServiceFacts,
  port: number | undefined,
  finder: Finder,
  hops: number,
): Backend {
  const target = service.record.externalName ?? '';
  const [, name, namespace, domain] = /^([^.]+)\.([^.]+)\.svc(?:\.(.+?)\.?)?$/.exec(target) ?? [];
  if (name === undefined || namespace === undefined || hops === 0)
    return { state: 'outside', service, evidence: [seen(nameOf(service), `ExternalName ${target}`)] };
  const foreign = domain === undefined ? undefined : foreignDomain(domain, finder.domains);
  return foreign ? { ...foreign, service } : ofService(`${namespace}/${name}`, port, finder, hops - 1);
}

function endpointsOf(service: ServiceFacts, port: ServicePort, finder: Finder): Backend {
  const { record } = service;
  const name = nameOf(service);
  const input = { ...placesOf(finder), slices: finder.slices.get(name) ?? [] };
  if (record.selector === undefined || Object.keys(record.selector).length === 0)
    return ofSlices(service, port, input);
  const away = addressesOutside(port, service, input);
  const backend = ofPods(service, port.targetPort, finder);
  return away.length === 0
    ? backend
    : { ...backend, leaves: [seen(name, `endpoints ${away.slice(0, 3).join(', ')}`)] };
}

function placesOf(finder: Finder) {
  const { hosts, snapshot, routing, egress } = finder;
  return {
    hosts,
    routing,
    egress,
    nodes: snapshot.records.node,
    isSeen: (id: CollectorId) => isSeen(finder, id),
  };
}

function ofPods(service: ServiceFacts, targetPort: string | undefined, finder: Finder): Backend {
  const { record, pods } = service;
  const name = nameOf(service);
  const ready = pods.filter((pod) => pod.ready === true);
  const evidence = [seen(name, `${ready.length} of ${plural(pods.length, 'Pod')} ready`)];
  const answering = ready.filter((pod) => hasPort(pod, targetPort));
  if (answering.length > 0) {
    const { snapshot } = finder;
    const around = { ...finder, nodes: snapshot.records.node, nodesSeen: isSeen(finder, 'nodes') };
    return unreached(service, answering, around) ?? { state: 'answers', service, evidence };
  }
  // Pods without a status, as in a file, have no known readiness.
  const open =
    !isSeen(finder, 'pods', record.namespace) ||
    pods.some((pod) => pod.ready === undefined) ||
    isPlanned(record, finder);
  if (open)
    return unknownBackend(`no ready Pod of the Service ${name} is observed`, ['pods'], [RUN_LIVE], service);
  if (record.publishNotReadyAddresses && pods.some((pod) => hasPort(pod, targetPort)))
    return unknownBackend(
      `no Pod of the Service ${name} is ready; with publishNotReadyAddresses they receive requests nevertheless`,
      [],
      [see('check the responses of its Pods')],
      service,
    );
  return {
    state: 'down',
    service,
    reason:
      ready.length > 0
        ? `no Pod of the Service ${name} has the port "${targetPort ?? ''}"`
        : `the Service ${name} has no ready Pod`,
    evidence,
  };
}

/** Whether the files contain a manifest of a controller whose pods the Service will select, and which may not have been applied yet. */
function isPlanned({ namespace, selector = {} }: ServiceRecord, { snapshot }: Finder): boolean {
  if (snapshot.header.source !== 'files') return false;
  return snapshot.records.workload.some(
    ({ uid, readyReplicas, replicas, template, ...workload }) =>
      uid === undefined &&
      readyReplicas === undefined &&
      replicas !== 0 &&
      workload.namespace === namespace &&
      Object.entries(selector).every(([key, value]) => template?.labels[key] === value),
  );
}

/**
 * Numeric ports need not be declared; a named port has to be, with the protocol of the Service and by a long-running container
 * (k8s.io/kubernetes pkg/api/v1/pod/util.go, FindPort), or the pod is no endpoint of it.
 */
function hasPort({ template }: PodRecord, targetPort: string | undefined): boolean {
  if (targetPort === undefined || /^\d+$/.test(targetPort)) return true;
  const lasting = template.containers.filter(({ role }) => role !== 'init' && role !== 'ephemeral');
  return lasting.some(({ ports = [] }) =>
    ports.some(({ name, protocol = 'TCP' }) => name === targetPort && protocol === 'TCP'),
  );
}

function seen(service: string, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: `service ${service}`, value };
}
