import { opaqueHandles } from '../../data/storage-provisioners.ts';
import { command } from '../../shared/requirement.ts';
import type { PersistentVolumeRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { orPass, volumeEvidence } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/storage-shared-across-namespaces',
  title: 'Same storage in volumes of several namespaces',
  control: 'Storage shared across namespaces',
  severity: 'medium',
  why: 'Workloads of one namespace can read and change the data of another. PersistentVolumes of the same storage bypass the isolation of namespaces.',
  remediation:
    'Export a separate directory or create a separate disk for each namespace. Mount shared data with `readOnly: true` in all but one of them.',
  references: ['persistent-volumes'],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const claimed = storage.volumes.filter(
      ({ identity, claim, phase }) => identity !== undefined && claim !== undefined && phase !== 'Released',
    );
    const findings = [...sharesOf(claimed)].flatMap(([identity, volumes]): Finding[] => {
      const namespaces = [...new Set(volumes.map(namespaceOf))].sort();
      if (namespaces.length < 2) return [];
      const writable = volumes.filter((one) => !one.readOnly && !isReadOnlyMode(one));
      return [
        {
          verdict: 'fail',
          detail: identity,
          members: volumes.map(({ name }) => name),
          ...(writable.length === 0 && { severity: 'low' as const }),
          message: `PersistentVolumes ${listed(volumes.map(({ name }) => name))} of the namespaces ${listed(namespaces)} are the same storage${isPath(identity) ? ` (${identity})` : ''}`,
          evidence: few(volumes, volumeEvidence),
        },
      ];
    });
    const opaque = claimed.filter(({ type, target = '' }) => type === 'csi' && opaqueHandles.has(target));
    if (new Set(opaque.map(namespaceOf)).size > 1)
      findings.push({
        verdict: 'unknown',
        message: `unknown whether the PersistentVolumes ${listed(opaque.map(({ name }) => name))} are the same storage: their handles do not identify it`,
        requires: opaque
          .slice(0, 3)
          .map(({ name }) => command(`kubectl get persistentvolume ${name} -o yaml`)),
        evidence: few(opaque, volumeEvidence),
      });
    yield* orPass(findings, claimed.length, {
      none: 'no claimed PersistentVolume with a known identity',
      pass: 'no two namespaces have volumes of the same storage',
      source: 'persistentvolumes',
    });
  },
});

function namespaceOf({ claim = '' }: PersistentVolumeRecord): string {
  return claim.slice(0, claim.indexOf('/'));
}

function isReadOnlyMode({ accessModes }: PersistentVolumeRecord): boolean {
  return accessModes.length > 0 && accessModes.every((mode) => mode === 'ReadOnlyMany');
}

/** Volumes by identity; an export contains the directories below it. */
function sharesOf(volumes: readonly PersistentVolumeRecord[]): ReadonlyMap<string, PersistentVolumeRecord[]> {
  const found = new Map<string, PersistentVolumeRecord[]>();
  for (const volume of volumes) {
    const list = found.get(volume.identity ?? '');
    if (list) list.push(volume);
    else found.set(volume.identity ?? '', [volume]);
  }
  // Copies, so that a volume is added once to each export above it.
  const direct = new Map(Array.from(found, ([identity, own]) => [identity, [...own]]));
  for (const [identity, own] of direct) {
    for (const parent of parentsOf(identity)) {
      const above = found.get(parent);
      if (above) above.push(...own);
    }
  }
  return found;
}

/** `nfs server:/a/b` is below `nfs server:/a` and `nfs server:/`. */
function* parentsOf(identity: string): Iterable<string> {
  if (!isPath(identity)) return;
  const start = identity.indexOf(':/') + 1;
  for (let end = identity.lastIndexOf('/'); end > start; end = identity.lastIndexOf('/', end - 1))
    yield identity.slice(0, end);
  if (identity.length > start + 1) yield identity.slice(0, start + 1);
}

/** A directory of a server or of a file system. */
function isPath(identity: string): boolean {
  return identity.startsWith('nfs ') || identity.startsWith('efs ');
}
