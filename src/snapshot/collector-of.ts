/** Which collector reads a record, in a live cluster. */
import { recordDeclarations } from './records/index.ts';
import type { RecordKind, RecordTypes } from './records/index.ts';
import type { CollectorId } from './collectors.ts';

const COLLECTORS = Object.fromEntries(
  recordDeclarations.map(({ record, collector }) => [record, collector]),
) as Readonly<Record<RecordKind, (typeof recordDeclarations)[number]['collector']>>;

/** The collector that reads such a record. */
export function collectorOf<K extends RecordKind>(kind: K, record: RecordTypes[K]): CollectorId {
  const collector = COLLECTORS[kind];
  return typeof collector === 'string' ? collector : collector.of(record);
}

/** All collectors that read records of a kind; an unreadable record counts against each of them. */
export function collectorsOfKind(kind: RecordKind): readonly CollectorId[] {
  const collector = COLLECTORS[kind];
  return typeof collector === 'string' ? [collector] : collector.among;
}
