import { isLoopback } from '../../shared/addresses.ts';
import { reachOf } from '../reach.ts';
import type { EntryPoint, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';
import { controllerOf, portText, publicFirst } from './around.ts';

/** Ports that accept requests for any host name, regardless of the owner. */
const WEB: ReadonlySet<number> = new Set([80, 443]);

/**
 * Ports of the node itself: hostPort everywhere; on the host network every workload, but of system workloads only those for incoming
 * traffic: ingress controllers and routers. Ports need not be declared there: a workload that declares none is an entry point with
 * unknown ports. A workload without pods opens nothing, unless pods were not collected, as in a directory of manifests.
 */
export function hostEntries(workload: WorkloadFacts, input: ExposureInput, podsSeen: boolean): EntryPoint[] {
  if (workload.mirror || (workload.pods.length === 0 && (podsSeen || workload.replicas === 0))) return [];
  const { template } = workload;
  const hostNetwork = template.hostNetwork === true;
  const open = template.containers
    .flatMap((container) => container.ports ?? [])
    // The loopback interface is reachable from the node alone.
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
      // It may have no listener at all.
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
  const products = trust.isProductNamespace(workload.namespace);
  return !(products.known && products.value);
}
