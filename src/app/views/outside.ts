import type { CheckParts } from '../../checks/define.ts';
import type { ClusterModel, EndpointFacts, EntryPoint, WorkloadFacts } from '../../model/types.ts';
import type { AddonRow, EntryPointRow, StorageRow } from '../../result/types.ts';

export function addonRows({ addons }: CheckParts): AddonRow[] {
  return addons.map(({ id, name, category, version, namespaces, form, workloads, evidence, notes }) => ({
    id,
    name,
    category,
    ...(version && { version }),
    namespaces,
    ...(form && { form }),
    components: workloads.map(componentOf),
    evidence,
    notes,
  }));
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
  // A manifest says how many there should be, and nothing about how many there are.
  return { name, kind, namespace, ...(ready !== undefined && { ready: `${ready}/${wanted}` }) };
}

/** The API server itself first: it is the way in that every cluster has. */
export function entryPointRows(model: ClusterModel): EntryPointRow[] {
  const { exposure, controlPlane } = model;
  const workloadsBehind = answering(model);
  const rows = exposure.map((point): EntryPointRow => {
    const { type, kind, namespace, name, addresses, ports, hosts, reach, target, tls } = point;
    const workloads = workloadsBehind(point);
    return {
      type,
      object: { kind, ...(namespace && { namespace }), name },
      ...listedAddresses(type, addresses),
      ports,
      hosts,
      reach,
      ...(target && { target }),
      ...(workloads.length > 0 && { workloads }),
      ...(tls !== undefined && { tls }),
    };
  });
  const { endpoint } = controlPlane.apiServer;
  return endpoint.known ? [apiServerRow(endpoint.value), ...rows] : rows;
}

/** Workloads whose pods the Services behind a way in pick; of a port of the node, the workload itself. */
function answering({ services, workloads }: ClusterModel): (point: EntryPoint) => string[] {
  const workloadOf = new Map(
    workloads.flatMap(({ namespace, name, pods }) =>
      pods.map((pod) => [pod, `${namespace}/${name}`] as const),
    ),
  );
  const podsOf = new Map(services.map(({ record, pods }) => [`${record.namespace}/${record.name}`, pods]));
  return ({ type, namespace, name, service, target }) => {
    if (type === 'HostPort' || type === 'HostNetwork') return [`${namespace ?? ''}/${name}`];
    const names =
      type === 'Ingress'
        ? (target ?? '').split(', ').map((backend) => backend.replace(/:[^:]*$/, ''))
        : service
          ? [service.name]
          : [];
    const place = service?.namespace ?? namespace ?? '';
    const pods = names.flatMap((one) => podsOf.get(`${place}/${one}`) ?? []);
    return [...new Set(pods.flatMap((pod) => workloadOf.get(pod) ?? []))].sort();
  };
}

/** Ways in that stand open on nodes: thousands of addresses, and the nodes themselves have a list of their own. */
const ON_NODES: ReadonlySet<EntryPoint['type']> = new Set(['NodePort', 'HostPort', 'HostNetwork', 'Gateway']);
const NODE_ADDRESSES = 8;

function listedAddresses(
  type: EntryPoint['type'],
  addresses: readonly string[],
): Pick<EntryPointRow, 'addresses' | 'moreAddresses'> {
  const more = ON_NODES.has(type) ? addresses.length - NODE_ADDRESSES : 0;
  return more > 0 ? { addresses: addresses.slice(0, NODE_ADDRESSES), moreAddresses: more } : { addresses };
}

/** A public address that only its certificate names is none that was seen: the row keeps to what was. */
function apiServerRow({ addresses, ports, host, reach, basis }: EndpointFacts): EntryPointRow {
  return {
    type: 'APIServer',
    object: { kind: 'Component', name: 'kube-apiserver' },
    addresses,
    ports,
    hosts: addresses.includes(host) ? [] : [host],
    reach: basis === 'inferred' ? 'unknown' : REACH[reach],
  };
}

const REACH = { public: 'public', private: 'internal', loopback: 'internal', unknown: 'unknown' } as const;

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
