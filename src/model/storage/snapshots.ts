import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { isWhole } from '../../snapshot/hides.ts';
import { sorted } from '../sorting.ts';
import type { SnapshotFacts, VolumeSnapshotFacts } from '../types.ts';

/** VolumeSnapshots and their classes. */
export function buildSnapshots(snapshot: Snapshot): SnapshotFacts {
  const own = sorted(snapshot.records.custom).filter(({ group }) => group === 'snapshot.storage.k8s.io');
  const of = (kind: string) => own.filter((record) => record.kind === kind);
  return {
    complete: isWhole(snapshot, 'volumesnapshots'),
    snapshots: of('VolumeSnapshot').map(snapshotOf),
    classes: of('VolumeSnapshotClass').map(({ name, spec, annotations }) => ({
      name,
      driver: textOf(spec['driver']) ?? '',
      deletionPolicy: textOf(spec['deletionPolicy']) ?? '',
      isDefault: annotations['snapshot.storage.kubernetes.io/is-default-class'] === 'true',
    })),
  };
}

function snapshotOf({
  namespace = 'default',
  name,
  spec,
  status,
  created,
}: CustomRecord): VolumeSnapshotFacts {
  const source = (spec['source'] ?? {}) as Record<string, unknown>;
  const claim = textOf(source['persistentVolumeClaimName']);
  const className = textOf(spec['volumeSnapshotClassName']);
  const ready = status?.['readyToUse'];
  return {
    namespace,
    name,
    ...(claim !== undefined && { claim }),
    ...(className !== undefined && { className }),
    ...(typeof ready === 'boolean' && { ready }),
    failed: status?.['error'] !== undefined,
    ...(created !== undefined && { created }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
