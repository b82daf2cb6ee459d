/**
 * Records from files, each object once. The same object may be given several times (a dump has pods as a list and one by
 * one, overlays repeat their base): the last one counts, as with `kubectl apply`.
 */
import type { Projected } from '../project/types.ts';
import { eachRecord } from '../project/projector.ts';
import type { RecordKind } from '../records/index.ts';
import { createSnapshotBuilder } from '../builder.ts';
import type { SnapshotBuilder } from '../builder.ts';

export interface RecordStore {
  add(projected: Projected): void;
  /** Objects that were given before. */
  readonly duplicates: number;
  readonly size: number;
  /** Fills a new builder, kind by kind. */
  builder(): SnapshotBuilder;
}

export function createRecordStore(): RecordStore {
  const kinds = new Map<RecordKind, Map<string, Projected>>();
  let duplicates = 0;
  let size = 0;
  return {
    add(projected) {
      eachRecord(projected, (item) => {
        let records = kinds.get(item.kind);
        if (records === undefined) kinds.set(item.kind, (records = new Map<string, Projected>()));
        const key = identity(item);
        if (records.has(key)) duplicates++;
        else size++;
        records.set(key, item);
      });
    },
    get duplicates() {
      return duplicates;
    },
    get size() {
      return size;
    },
    builder() {
      const builder = createSnapshotBuilder();
      for (const records of kinds.values()) for (const item of records.values()) addTo(builder, item);
      return builder;
    },
  };
}

function addTo(builder: SnapshotBuilder, item: Projected): void {
  // The union keeps kind and record together; the compiler cannot follow that through one generic call.
  builder.add(item.kind as 'pod', item.record as never);
}

/** What makes an object itself, within its record kind. What has no name is equal only to its exact copy. */
function identity(item: Projected): string {
  const { kind, record } = item;
  switch (kind) {
    case 'custom':
      return `${record.group}/${record.kind}/${record.namespace ?? ''}/${record.name}`;
    case 'gateway':
      return `${record.api}/${record.namespace}/${record.name}`;
    case 'certificate':
      return [record.holder, record.namespace, record.name, record.part, record.use, record.index].join('/');
    case 'envoyBootstrap':
      return `${record.namespace}/${record.source}`;
    case 'flagz':
    case 'metrics':
    case 'health':
    case 'version':
    case 'probe':
    case 'endpoint':
    case 'client':
    case 'discovery':
    case 'identity':
    case 'right':
    case 'openid':
      return JSON.stringify(record);
    default: {
      const named: { kind?: string; namespace?: string; name: string } = record;
      return `${named.kind ?? ''}/${named.namespace ?? ''}/${named.name}`;
    }
  }
}
