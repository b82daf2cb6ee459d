import type { ClaimFacts } from '../../model/types.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type {
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  StorageClassRecord,
} from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { observed } from './objects.ts';

export function claimRef({ namespace, name }: PersistentVolumeClaimRecord): ObjectRef {
  return { kind: 'PersistentVolumeClaim', namespace, name };
}

export function volumeRef({ name }: PersistentVolumeRecord): ObjectRef {
  return { kind: 'PersistentVolume', name };
}

export function classRef({ name }: StorageClassRecord): ObjectRef {
  return { kind: 'StorageClass', name };
}

export function claimName({ record }: ClaimFacts): string {
  return `${record.namespace}/${record.name}`;
}

/** What a claim leads to: phase, class, volume. */
export function claimEvidence({ record, volume }: ClaimFacts): Evidence {
  const parts = [
    record.phase ?? 'no status',
    record.storageClass === undefined ? 'no StorageClass' : `StorageClass ${record.storageClass}`,
    record.accessModes.join(', '),
    ...(volume ? [`PersistentVolume ${volume.name}`] : []),
  ];
  return observed(`persistentvolumeclaim ${record.namespace}/${record.name}`, parts.join(', '));
}

export function volumeEvidence({
  name,
  type,
  target,
  phase,
  claim,
  reclaimPolicy,
}: PersistentVolumeRecord): Evidence {
  const parts = [
    `${type}${target === undefined ? '' : ` ${target}`}`,
    ...(phase === undefined ? [] : [`phase ${phase}`]),
    `claim ${claim ?? 'none'}`,
    ...(reclaimPolicy === undefined ? [] : [`reclaimPolicy ${reclaimPolicy}`]),
  ];
  return observed(`persistentvolume ${name}`, parts.join(', '));
}

export function classEvidence({
  name,
  provisioner,
  bindingMode,
  reclaimPolicy,
}: StorageClassRecord): Evidence {
  const parts = [provisioner, bindingMode, reclaimPolicy].filter((part) => part !== undefined);
  return observed(`storageclass ${name}`, parts.join(', '));
}

/** The findings; without any a pass on what was evaluated, or not applicable where nothing was. */
export function* orPass(
  findings: readonly Finding[],
  evaluated: number,
  { none, pass, source }: { none: string; pass: string; source: string },
): Iterable<Finding> {
  yield* findings;
  if (findings.some(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')) return;
  if (evaluated === 0) yield { verdict: 'not-applicable', message: none };
  else
    yield {
      verdict: 'pass',
      message: pass,
      evidence: [observed(source, `${evaluated} evaluated`)],
    };
}
