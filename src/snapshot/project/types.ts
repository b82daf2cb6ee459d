import type { RecordKind, RecordTypes } from '../records/index.ts';
import type { Meta, Raw } from './raw.ts';

/** A record with its kind. `extra` holds further records that the same object gave (an Envoy bootstrap in a ConfigMap). */
export type Projected = {
  [K in RecordKind]: { kind: K; record: RecordTypes[K]; extra?: readonly Projected[] };
}[RecordKind];

/** What a projection of one kind is given. `kind` and `group` are those of the API, `raw` is the whole object. */
export interface ProjectInput {
  raw: Raw;
  meta: Meta;
  group: string;
  kind: string;
  version: string;
}

/** Pure: one object to its record; undefined when nothing of it is kept. */
export type Project = (input: ProjectInput) => Projected | undefined;
