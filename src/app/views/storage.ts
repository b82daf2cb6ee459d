import type { ClusterModel } from '../../model/parts.ts';
import type { ClaimFacts } from '../../model/types.ts';
import type { StorageRow } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type {
  CsiDriverRecord,
  PersistentVolumeRecord,
  StorageClassRecord,
} from '../../snapshot/records/index.ts';

/** Claims with what they lead to; then volumes without a claim, classes, drivers, and the volumes of claims. */
export function storageRows(model: ClusterModel): StorageRow[] {
  const { storage, claims } = model;
  const claimed = new Set(claims.flatMap(({ volume }) => volume ?? []));
  return [
    ...claims.map((claim) => claimRow(claim, model)),
    ...storage.volumes.filter((volume) => !claimed.has(volume)).map(volumeRow),
    ...storage.classes.map((item) => classRow(item, model)),
    ...storage.drivers.map((item) => driverRow(item, model)),
    ...storage.volumes.filter((volume) => claimed.has(volume)).map(volumeRow),
  ];
}

function claimRow(
  { record, binding, volume, driver, users, pods }: ClaimFacts,
  { outcome }: ClusterModel,
): StorageRow {
  const { namespace, name, storageClass, phase, capacity, accessModes, created } = record;
  const others = pods.filter((pod) => !users.some(({ pods: own }) => own.includes(pod)));
  const usedBy = [
    ...users.map((user) => `${user.kind} ${user.name}`),
    ...others.map((pod) => `Pod ${pod.name}`),
  ];
  return {
    kind: 'PersistentVolumeClaim',
    namespace,
    name,
    ...(storageClass && { type: storageClass }),
    ...(phase && { phase }),
    ...(capacity && { capacity }),
    ...(volume && { volume: volume.name }),
    ...(driver !== undefined && { driver }),
    ...(volume?.zones && { zones: volume.zones }),
    usedBy,
    state: bindingText(binding, outcome('storage').status === 'ok'),
    detail: accessModes.join(', '),
    ...(created && { created }),
  };
}

/** What the model says about the binding, in words. Of an incomplete list, the missing object may exist. */
function bindingText(binding: ClaimFacts['binding'], isComplete: boolean): string {
  const basis = isComplete ? '' : ' according to the collected data';
  switch (binding.state) {
    case 'bound':
      return 'bound';
    case 'binds':
      return `binds to ${binding.volumes.join(' or ')}`;
    case 'provisions':
      return `provisioned by ${binding.provisioner}`;
    case 'waits':
      return 'waits for the first Pod';
    case 'pending':
      return `pending${basis}: ${binding.reason}`;
    default:
      return `lost${basis}: ${binding.reason}`;
  }
}

function volumeRow(item: PersistentVolumeRecord): StorageRow {
  return {
    kind: 'PersistentVolume',
    name: item.name,
    type: item.target ? `${item.type} ${item.target}` : item.type,
    ...(item.phase && { phase: item.phase }),
    ...(item.capacity && { capacity: item.capacity }),
    ...(item.storageClass && { storageClass: item.storageClass }),
    ...(item.claim && { claim: item.claim }),
    ...(item.type === 'csi' && item.target && { driver: item.target }),
    ...(item.zones && { zones: item.zones }),
    detail: [item.claim, item.reclaimPolicy, item.zones?.join(' ')]
      .filter((part) => part !== undefined)
      .join(', '),
    ...(item.created && { created: item.created }),
  };
}

function classRow(item: StorageClassRecord, { storage }: ClusterModel): StorageRow {
  const installed = storage.drivers.some(({ name }) => name === item.provisioner);
  return {
    kind: 'StorageClass',
    name: item.name,
    type: item.provisioner,
    isDefault: item.isDefault,
    ...(installed && { driver: item.provisioner }),
    detail: [item.reclaimPolicy, item.bindingMode, item.allowExpansion ? 'expandable' : undefined]
      .filter((part) => part !== undefined)
      .join(', '),
    ...(item.created && { created: item.created }),
  };
}

function driverRow({ name }: CsiDriverRecord, { csi }: ClusterModel): StorageRow {
  const on = [...csi.nodes.values()].filter((drivers) => drivers.includes(name)).length;
  return {
    kind: 'CSIDriver',
    name,
    ...(csi.complete && { state: `registered on ${on} of ${plural(csi.nodes.size, 'node')}` }),
    detail: '',
  };
}
