import type { EndpointSliceRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';

/** Slices of the Service default/kubernetes: the addresses under which the API servers announce themselves. */
export function ownSlices({ records }: Snapshot): readonly EndpointSliceRecord[] {
  return records.endpointSlice.filter(
    ({ namespace, service }) => namespace === 'default' && service === 'kubernetes',
  );
}

/** Was everything of their namespace seen? What came of other namespaces says nothing of these. */
export function ownSlicesSeen({ outcomes }: Snapshot): boolean {
  const outcome = outcomes.get('endpointslices');
  return outcome?.status === 'ok' || outcome?.namespaces?.includes('default') === true;
}

/**
 * Their addresses; every API server of a control plane of one's own writes its address there, one alone. Where somebody else writes addresses of
 * both kinds, those of one kind count.
 */
export function ownAddresses(snapshot: Snapshot): string[] {
  const all = [...new Set(ownSlices(snapshot).flatMap(({ addresses }) => addresses))].sort();
  const ipv6 = all.filter((address) => address.includes(':'));
  const ipv4 = all.filter((address) => !address.includes(':'));
  return ipv6.length > ipv4.length ? ipv6 : ipv4;
}
