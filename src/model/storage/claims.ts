import { inTreeProvisioners } from '../../data/storage-provisioners.ts';
import type { PersistentVolumeRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { ClaimFacts, PodFacts, StorageFacts, WorkloadFacts } from '../types.ts';
import { bindingsOf } from './binding.ts';

/** Claims with their volumes, classes, drivers and workloads. Sorted as the claims. */
export function buildClaims(parts: {
  storage: StorageFacts;
  workloads: readonly WorkloadFacts[];
  pods: PodFacts;
}): ClaimFacts[] {
  const { storage, workloads, pods } = parts;
  const bind = bindingsOf(storage);
  const classes = new Map(storage.classes.map((one) => [one.name, one]));
  const volumes = new Map(storage.volumes.map((one) => [one.name, one]));
  const users = usersOf(workloads);
  const running = podsByClaim(pods.all);
  return storage.claims.map((record) => {
    const binding = bind(record);
    const volume = 'volume' in binding ? volumes.get(binding.volume) : undefined;
    const className = record.storageClass ?? ('storageClass' in binding ? binding.storageClass : undefined);
    const storageClass = className === undefined ? undefined : classes.get(className);
    const key = `${record.namespace}/${record.name}`;
    const ofTemplate = users.byOrdinal.get(key.replace(/-\d+$/, '')) ?? [];
    const driver = (volume && driverOf(volume)) ?? storageClass?.provisioner;
    return {
      record,
      binding,
      ...(volume && { volume }),
      ...(storageClass && { storageClass }),
      ...(driver !== undefined && { driver: inTreeProvisioners[driver]?.driver ?? driver }),
      users: [...new Set([...(users.byName.get(key) ?? []), ...ofTemplate])],
      pods: running.get(key) ?? [],
      ofStatefulSet: ofTemplate.length > 0,
    };
  });
}

/** In-tree sources that Kubernetes redirects to a CSI driver, by the field of the volume. */
const REDIRECTED = new Map(
  Object.values(inTreeProvisioners).flatMap(({ source, driver }) =>
    driver === undefined ? [] : [[source, driver] as const],
  ),
);

/** The CSI driver of a volume; undefined for volumes without one. */
export function driverOf({ type, target }: PersistentVolumeRecord): string | undefined {
  return type === 'csi' ? target : REDIRECTED.get(type);
}

/** Workloads by `namespace/claim`, and by the claims that a StatefulSet creates without their number. */
function usersOf(workloads: readonly WorkloadFacts[]) {
  const byName = new Map<string, WorkloadFacts[]>();
  const byOrdinal = new Map<string, WorkloadFacts[]>();
  for (const workload of workloads) {
    const { namespace, name, kind, templates, claimTemplates = [] } = workload;
    for (const { template, pods } of templates)
      for (const volume of template.volumes) {
        if (volume.type === 'persistentVolumeClaim')
          add(byName, `${namespace}/${volume.target ?? ''}`, workload);
        if (volume.type === 'ephemeral')
          for (const pod of pods) add(byName, `${namespace}/${pod.name}-${volume.name}`, workload);
      }
    if (kind === 'StatefulSet')
      for (const claim of claimTemplates) add(byOrdinal, `${namespace}/${claim}-${name}`, workload);
  }
  return { byName, byOrdinal };
}

/** Claims of a pod: those that it names, and those of its ephemeral volumes. */
export function claimsOfPod({ name, template }: PodRecord): string[] {
  return template.volumes.flatMap((volume) => {
    if (volume.type === 'ephemeral') return [`${name}-${volume.name}`];
    return volume.type === 'persistentVolumeClaim' && volume.target !== undefined ? [volume.target] : [];
  });
}

function podsByClaim(pods: readonly PodRecord[]): ReadonlyMap<string, readonly PodRecord[]> {
  const found = new Map<string, PodRecord[]>();
  for (const pod of pods)
    if (pod.phase !== 'Succeeded' && pod.phase !== 'Failed')
      for (const claim of new Set(claimsOfPod(pod))) add(found, `${pod.namespace}/${claim}`, pod);
  return found;
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
