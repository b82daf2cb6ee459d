import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { ADMIN_CONF } from './kubeadm.ts';
import { startInHost } from './hosts.ts';
import { HERE } from './paths.ts';
import { saveState } from './state.ts';
import { KUBERNETES_VERSION } from './binaries.ts';

/** KWOK simulates the kubelet of every node with this annotation. */
const ANNOTATION = { 'kwok.x-k8s.io/node': 'fake' };

/** Starts KWOK next to the first control plane; it ends with that host. Its stages are the project's own. */
export async function startKwok({ state, binaries, env }: Cluster): Promise<void> {
  const [first] = state.hosts;
  if (!first) throw new TypeError('a cluster has a first host');
  const args = [
    '--kubeconfig',
    join(state.dir, ADMIN_CONF),
    '--config',
    join(HERE, 'kwok/stages.yaml'),
    '--manage-all-nodes=false',
    '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
    '--node-lease-duration-seconds=40',
    '--server-address=127.0.0.1:10247',
  ];
  await startInHost(first, [binaries.kwok, ...args], join(state.dir, 'kwok.log'), env);
}

/** Adds nodes `node-001`, `node-002` ... in three zones and two sizes. */
export async function addFakeNodes({ state, kubectl }: Cluster, count: number): Promise<void> {
  const nodes = Array.from({ length: count }, (_, index) => fakeNode(index + 1));
  await kubectl(['create', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes }),
  });
  state.fakeNodes = count;
  await saveState(state);
}

function fakeNode(number: number) {
  const name = `node-${String(number).padStart(3, '0')}`;
  const zone = `zone-${'abc'[number % 3]}`;
  const large = number % 4 === 0;
  const capacity = large
    ? { cpu: '32', memory: '128Gi', pods: '110' }
    : { cpu: '8', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: ANNOTATION,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': name,
        'node.kubernetes.io/instance-type': large ? 'm.large' : 'm.small',
        'topology.kubernetes.io/region': 'test-1',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: `10.211.${Math.floor(number / 250)}.${(number % 250) + 1}` },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: 'linux',
        bootID: '',
        machineID: '',
        systemUUID: '',
        containerRuntimeVersion: 'containerd://2.3.7',
        kernelVersion: '6.12.48',
        kubeProxyVersion: '',
        kubeletVersion: KUBERNETES_VERSION,
        osImage: 'Debian GNU/Linux 13 (trixie)',
      },
    },
  };
}
