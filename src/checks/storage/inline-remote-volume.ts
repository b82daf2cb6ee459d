import { document } from '../../shared/requirement.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { VolumeRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { cutShort } from '../helpers/pod-faults.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';

/** Volume sources of the pod API for network storage. */
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

/**
 * CSI drivers for inline volumes that are not storage: Secrets, certificates and identities, resources of the cluster, files of
 * the node and images. Sources: the documentation of each project; the last two are unverified.
 */
const LOCAL_DRIVERS = new Set([
  'secrets-store.csi.k8s.io',
  'csi.cert-manager.io',
  'spiffe.csi.cert-manager.io',
  'csi.spiffe.io',
  'csi.sharedresource.openshift.io',
  'hostpath.csi.k8s.io',
  'csi.tigera.io',
  'csi-image.warm-metal.tech',
  'image.csi.k8s.io',
]);

/** CSI drivers of network storage that also work inline. */
const REMOTE_DRIVERS = new Set([
  'file.csi.azure.com',
  'blob.csi.azure.com',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
]);

export default defineCheck({
  id: 'storage/inline-remote-volume',
  title: 'Inline network volume (bypasses PersistentVolumeClaims)',
  control: 'Inline network volumes',
  severity: 'low',
  why: 'A Pod with an inline network volume bypasses storage quotas and the StorageClass with its encryption and reclaim policy. Any user with permission to create Pods can mount any share exported to the nodes.',
  remediation:
    'Define the share as a PersistentVolume bound to a claim, or provision it with a StorageClass of its CSI driver. Mount the claim in the Pod.',
  references: ['persistent-volumes', 'NSA Pod security: volume types'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin }) => origin !== 'system');
    let found = 0;
    for (const placed of ordinary) {
      const { workload } = placed;
      const remote = remoteVolumes(workload);
      if (remote.length === 0) continue;
      found++;
      if (placed.origin === 'uncertain') {
        yield undecided(placed, 'inline network volume without a PersistentVolumeClaim');
        continue;
      }
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        detail: [...new Set(remote.map(({ type }) => type))].toSorted().join(','),
        message: `inline network volume without a PersistentVolumeClaim: ${listed(remote.map(text))}`,
        evidence: few(remote, (volume) =>
          observed(workloadName(workload), `volume ${volume.name}: ${text(volume)}`),
        ),
      };
    }
    const workloadsOfCustomers = ordinary.map(({ workload }) => workload);
    const open = [...cutShort(workloadsOfCustomers), ...unknownDrivers(workloadsOfCustomers)];
    yield* open;
    if (found + open.length === 0)
      yield {
        verdict: 'pass',
        message: `no non-system workload uses an inline network volume (${ordinary.length} evaluated)`,
        evidence: [observed('pods', `volumes of ${plural(workloads.length, 'workload')} evaluated`)],
      };
  },
});

/** From all its templates, each once. */
function remoteVolumes(workload: WorkloadFacts): VolumeRecord[] {
  const remote = volumesOf(workload).filter(isRemote);
  return [...new Map(remote.map((volume) => [`${volume.name} ${text(volume)}`, volume])).values()];
}

function volumesOf({ templates }: WorkloadFacts): VolumeRecord[] {
  return templates.flatMap(({ template }) => template.volumes);
}

/** Whether a driver accepts the address of a server from the volume depends on the driver. */
function unknownDrivers(workloads: readonly WorkloadFacts[]): Finding[] {
  return workloads.flatMap((workload): Finding[] => {
    const drivers = volumesOf(workload).flatMap(({ type, target = '' }) =>
      type === 'csi' && !LOCAL_DRIVERS.has(target) && !REMOTE_DRIVERS.has(target) ? [target] : [],
    );
    if (drivers.length === 0) return [];
    return [
      {
        verdict: 'unknown',
        at: workloadRef(workload),
        message: `inline volume of the CSI driver ${listed([...new Set(drivers)])}: unknown whether it is network storage`,
        requires: [document('check the documentation of the CSI driver')],
        evidence: few([...new Set(drivers)], (driver) => observed(workloadName(workload), `csi ${driver}`)),
      },
    ];
  });
}

function isRemote({ type, target }: VolumeRecord): boolean {
  return REMOTE.has(type) || (type === 'csi' && REMOTE_DRIVERS.has(target ?? ''));
}

function text({ type, target }: VolumeRecord): string {
  return target === undefined ? type : `${type} ${target}`;
}
