/** Which collector brings, or would have brought, a record. */
import { recordDeclarations } from './records/index.ts';
import type { RecordKind, RecordTypes } from './records/index.ts';
import type { CollectorId } from './collectors.ts';

const COLLECTORS = Object.fromEntries(
  recordDeclarations.map(({ record, collector }) => [record, collector]),
) as Readonly<Record<RecordKind, (typeof recordDeclarations)[number]['collector']>>;

/** The collector that would have brought a record. */
export function collectorOf<K extends RecordKind>(kind: K, record: RecordTypes[K]): CollectorId {
  const collector = COLLECTORS[kind];
  return typeof collector === 'string' ? collector : collector.of(record);
}

/** All collectors that bring records of a kind; a record that cannot be read is charged to each of them. */
export function collectorsOfKind(kind: RecordKind): readonly CollectorId[] {
  const collector = COLLECTORS[kind];
  return typeof collector === 'string' ? [collector] : collector.among;
}
