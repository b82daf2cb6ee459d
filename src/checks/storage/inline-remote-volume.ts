import type { WorkloadFacts } from '../../model/types.ts';
import type { VolumeRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { cutShort } from '../helpers/pod-faults.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';

/** Volume sources of the pod API that lead to storage on the network. */
const REMOTE = new Set([
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'iscsi',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
]);

/** CSI drivers of network storage that also work inline. Others (secrets, certificates) are made to be inline. */
const REMOTE_DRIVERS = new Set([
  'file.csi.azure.com',
  'blob.csi.azure.com',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
]);

export default defineCheck({
  id: 'storage/inline-remote-volume',
  title: 'A workload reaches network storage past PersistentVolumeClaims',
  severity: 'low',
  why: 'A pod that names its storage server itself goes past quotas, past the StorageClass with its encryption and retention, and past whoever decides which team may use which storage. Anybody who may create a pod can then mount any share that trusts the nodes.',
  fix: 'Describe the share once as a PersistentVolume bound to a claim, or let a StorageClass of its CSI driver provision it, and mount the claim.',
  references: ['persistent-volumes', 'NSA Pod security: volume types'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ standing }) => standing !== 'part');
    let found = 0;
    for (const placed of ordinary) {
      const { workload } = placed;
      const remote = remoteVolumes(workload);
      if (remote.length === 0) continue;
      found++;
      if (placed.standing === 'doubtful') {
        yield undecided(placed, 'names its storage itself');
        continue;
      }
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        detail: [...new Set(remote.map(({ type }) => type))].toSorted().join(','),
        message: `names its storage itself: ${listed(remote.map(text))}`,
        evidence: few(remote, (volume) =>
          observed(workloadName(workload), `volume ${volume.name}: ${text(volume)}`),
        ),
      };
    }
    const cut = cutShort(ordinary.map(({ workload }) => workload));
    yield* cut;
    if (found + cut.length === 0)
      yield {
        verdict: 'pass',
        message: `no ordinary workload names its network storage itself (${ordinary.length} looked at)`,
        evidence: [observed('pods', `volumes of ${plural(workloads.length, 'workload')} looked at`)],
      };
  },
});

/** Of all its templates, each once. */
function remoteVolumes({ templates }: WorkloadFacts): VolumeRecord[] {
  const remote = templates.flatMap(({ template }) => template.volumes.filter(isRemote));
  return [...new Map(remote.map((volume) => [`${volume.name} ${text(volume)}`, volume])).values()];
}

function isRemote({ type, target }: VolumeRecord): boolean {
  return REMOTE.has(type) || (type === 'csi' && REMOTE_DRIVERS.has(target ?? ''));
}

function text({ type, target }: VolumeRecord): string {
  return target === undefined ? type : `${type} ${target}`;
}
