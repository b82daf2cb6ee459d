import { leaseClock, secondsBehind } from '../snapshot/leases.ts';
import type { NodeRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { addressReach } from '../shared/addresses.ts';
import { sorted } from './sorting.ts';
import type { NodeFacts, PodFacts, RuntimeFacts } from './types.ts';
import { kubernetesMinor, minorName } from './version.ts';

/** Conditions that are bad when True. Others are left alone: EtcdIsVoter=True, for one, is good. */
const BAD_WHEN_TRUE = new Set(['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable']);

/** Labels by which clouds and installers name their node pools. */
const POOL_LABELS = [
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'kops.k8s.io/instancegroup',
  'doks.digitalocean.com/node-pool',
  'lke.linode.com/pool-id',
  'machine.openshift.io/cluster-api-machine-role',
];

/** Nodes by name, with what the rest of the model asks about them. */
export function buildNodes(snapshot: Snapshot, pods: PodFacts): NodeFacts[] {
  const renewals = new Map(
    snapshot.records.lease
      .filter(({ namespace }) => namespace === 'kube-node-lease')
      .map((lease) => [lease.name, lease]),
  );
  // A lease in kube-node-lease at least is there where a heartbeat is judged; unreadable times leave no clock at all.
  const clock = leaseClock(snapshot.records.lease) ?? Date.parse(snapshot.header.takenAt);
  return sorted(snapshot.records.node).map((record) => {
    const roles = rolesOf(record);
    const lease = renewals.get(record.name);
    const invented = isInvented(record);
    const minor = invented ? undefined : kubernetesMinor(record.kubeletVersion ?? '');
    const runtime = invented ? undefined : runtimeOf(record);
    const podLimit = Number(record.capacity.pods ?? Number.NaN);
    const pool = namedPool(record);
    const zone =
      record.labels['topology.kubernetes.io/zone'] ?? record.labels['failure-domain.beta.kubernetes.io/zone'];
    const region =
      record.labels['topology.kubernetes.io/region'] ??
      record.labels['failure-domain.beta.kubernetes.io/region'];
    return {
      record,
      name: record.name,
      roles,
      controlPlane: roles.includes('control-plane'),
      ready: record.conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
      ...(zone && { zone }),
      ...(region && { region }),
      ...(minor !== undefined && { minor }),
      internalIPs: addresses(record, ['InternalIP']),
      externalIPs: publicAddresses(record),
      problems: problems(record),
      ...(lease && { leaseSeconds: secondsBehind(lease, clock) }),
      pods: pods.byNode.get(record.name)?.length ?? 0,
      ...(Number.isFinite(podLimit) && podLimit > 0 && { podLimit }),
      pool: pool ?? shapeOf(record, roles),
      namedPool: pool !== undefined,
      ...(runtime && { runtime }),
      virtual: isVirtual(record),
      invented,
    };
  });
}

/** Labels by which distributions mark their control-plane nodes: Kubernetes, Kubernetes to 1.23, RKE, MicroK8s. */
const CONTROL_PLANE_LABELS = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node-role.kubernetes.io/controlplane',
  'node.kubernetes.io/microk8s-controlplane',
];

/** Does the node say that it runs a control plane? With NodeRestriction a kubelet cannot give itself the first three. */
export function isControlPlaneNode({ labels }: NodeRecord): boolean {
  return CONTROL_PLANE_LABELS.some((label) => label in labels);
}

function rolesOf(record: NodeRecord): string[] {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(record.labels)
    .filter((key) => key.startsWith(prefix) && key.length > prefix.length)
    .filter((key) => !CONTROL_PLANE_LABELS.includes(key))
    .map((key) => key.slice(prefix.length));
  if (isControlPlaneNode(record)) roles.push('control-plane');
  return roles.length > 0 ? [...new Set(roles)].sort() : ['worker'];
}

function addresses(record: NodeRecord, types: readonly string[]): string[] {
  return record.addresses.filter(({ type }) => types.includes(type)).map(({ address }) => address);
}

/** ExternalIPs, and internal ones that are routed on the internet all the same. */
function publicAddresses(record: NodeRecord): string[] {
  const external = addresses(record, ['ExternalIP']).filter((address) => addressReach(address) === 'public');
  const internal = addresses(record, ['InternalIP']).filter((address) => addressReach(address) === 'public');
  return [...new Set([...external, ...internal])];
}

function problems({ conditions }: NodeRecord): string[] {
  const ready = conditions.find(({ type }) => type === 'Ready');
  const found = conditions
    .filter(({ type, status }) => BAD_WHEN_TRUE.has(type) && status === 'True')
    .map(({ type }) => type);
  return ready?.status === 'True' ? found : ['NotReady', ...found];
}

function runtimeOf({ containerRuntime }: NodeRecord): RuntimeFacts | undefined {
  const [, name, version] = /^([^:/]+):\/\/(.+)$/.exec(containerRuntime ?? '') ?? [];
  return name !== undefined && version !== undefined ? { name, version } : undefined;
}

/** Marks of virtual-kubelet and its kin (ACI, Liqo, admiralty), and of Fargate, which gives each pod a node of its own. */
function isVirtual({ labels, taints }: NodeRecord): boolean {
  return (
    labels['type'] === 'virtual-kubelet' ||
    labels['liqo.io/type'] === 'virtual-node' ||
    labels['eks.amazonaws.com/compute-type'] === 'fargate' ||
    taints.some(({ key }) => key === 'virtual-kubelet.io/provider')
  );
}

/**
 * A node that vCluster makes up for each node of the hosting cluster that it may not read. Its status is a constant of vCluster's
 * syncer (pkg/controllers/resources/nodes/fake_syncer.go): no kubelet tells it, nor does the kernel, the runtime or the address exist.
 */
function isInvented({ labels, annotations, kernel, osImage }: NodeRecord): boolean {
  return (
    [labels, annotations].some((marks) => marks['vcluster.loft.sh/fake-node'] !== undefined) ||
    kernel?.endsWith('-fakelinux') === true ||
    osImage === 'Fake Kubernetes Image'
  );
}

/** The pool's name by the cloud or the installer. */
function namedPool({ labels }: NodeRecord): string | undefined {
  return POOL_LABELS.map((key) => labels[key]).find((value) => value !== undefined && value !== '');
}

/** Stands in for the name: nodes of one role, machine type, system, runtime and minor version. */
function shapeOf(record: NodeRecord, roles: readonly string[]): string {
  const shape = [
    record.labels['node.kubernetes.io/instance-type'],
    minorName(record.kubeletVersion ?? ''),
    record.containerRuntime?.replace(/^(\w[\w-]*:\/\/\d+\.\d+).*/, '$1'),
    record.osImage,
  ];
  return [roles.join('+'), ...shape.filter((part) => part !== undefined && part !== '')].join(', ');
}
