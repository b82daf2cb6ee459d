import type { EndpointSliceRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';

/** Slices of the Service default/kubernetes: the addresses that the API servers publish. */
export function ownSlices({ records }: Snapshot): readonly EndpointSliceRecord[] {
  return records.endpointSlice.filter(
    ({ namespace, service }) => namespace === 'default' && service === 'kubernetes',
  );
}

/** Whether all objects of their namespace were collected. Other namespaces do not matter. */
export function ownSlicesSeen({ outcomes }: Snapshot): boolean {
  const outcome = outcomes.get('endpointslices');
  return outcome?.status === 'ok' || outcome?.namespaces?.includes('default') === true;
}

/**
 * Their addresses; every API server of a self-managed control plane writes exactly one address there. Where another component writes
 * addresses of both families, those of one family count.
 */
export function ownAddresses(snapshot: Snapshot): string[] {
  const all = [...new Set(ownSlices(snapshot).flatMap(({ addresses }) => addresses))].sort();
  const ipv6 = all.filter((address) => address.includes(':'));
  const ipv4 = all.filter((address) => !address.includes(':'));
  return ipv6.length > ipv4.length ? ipv6 : ipv4;
}
