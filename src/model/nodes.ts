import { leaseClock, secondsBehind } from '../snapshot/leases.ts';
import type { NodeRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { addressReach } from '../shared/addresses.ts';
import { sorted } from './sorting.ts';
import type { NodeFacts, PodFacts, RuntimeFacts } from './types.ts';
import { kubernetesMinor, minorName } from './version.ts';

/** Conditions that are bad when True. Others are ignored: EtcdIsVoter=True, for example, is good. */
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

/** Nodes by name, with the facts that other parts of the model need. */
export function buildNodes(snapshot: Snapshot, pods: PodFacts): NodeFacts[] {
  const renewals = new Map(
    snapshot.records.lease
      .filter(({ namespace }) => namespace === 'kube-node-lease')
      .map((lease) => [lease.name, lease]),
  );
  // Where a heartbeat is evaluated, kube-node-lease contains at least one lease; without a readable time there is no clock.
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

/** Whether the node's labels mark a control plane. With NodeRestriction a kubelet cannot set the first three itself. */
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

/** Marks of virtual-kubelet and similar projects (ACI, Liqo, admiralty), and of Fargate, which creates one node per pod. */
function isVirtual({ labels, taints }: NodeRecord): boolean {
  return (
    labels['type'] === 'virtual-kubelet' ||
    labels['liqo.io/type'] === 'virtual-node' ||
    labels['eks.amazonaws.com/compute-type'] === 'fargate' ||
    taints.some(({ key }) => key === 'virtual-kubelet.io/provider')
  );
}

/**
 * A node that vCluster creates for each node of the hosting cluster that it cannot read. Its status is a constant of vCluster's syncer
 * (pkg/controllers/resources/nodes/fake_syncer.go): no kubelet reports it, and neither the kernel, the runtime nor the address exist.
 */
function isInvented({ labels, annotations, kernel, osImage }: NodeRecord): boolean {
  return (
    [labels, annotations].some((marks) => marks['vcluster.loft.sh/fake-node'] !== undefined) ||
    kernel?.endsWith('-fakelinux') === true ||
    osImage === 'Fake Kubernetes Image'
  );
}

/** The pool's name from the cloud or the installer. */
function namedPool({ labels }: NodeRecord): string | undefined {
  return POOL_LABELS.map((key) => labels[key]).find((value) => value !== undefined && value !== '');
}

/** Replaces the name: nodes of one role, machine type, operating system, runtime and minor version. */
function shapeOf(record: NodeRecord, roles: readonly string[]): string {
  const shape = [
    record.labels['node.kubernetes.io/instance-type'],
    minorName(record.kubeletVersion ?? ''),
    record.containerRuntime?.replace(/^(\w[\w-]*:\/\/\d+\.\d+).*/, '$1'),
    record.osImage,
  ];
  return [roles.join('+'), ...shape.filter((part) => part !== undefined && part !== '')].join(', ');
}
