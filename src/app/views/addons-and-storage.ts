import type { CheckParts } from '../../checks/define.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { AddonRow, MeshNamespaceRow, StorageRow } from '../../result/types.ts';
import { envoyDetail } from './envoy.ts';
import { istioDetail } from './istio.ts';

export function addonRows(parts: CheckParts, mesh: readonly MeshNamespaceRow[]): AddonRow[] {
  return parts.addons.map(
    ({ id, name, category, version, state, namespaces, form, workloads, evidence, notes }) => ({
      id,
      name,
      category,
      ...(version && { version }),
      ...(state.known && { state: state.value }),
      namespaces,
      ...(form && { form }),
      components: workloads.map(componentOf),
      evidence,
      notes,
      ...(id === 'istio' && { istio: istioDetail(parts, mesh) }),
      ...(id === 'envoy' && { envoy: envoyDetail(parts.envoy) }),
    }),
  );
}

function componentOf({
  kind,
  namespace,
  name,
  replicas,
  ready,
  pods,
}: WorkloadFacts): AddonRow['components'][number] {
  const wanted = replicas ?? pods.length;
  // A manifest contains the desired number, not the actual one.
  return { name, kind, namespace, ...(ready !== undefined && { ready: `${ready}/${wanted}` }) };
}

export function storageRows({ storage }: ClusterModel): StorageRow[] {
  return [
    ...storage.classes.map((item): StorageRow => ({
      kind: 'StorageClass',
      name: item.name,
      type: item.provisioner,
      isDefault: item.isDefault,
      detail: [item.reclaimPolicy, item.bindingMode, item.allowExpansion ? 'expandable' : undefined]
        .filter((part) => part !== undefined)
        .join(', '),
    })),
    ...storage.drivers.map(({ name }): StorageRow => ({ kind: 'CSIDriver', name, detail: '' })),
    ...storage.volumes.map((item): StorageRow => ({
      kind: 'PersistentVolume',
      name: item.name,
      type: item.target ? `${item.type} ${item.target}` : item.type,
      ...(item.phase && { phase: item.phase }),
      ...(item.capacity && { capacity: item.capacity }),
      detail: [item.claim, item.reclaimPolicy, item.zones?.join(' ')]
        .filter((part) => part !== undefined)
        .join(', '),
    })),
    ...storage.claims.map((item): StorageRow => ({
      kind: 'PersistentVolumeClaim',
      namespace: item.namespace,
      name: item.name,
      ...(item.storageClass && { type: item.storageClass }),
      ...(item.phase && { phase: item.phase }),
      ...(item.capacity && { capacity: item.capacity }),
      detail: item.accessModes.join(', '),
    })),
  ];
}
