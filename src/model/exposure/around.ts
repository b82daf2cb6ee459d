import { ingressControllers } from '../../data/ingress-controllers.ts';
import type { IngressController } from '../../data/ingress-controllers.ts';
import { imageIs } from '../../shared/image.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import { addressReach } from '../../shared/addresses.ts';
import type { GatewayApiFacts } from '../gateway-api/types.ts';
import type { GuardFinder } from './guards.ts';
import type { EntryPoint, NodeFacts, ServiceFacts, TrustFacts, WorkloadFacts } from '../types.ts';

export interface ExposureInput {
  services: readonly ServiceFacts[];
  nodes: readonly NodeFacts[];
  workloads: readonly WorkloadFacts[];
  trust: Pick<TrustFacts, 'isProductNamespace'>;
  gatewayApi: Pick<GatewayApiFacts, 'attachments'>;
}

/** The shared inputs of the entries of all kinds. */
export interface NetworkContext {
  /** Reach of the ports that every node opens. */
  nodeReach: EntryPoint['reach'];
  /** The nodes' public addresses, else their internal ones: one list for all that every node opens. */
  nodeAddresses: readonly string[];
  /** Cloud providers of the nodes; empty where none is known, or no node was collected. */
  clouds: ReadonlySet<string>;
  /** The workload that a pod belongs to. */
  workloadOf: ReadonlyMap<PodRecord, WorkloadFacts>;
  services: readonly ServiceFacts[];
  /** Services of the pods with these labels. */
  selected: (labels: Readonly<Record<string, string>>) => readonly ServiceFacts[];
  guards: GuardFinder;
}

/** Each once, public ones first, because only the first few may be shown. */
export function publicFirst(addresses: readonly string[]): string[] {
  const isPublic = (address: string) => addressReach(address) === 'public';
  const each = unique(addresses);
  return [...each.filter(isPublic), ...each.filter((address) => !isPublic(address))];
}

export function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}

/** `80/tcp`. */
export function portText(port: number, protocol = 'TCP'): string {
  return `${port}/${protocol.toLowerCase()}`;
}

/** The ingress controller of a workload; undefined for all other workloads. */
export function controllerOf({ template: { containers } }: WorkloadFacts): IngressController | undefined {
  const lasting = containers.filter(({ role }) => role !== 'init' && role !== 'ephemeral');
  return ingressControllers.find(
    ({ images, container, init }) =>
      lasting.some(
        (one) =>
          images.some((wanted) => imageIs(one.image, wanted)) ||
          (container !== undefined && one.name === container && one.image.includes('openshift')),
      ) &&
      (init === undefined || containers.some(({ role, name }) => role === 'init' && name === init)),
  );
}

/** The widest of several; unknown where there is none, or one is unknown. */
export function widest(reaches: readonly EntryPoint['reach'][]): EntryPoint['reach'] {
  if (reaches.includes('public')) return 'public';
  return reaches.length === 0 || reaches.includes('unknown') ? 'unknown' : 'internal';
}
