import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { isWhole } from '../../snapshot/hides.ts';
import { sorted } from '../sorting.ts';
import type { AttachmentFacts, CsiFacts } from '../types.ts';

/** CSINodes and VolumeAttachments. */
export function buildCsi(snapshot: Snapshot): CsiFacts {
  const own = sorted(snapshot.records.custom).filter(({ group }) => group === 'storage.k8s.io');
  return {
    complete: isWhole(snapshot, 'csinodes'),
    nodes: new Map(
      own.filter(({ kind }) => kind === 'CSINode').map((record) => [record.name, driversOf(record)]),
    ),
    attachments: own.filter(({ kind }) => kind === 'VolumeAttachment').map(attachmentOf),
  };
}

function driversOf({ spec }: CustomRecord): string[] {
  const drivers = Array.isArray(spec['drivers']) ? (spec['drivers'] as { name?: unknown }[]) : [];
  return drivers.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

function attachmentOf({ name, spec, status }: CustomRecord): AttachmentFacts {
  const volume = (spec['source'] as { persistentVolumeName?: unknown } | undefined)?.persistentVolumeName;
  const failed = status?.['attachError'] ? 'attach' : status?.['detachError'] ? 'detach' : undefined;
  return {
    name,
    attacher: textOf(spec['attacher']),
    node: textOf(spec['nodeName']),
    ...(typeof volume === 'string' && { volume }),
    attached: status?.['attached'] === true,
    ...(failed && { failed }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
