import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Cluster } from './cluster.ts';
import { up } from './cluster.ts';
import { inHost } from './hosts.ts';
import { getItems } from './kubectl.ts';
import { HERE } from './paths.ts';
import { until } from './process.ts';
import { saveState } from './state.ts';
import { loadVariantFrom } from './variants.ts';

const FOLDER = join(HERE, 'dress');

/** Zones of the real hosts: all control planes in one zone is one of the company's mistakes. */
const ZONES: Readonly<Record<string, string>> = {
  'cp-1': 'a',
  'cp-2': 'a',
  'cp-3': 'a',
  'worker-1': 'a',
  'worker-2': 'b',
};

interface Pod {
  metadata: { name: string; namespace: string };
  spec: { nodeName?: string };
  status: { phase?: string; conditions?: { type: string; status: string }[] };
}

/**
 * The cluster of a small company, Harbour & Finch: real control planes, some real workers, and KWOK for the other nodes
 * and everything that runs on them. Everything in dress/ is applied; the last step makes the cluster reject new objects.
 */
export async function dressedCluster(progress: (line: string) => void): Promise<Cluster> {
  // The hosts' runtime reports the name of the company's runtime.
  process.env['PROCCRI_RUNTIME'] = 'containerd/2.3.7';
  const variant = await loadVariantFrom('dressed', FOLDER);
  const cluster = await up({ name: 'record', variant, controlPlanes: 3, workers: 2, kwok: true, progress });
  const { kubectl, state } = cluster;
  progress('dressing the cluster');
  for (const { name } of state.hosts) {
    const labels = [
      'topology.kubernetes.io/region=north-1',
      `topology.kubernetes.io/zone=north-1${ZONES[name] ?? 'a'}`,
    ];
    await kubectl(['label', 'node', name, ...labels, ...(name.startsWith('worker') ? ['pool=general'] : [])]);
  }
  await kubectl(['create', '-f', join(FOLDER, 'nodes.yaml')]);
  // Real kubelets only pretend to run CoreDNS, too, but probe its health.
  const onKwok = { spec: { template: { spec: { nodeSelector: { pool: 'memory' } } } } };
  await kubectl([
    'patch',
    'deployment',
    'coredns',
    '--namespace',
    'kube-system',
    '--patch',
    JSON.stringify(onKwok),
  ]);
  for (const file of (await readdir(join(FOLDER, 'objects'))).sort()) {
    await kubectl(['apply', '-f', join(FOLDER, 'objects', file)]);
    if (file.includes('crds'))
      await kubectl([
        'wait',
        '--for=condition=Established',
        'customresourcedefinitions',
        '--all',
        '--timeout=60s',
      ]);
  }
  await until('every pod runs', () => allRun(cluster), { timeoutMs: 180_000, everyMs: 1000 });
  await kubectl([
    'apply',
    '--server-side',
    '--subresource=status',
    '--force-conflicts',
    '-f',
    join(FOLDER, 'status.yaml'),
  ]);
  await registerDrivers(cluster);
  await kubectl(['apply', '-f', join(FOLDER, 'late')]);
  await saveState(state);
  return cluster;
}

/** A kubelet registers a driver when its node plugin answers; the plugins here only pretend to run. */
async function registerDrivers({ kubectl }: Cluster): Promise<void> {
  const pods = await getItems<Pod>(
    kubectl,
    'pods',
    '--namespace',
    'storage',
    '--selector',
    'app=csi-rbdplugin',
  );
  const items = pods.flatMap(({ spec: { nodeName } }) =>
    nodeName === undefined
      ? []
      : {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'CSINode',
          metadata: { name: nodeName },
          spec: { drivers: [{ name: 'rbd.csi.ceph.com', nodeID: nodeName, topologyKeys: [] }] },
        },
  );
  if (items.length === 0) throw new TypeError('the dressed cluster has no Pod of a node plugin');
  await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  });
}

async function allRun({ kubectl }: Cluster): Promise<true | undefined> {
  const pods = await getItems<Pod>(kubectl, 'pods', '--all-namespaces');
  const waiting = pods.filter(
    ({ status }) =>
      status.phase !== 'Succeeded' &&
      !status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
  );
  return waiting.length === 0 ? true : undefined;
}

/**
 * The kubeconfig of an employee of the company, with realistic names. Created just before the snapshot, because a
 * kubelet reverts changes to its node status within ten seconds.
 */
export async function companyKubeconfig(cluster: Cluster): Promise<string> {
  const { kubeconfig, state, env, kubectl } = cluster;
  const [first] = state.hosts;
  if (!first) throw new TypeError('a cluster has a first host');
  const person = 'greta@harbourandfinch.example';
  const config = join(state.dir, first.name, 'init.yaml');
  const made = await inHost(
    first,
    ['kubeadm', 'kubeconfig', 'user', '--config', config, '--client-name', person, '--org', 'platform-team'],
    { env },
  );
  const { clusters } = load(await readFile(kubeconfig, 'utf8')) as { clusters: { cluster: object }[] };
  const { users } = load(made.stdout) as { users: { user: object }[] };
  const path = join(state.dir, 'company.conf');
  const names = { cluster: 'harbour-finch', user: 'greta' };
  await writeFile(
    path,
    dump({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': names.cluster,
      clusters: [{ name: names.cluster, cluster: clusters[0]?.cluster }],
      users: [{ name: names.user, user: users[0]?.user }],
      contexts: [{ name: names.cluster, context: names }],
    }),
    { mode: 0o600 },
  );
  const machine = {
    kernelVersion: '6.12.48+deb13-amd64',
    osImage: 'Debian GNU/Linux 13 (trixie)',
    machineID: '',
    systemUUID: '',
    bootID: '',
  };
  const patch = JSON.stringify({ status: { nodeInfo: machine } });
  for (const { name } of state.hosts)
    await kubectl(['patch', 'node', name, '--subresource=status', '--patch', patch]);
  return path;
}
