import type { ClaimFacts, WorkloadFacts } from '../../model/types.ts';
import type { CsiDriverRecord, PersistentVolumeClaimRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { workloadName } from '../helpers/objects.ts';
import { claimEvidence, claimName, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/replicas-share-claim',
  title: 'Replicas share a single-node claim',
  control: 'Claims of replicated workloads',
  severity: 'low',
  why: 'A ReadWriteOnce volume is attached to one node at a time. Pods on other nodes wait for it, so replicas and rolling updates do not increase availability.',
  remediation:
    'Use a StatefulSet with `volumeClaimTemplates`, a ReadWriteMany StorageClass, or one replica with the update strategy `Recreate`.',
  references: ['access-modes'],
  peerChecks: [173],
  needs: ['claims'],
  uses: ['storage'],
  passNeeds: ['pods', 'workloads'],
  *run({ claims, storage }): Iterable<Finding> {
    const drivers = new Map(storage.drivers.map((one) => [one.name, one]));
    const single = claims.filter((claim) => isSingle(claim, drivers));
    const findings = single.flatMap(evaluate);
    yield* orPass(findings, single.length, {
      none: 'no claim of a volume that is attached to one node at a time',
      pass: 'no claim for one node is used by several replicas',
      source: 'persistentvolumeclaims',
    });
  },
});

/** Only drivers that attach volumes enforce ReadWriteOnce; the kubelet and the scheduler enforce ReadWriteOncePod. */
function isSingle(
  { record, volume, driver }: ClaimFacts,
  drivers: ReadonlyMap<string, CsiDriverRecord>,
): boolean {
  if (isOncePod(record.accessModes)) return true;
  if (!record.accessModes.every((mode) => mode === 'ReadWriteOnce')) return false;
  if (volume !== undefined && volume.type !== 'csi') return ATTACHED.has(volume.type);
  return driver !== undefined && drivers.has(driver) && drivers.get(driver)?.attachRequired !== false;
}

function isOncePod(modes: readonly string[]): boolean {
  return modes.includes('ReadWriteOncePod');
}

const ATTACHED = new Set([
  'awsElasticBlockStore',
  'azureDisk',
  'cinder',
  'gcePersistentDisk',
  'vsphereVolume',
  'rbd',
  'iscsi',
  'fc',
]);

function evaluate(claim: ClaimFacts): Finding[] {
  const { record, users } = claim;
  const active = users.filter((user) => user.replicas !== 0 && isNamedBy(record, user));
  const several = active.find(({ replicas = 1, kind }) => replicas > 1 || kind === 'DaemonSet');
  const mode = isOncePod(record.accessModes) ? 'ReadWriteOncePod' : 'ReadWriteOnce';
  const fail = (detail: string, message: string, raised = false): Finding[] => [
    {
      verdict: 'fail',
      at: claimRef(record),
      detail,
      ...(raised && mode === 'ReadWriteOncePod' && { severity: 'medium' as const }),
      message: `${mode} claim ${claimName(claim)}: ${message}`,
      evidence: [claimEvidence(claim)],
    },
  ];
  if (several)
    return fail('replicas', `${workloadName(several)} has ${several.replicas ?? 'several'} replicas`, true);
  if (active.length > 1 && mode === 'ReadWriteOncePod')
    return fail('workloads', `used by ${active.map(workloadName).join(' and ')}`, true);
  const rolling = active.find(isRolling);
  return rolling
    ? fail(
        'rolling-update',
        `${workloadName(rolling)} uses RollingUpdate; its new Pod may wait for the volume of the old one`,
      )
    : [];
}

function isRolling({ kind, strategy }: WorkloadFacts): boolean {
  return kind === 'Deployment' && strategy === 'RollingUpdate';
}

/** A StatefulSet creates `TEMPLATE-NAME-ORDINAL` alone. */
function isOrdinalOf(prefix: string, name: string): boolean {
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}

/** Its replicas share the claim: each has its own where a StatefulSet or an ephemeral volume creates it. */
function isNamedBy(
  { name }: PersistentVolumeClaimRecord,
  { name: own, claimTemplates = [], templates }: WorkloadFacts,
): boolean {
  if (claimTemplates.some((template) => isOrdinalOf(`${template}-${own}-`, name))) return false;
  return templates.some(({ template }) =>
    template.volumes.some(({ type, target }) => type === 'persistentVolumeClaim' && target === name),
  );
}
