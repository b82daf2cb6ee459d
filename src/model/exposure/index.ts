import { cloudOf } from '../../data/load-balancer-annotations.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { addressReach, canonicalAddress } from '../../shared/addresses.ts';
import { compare } from '../sorting.ts';
import type { EntryPoint } from '../types.ts';
import type { ExposureInput, NetworkContext } from './around.ts';
import { publicFirst, unique } from './around.ts';
import { forwarderEntries } from './forwarders.ts';
import { gatewayEntries, ingressEntry, selectedServices } from './gateways.ts';
import { guardFinder } from './guards.ts';
import { hostEntries } from './hosts.ts';
import { patchEntries } from './patches.ts';
import { routeEntries } from './routes.ts';
import { serviceEntries } from './services.ts';

/** Every entry point from outside the cluster, public ones first. */
export function buildExposure(snapshot: Snapshot, input: ExposureInput): EntryPoint[] {
  const podsSeen = snapshot.outcomes.get('pods')?.status === 'ok';
  const external = unique(input.nodes.flatMap(({ externalIPs }) => externalIPs));
  const around = networkContext(snapshot, input, external);
  const ofNodes = isOpenBy(new Set(external.map(canonicalAddress)));
  const onNodes = (point: EntryPoint) =>
    isExposedDirectly(point, ofNodes) ? { ...point, onNodes: true } : point;
  const direct = [
    ...input.services.flatMap((service) => serviceEntries(service, around)),
    ...input.workloads.flatMap((workload) => hostEntries(workload, input, podsSeen)),
    ...snapshot.records.ingress.map((ingress) => ingressEntry(ingress, snapshot.records.class, around)),
    ...snapshot.records.gateway.flatMap((gateway) => gatewayEntries(gateway, around)),
  ].map(onNodes);
  const points = [
    ...direct,
    ...leadingEntries(snapshot, direct, input),
    ...patchEntries(snapshot.records.custom),
  ];
  const order = { public: 0, unknown: 1, internal: 2 } as const;
  return points.sort(
    (a, b) =>
      order[a.reach] - order[b.reach] ||
      compare(a.type, b.type) ||
      compare(a.namespace ?? '', b.namespace ?? '') ||
      compare(a.name, b.name) ||
      compare(a.ports.join(), b.ports.join()) ||
      compare(a.kind, b.kind),
  );
}

/** More than any realistic chain. */
const MAX_ROUNDS = 4;

/**
 * Routes and forwarders; where a gateway, or a Service whose traffic is intercepted, is inside the cluster, one of them may lead to it, and
 * so turn others of them into entry points.
 */
function leadingEntries(
  snapshot: Snapshot,
  direct: readonly EntryPoint[],
  input: ExposureInput,
): EntryPoint[] {
  const mayLeadOn =
    direct.some(({ inside }) => inside) || snapshot.records.route.some(({ group }) => group === 'cilium.io');
  let found: EntryPoint[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const routes = routeEntries(snapshot, direct, input, [...direct, ...found]);
    const next = [...routes, ...forwarderEntries(snapshot, [...direct, ...routes], input)];
    const grew = next.length > found.length;
    found = next;
    if (!grew || !mayLeadOn) break;
  }
  return found;
}

function networkContext(
  snapshot: Snapshot,
  { nodes, services, workloads }: ExposureInput,
  external: readonly string[],
): NetworkContext {
  const nodesSeen = snapshot.outcomes.get('nodes')?.status === 'ok' && nodes.length > 0;
  return {
    nodeReach: external.length > 0 ? 'public' : nodesSeen ? 'internal' : 'unknown',
    nodeAddresses: publicFirst(
      external.length > 0 ? external : nodes.flatMap(({ internalIPs }) => internalIPs),
    ),
    clouds: new Set(nodes.flatMap(({ record }) => cloudOf(record.providerID) ?? [])),
    workloadOf: new Map(
      workloads.flatMap((workload) => workload.pods.map((pod) => [pod, workload] as const)),
    ),
    services,
    selected: selectedServices(services),
    guards: guardFinder(snapshot.records.route),
  };
}

/**
 * Only the nodes listen on its public addresses (k3s and ingress-nginx also set theirs as a load balancer's), or a Service claims them:
 * whether there is a firewall, or the address leads here at all, is not visible.
 */
function isExposedDirectly(
  { type, reach, addresses }: EntryPoint,
  ofNodes: ReturnType<typeof isOpenBy>,
): boolean {
  return reach === 'public' && (type === 'ExternalIP' || ofNodes(addresses));
}

/** Whether all public addresses of a list are among these. Every node port uses the list of all nodes, so it is evaluated once. */
function isOpenBy(nodes: ReadonlySet<string>): (addresses: readonly string[]) => boolean {
  const answers = new Map<readonly string[], boolean>();
  return (addresses) => {
    const reported = answers.get(addresses);
    if (reported !== undefined) return reported;
    const open = addresses.filter((address) => addressReach(address) === 'public');
    const answer = open.length > 0 && open.every((address) => nodes.has(canonicalAddress(address)));
    answers.set(addresses, answer);
    return answer;
  };
}
