/** How an API server reaches the pods of a Service: by the Service's address, or by their own with --enable-aggregator-routing. */
import { isIP } from 'node:net';
import { see } from '../shared/requirement.ts';
import type { NodeRecord, PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import type { Backend, FlagAnswer, ServiceFacts } from './types.ts';
import { unknownBackend } from './backend-places.ts';
import { isControlPlaneNode } from './nodes.ts';
import { LIST_NODES, SHOW_FLAGS } from './requirements.ts';

export interface Routing {
  /** `--enable-aggregator-routing`. */
  routing: () => FlagAnswer;
  /** `--egress-selector-config-file`: requests leave from agents anywhere in the cluster. */
  egress: () => FlagAnswer;
}

/** A Service without an address of its own can only be called by the addresses of its pods. */
export function headless(service: ServiceFacts, input: Routing): Backend | undefined {
  if (service.record.clusterIP !== 'None') return undefined;
  const name = nameOf(service);
  const reason = `the Service ${name} is headless, and the API server connects to the cluster IP of a Service, not to its Pods`;
  const unsure = `the Service ${name} is headless, and whether every API server routes to endpoints is not known`;
  return byAddress(service, input, { reason, unsure, value: 'clusterIP None' });
}

interface Fault {
  reason: string;
  /** The same where it is unknown which address is called. */
  unsure: string;
  value: string;
}

/** Down where an API server calls the Service by its address, undefined where every one calls pods. */
function byAddress(service: ServiceFacts, { routing }: Routing, fault: Fault): Backend | undefined {
  const flag = routing();
  const off = flag.known && flag.observations.find(({ value }) => value !== 'true');
  if (off) {
    const location = `service ${nameOf(service)}`;
    const own = { source: 'object', confidence: 'observed', location, value: fault.value } as const;
    return { state: 'down', service, reason: fault.reason, evidence: [own, off.evidence] };
  }
  if (flag.known && flag.uncollected === 0) return undefined;
  return unknownBackend(
    `${fault.unsure}${flag.known ? '' : `: ${flag.reason}`}`,
    [],
    flag.known ? SHOW_FLAGS : flag.requires,
    service,
  );
}

/**
 * kube-proxy forwards requests for the address of a Service only to addresses of the same family; a Service without one may have
 * either.
 */
export function isReached(address: string, { clusterIP = '' }: ServiceRecord): boolean {
  return isIP(clusterIP) === 0 || isIP(address) === isIP(clusterIP);
}

/** All of its endpoints have another family than its address. */
export function otherFamily(service: ServiceFacts, input: Routing): Backend | undefined {
  const { clusterIP = '' } = service.record;
  const reason = `no ready endpoint of the Service ${nameOf(service)} has an IPv${isIP(clusterIP)} address, as its cluster IP is one`;
  return byAddress(service, input, { reason, unsure: reason, value: `clusterIP ${clusterIP}` });
}

/**
 * Why the address of a Service leads an API server to none of these ready pods; undefined where it does. With
 * `internalTrafficPolicy: Local` kube-proxy forwards requests only to pods on their source node, and refuses them where there is
 * none (https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy).
 */
export function unreached(
  service: ServiceFacts,
  ready: readonly PodRecord[],
  input: Routing & { nodes: readonly NodeRecord[]; nodesSeen: boolean },
): Backend | undefined {
  const { record } = service;
  const name = nameOf(service);
  // Endpoints of a pod have its addresses of the Service's families (k8s.io/endpointslice, getEndpointAddresses).
  const own = ready.filter(({ podIP, podIPs = podIP === undefined ? [] : [podIP] }) =>
    podIPs.length === 0 ? true : podIPs.some((address) => isReached(address, record)),
  );
  if (own.length === 0) return otherFamily(service, input);
  if (record.internalTrafficPolicy !== 'Local') return undefined;
  const value = 'internalTrafficPolicy Local';
  const servers = input.nodes.filter(isControlPlaneNode).map((node) => node.name);
  const without = servers.filter((node) => !own.some((pod) => pod.node === node));
  const egress = input.egress();
  const direct =
    egress.known && egress.uncollected === 0 && egress.observations.every((one) => one.value === '');
  if (servers.length > 0 && without.length === 0 && direct) return undefined;
  const unsure = `the Service ${name} has ${value}, and whether it has a ready Pod on the node of every API server is not known`;
  const [first] = without;
  if (first === undefined || !direct || !input.nodesSeen)
    return byAddress(service, input, { reason: unsure, unsure, value })
      ? unknownBackend(
          unsure,
          ['nodes'],
          [first === undefined ? LIST_NODES : see('look at the path of the API server to the Service')],
          service,
        )
      : undefined;
  const reason = `the Service ${name} has ${value} and no ready Pod on the control plane node ${first}`;
  return byAddress(service, input, { reason, unsure: reason, value });
}

function nameOf({ record }: ServiceFacts): string {
  return `${record.namespace}/${record.name}`;
}
