import type { CollectorId } from './collectors.ts';
import type { RecordKind, RecordTypes } from './records/index.ts';
import type { ObjectPlaces } from './read/places.ts';
import type { Outcome, SnapshotHeader } from './schema/file.ts';

export { COLLECTOR_IDS } from './collectors.ts';
export type { CollectorId } from './collectors.ts';
export { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './schema/file.ts';
export type { Outcome, OutcomeStatus, ReadRule, SnapshotHeader, WholeKind } from './schema/file.ts';

export interface Snapshot {
  header: SnapshotHeader;
  /** Every kind is present, possibly empty. In the order of arrival; the model sorts. */
  records: { readonly [K in RecordKind]: readonly RecordTypes[K][] };
  /** Exactly one per collector. */
  outcomes: ReadonlyMap<CollectorId, Outcome>;
  /** Manifests only: where the objects are in the files. Not written to snapshot files. */
  places?: ObjectPlaces;
}
