import { isLoopback } from '../../shared/addresses.ts';
import { reachOf } from '../reach.ts';
import type { EntryPoint, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';
import { controllerOf, portText, publicFirst } from './around.ts';

/** What lets in everybody who comes by a name, whoever runs it. */
const WEB: ReadonlySet<number> = new Set([80, 443]);

/**
 * Ports of the node itself: hostPort everywhere; on the host's network whatever runs, but of what the system runs only what lets
 * traffic in: ingress controllers and routers. Ports need not be declared there: one that declares none is a way in by ports that are
 * not told. A workload without pods opens nothing, unless pods were not shown, as in a directory of manifests.
 */
export function hostEntries(workload: WorkloadFacts, input: ExposureInput, podsSeen: boolean): EntryPoint[] {
  if (workload.mirror || (workload.pods.length === 0 && (podsSeen || workload.replicas === 0))) return [];
  const { template } = workload;
  const hostNetwork = template.hostNetwork === true;
  const open = template.containers
    .flatMap((container) => container.ports ?? [])
    // On the loopback interface the node alone gets there.
    .filter(({ hostIP = '' }) => !isLoopback(hostIP))
    .flatMap(({ port, hostPort, protocol }) => {
      const number = hostPort ?? (hostNetwork ? port : undefined);
      return number === undefined ? [] : [{ number, protocol }];
    });
  if (hostNetwork ? !counts(workload, open, input) : open.length === 0) return [];
  const names = new Set(workload.pods.map(({ node }) => node));
  const addresses = input.nodes
    .filter(({ name }) => names.has(name))
    .flatMap((node) => (node.externalIPs.length > 0 ? node.externalIPs : node.internalIPs));
  const reach = reachOf(addresses);
  return [
    {
      type: hostNetwork ? 'HostNetwork' : 'HostPort',
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
      addresses: publicFirst(addresses),
      ports: [...new Set(open.map(({ number, protocol }) => portText(number, protocol)))],
      hosts: [],
      // Perhaps it listens on nothing at all.
      reach: open.length === 0 && reach === 'public' ? 'unknown' : reach,
      target: `${workload.namespace}/${workload.name}`,
    },
  ];
}

function counts(
  workload: WorkloadFacts,
  open: readonly { number: number }[],
  { trust }: ExposureInput,
): boolean {
  if (open.some(({ number }) => WEB.has(number)) || controllerOf(workload)) return true;
  const products = trust.isProducts(workload.namespace);
  return !(products.known && products.value);
}
