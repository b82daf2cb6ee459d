import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inHost } from './hosts.ts';
import { getItems } from './kubectl.ts';
import { until } from './process.ts';
import type { HostState } from './state.ts';
import { allowsEverything, hasOwnEtcd } from './variants.ts';

interface Named {
  metadata: { name: string };
}
interface Node extends Named {
  status: { conditions?: { type: string; status: string }[] };
}
interface Request extends Named {
  spec: { signerName: string };
  status: { conditions?: { type: string }[] };
}
interface MirrorPod extends Named {
  spec: { nodeName?: string };
  status: { phase?: string; conditions?: { type: string; status: string }[] };
}

/** etcd, API server, controller manager, scheduler. */
const STATIC_PODS = 4;

/**
 * Waits until every node is Ready and has a lease, and every control-plane host has its mirror pods. Approves the serving certificates of
 * kubelets that do not sign their own.
 */
export async function settle(cluster: Cluster): Promise<void> {
  const { kubectl, state } = cluster;
  await until(
    'every node is Ready',
    async () => {
      await approveServingCertificates(cluster);
      const nodes = await getItems<Node>(kubectl, 'nodes');
      const ready = nodes.filter(({ status }) =>
        status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
      );
      return ready.length === state.hosts.length + state.fakeNodes ? true : undefined;
    },
    { timeoutMs: 180_000, everyMs: 1000 },
  );
  await heartbeats(cluster);
  await servingCertificates(cluster);
  const hosts = state.hosts.filter(({ role }) => role === 'control-plane');
  // The kubelet first tries to create its mirror pods before their PriorityClass exists; its next tries are up to 80 s away. A restarted
  // kubelet tries at once.
  const late = await lateHosts(cluster, hosts);
  await Promise.all(late.map((host) => restartKubelet(cluster, host)));
  // For some seconds the status from before the restart remains, then the pods are not ready for a while.
  const rounds = late.length > 0 ? ROUNDS_AFTER_RESTART : 1;
  let good = 0;
  await until(
    'every control plane shows its mirror pods',
    async () => {
      good = (await lateHosts(cluster, hosts)).length === 0 ? good + 1 : 0;
      return good >= rounds ? true : undefined;
    },
    { timeoutMs: 180_000, everyMs: 1000 },
  );
  await until('kube-proxy and CoreDNS run', async () => ((await addonsRun(cluster)) ? true : undefined), {
    timeoutMs: 180_000,
    everyMs: 500,
  });
  if (late.length > 0) await unreadyDns(cluster);
}

/**
 * Nothing answers the probes of CoreDNS here. A restarted kubelet still reports it as ready, for ten seconds from some seconds
 * after its start: a snapshot at that time shows a cluster with DNS. On fake nodes every pod is always ready.
 */
async function unreadyDns({ kubectl, state }: Cluster): Promise<void> {
  const hosts = new Set(state.hosts.map(({ name }) => name));
  let rounds = 0;
  await until(
    'CoreDNS is not ready, as it stays here',
    async () => {
      const pods = await systemPods(kubectl, 'k8s-app=kube-dns');
      rounds = pods.some((pod) => hosts.has(pod.spec.nodeName ?? '') && isReady(pod)) ? 0 : rounds + 1;
      return rounds >= ROUNDS_WITHOUT_DNS ? true : undefined;
    },
    { timeoutMs: 120_000, everyMs: 1000 },
  );
}

const ROUNDS_WITHOUT_DNS = 8;

function isReady({ status }: MirrorPod): boolean {
  return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;
}

function systemPods(kubectl: Cluster['kubectl'], selector: string): Promise<MirrorPod[]> {
  return getItems<MirrorPod>(kubectl, 'pods', '--namespace', 'kube-system', '--selector', selector);
}

/** Rounds of one second in which mirror pods must be ready after a restart of the kubelet. */
const ROUNDS_AFTER_RESTART = 6;

/** kubeadm's two add-ons: kube-proxy on every node, fake ones included, and CoreDNS twice. They must run, ready or not. */
async function addonsRun({ kubectl }: Cluster): Promise<boolean> {
  const nodes = await getItems<Named>(kubectl, 'nodes');
  const pods = await systemPods(kubectl, 'k8s-app in (kube-proxy,kube-dns)');
  const running = pods.filter(({ status }) => status.phase === 'Running');
  return running.length >= nodes.length + 2;
}

/**
 * Hosts whose mirror pods are not all ready yet. Where AlwaysAllow forces anonymous access off, the kubelet's probes
 * always get a 401, and those of programs that listen on all interfaces go to a pod address without a listener: there the
 * pods only have to run.
 */
async function lateHosts({ kubectl, variant }: Cluster, hosts: readonly HostState[]): Promise<HostState[]> {
  const unprobed = allowsEverything(variant) || !variant.probed;
  const pods = await systemPods(kubectl, 'tier=control-plane');
  const good = pods.filter((pod) => (unprobed ? pod.status.phase === 'Running' : isReady(pod)));
  const expected = hasOwnEtcd(variant) ? STATIC_PODS : STATIC_PODS - 1;
  return hosts.filter(({ name }) => good.filter(({ spec }) => spec.nodeName === name).length < expected);
}

async function restartKubelet({ state }: Cluster, host: HostState): Promise<void> {
  const pid = (await readFile(join(state.dir, host.name, 'kubelet.pid'), 'utf8')).trim();
  await inHost(host, ['bash', '-c', `kill ${Number(pid)}`]);
}

/** A node can be Ready before its kubelet has created its lease, and then has no heartbeat. */
async function heartbeats({ kubectl, state }: Cluster): Promise<void> {
  await until(
    'every kubelet has a lease',
    async () => {
      const leases = await getItems<Named>(kubectl, 'leases', '--namespace', 'kube-node-lease');
      const names = new Set(leases.map(({ metadata }) => metadata.name));
      return state.hosts.every(({ name }) => names.has(name)) ? true : undefined;
    },
    { timeoutMs: 120_000, everyMs: 500 },
  );
}

/** Waits until the API server can reach kubelets that request their serving certificates. */
async function servingCertificates(cluster: Cluster): Promise<void> {
  const { kubectl, variant, state } = cluster;
  if (variant.kubelet['serverTLSBootstrap'] !== true || !variant.approve) return;
  await until(
    'every kubelet has a serving certificate',
    async () => {
      await approveServingCertificates(cluster);
      const answers = await Promise.all(
        state.hosts.map(({ name }) =>
          kubectl(['get', '--raw', `/api/v1/nodes/${name}/proxy/healthz`]).then(
            () => true,
            () => false,
          ),
        ),
      );
      return answers.every(Boolean) ? true : undefined;
    },
    { timeoutMs: 120_000, everyMs: 1000 },
  );
}

async function approveServingCertificates({ kubectl, variant }: Cluster): Promise<void> {
  if (variant.kubelet['serverTLSBootstrap'] !== true || !variant.approve) return;
  const requests = await getItems<Request>(kubectl, 'certificatesigningrequests');
  const pending = requests.filter(
    ({ spec, status }) => spec.signerName === 'kubernetes.io/kubelet-serving' && !status.conditions,
  );
  if (pending.length > 0)
    await kubectl(['certificate', 'approve', ...pending.map(({ metadata }) => metadata.name)]);
}
