import type { RecordKind, RecordTypes } from '../records/index.ts';

/** A record with its kind. `extra` contains further records of the same object (an Envoy bootstrap in a ConfigMap). */
export type Projected = {
  [K in RecordKind]: { kind: K; record: RecordTypes[K]; extra?: readonly Projected[] };
}[RecordKind];
