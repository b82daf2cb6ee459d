import type { EndpointSliceRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';

/** Slices of the Service default/kubernetes: the addresses under which the API servers announce themselves. */
export function ownSlices({ records }: Snapshot): readonly EndpointSliceRecord[] {
  return records.endpointSlice.filter(
    ({ namespace, service }) => namespace === 'default' && service === 'kubernetes',
  );
}

/** Their addresses; every API server of a control plane of one's own writes its address there. */
export function ownAddresses(snapshot: Snapshot): string[] {
  return [...new Set(ownSlices(snapshot).flatMap(({ addresses }) => addresses))].sort();
}
