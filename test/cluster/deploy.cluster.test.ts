import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load, loadAll } from 'js-yaml';
import type { Result } from '../../src/result/types.ts';
import { eventsSince, markAudit, readOnlyViolations } from './lib/audit.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { ROOT, SUITE } from './lib/paths.ts';
import type { Ran } from './lib/process.ts';
import { run, until } from './lib/process.ts';
import { ensureHelm } from './lib/upstream.ts';

const MINUTES = 60_000;
/** https://github.com/openreports/reports-api: its definitions are part of the Go module. */
const OPEN_REPORTS = 'github.com/openreports/reports-api@v0.2.1';
const CHART = join(ROOT, 'deploy/chart');
const IDENTITY = 'system:serviceaccount:archmap:archmap';
const SELECTED = 'app.kubernetes.io/managed-by=kubectl-archmap';

/** The part of a Pod that the tests read. */
interface Container {
  name: string;
  command?: string[];
  args: string[];
}
interface PodSpec {
  initContainers?: Container[];
  containers: Container[];
}
interface Pod {
  metadata: { uid: string };
  spec: PodSpec;
}
interface Manifest {
  kind: string;
  metadata: { name: string; labels?: object };
  spec: { jobTemplate: { spec: { template: { metadata: { labels: object }; spec: PodSpec } } } };
}

let cluster: Cluster;
let helm = '';
let folder = '';

beforeAll(async () => {
  helm = await ensureHelm();
  cluster = await up({ name: SUITE });
  folder = await mkdtemp(join(cluster.state.dir, 'deploy-'));
  await mkdir(join(folder, 'results'));
  const { stdout } = await run('go', ['mod', 'download', '-json', OPEN_REPORTS], { cwd: folder });
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  await cluster.kubectl(['apply', '--server-side', '--filename', join(Dir, 'config/crd')]);
  await cluster.kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']);
}, 20 * MINUTES);

afterAll(() => down(SUITE), MINUTES);

/** The base, with the component as a user adds it. */
async function kustomized(component: boolean): Promise<string> {
  if (!component) return (await cluster.kubectl(['kustomize', join(ROOT, 'deploy/base')])).stdout;
  // kustomize accepts relative paths only.
  const overlay = await mkdtemp(join(ROOT, 'dist/overlay-'));
  try {
    const of = (path: string) => `../../deploy/${path}`;
    const text = JSON.stringify({ resources: [of('base')], components: [of('components/openreports')] });
    await writeFile(join(overlay, 'kustomization.yaml'), text);
    return (await cluster.kubectl(['kustomize', overlay])).stdout;
  } finally {
    await rm(overlay, { recursive: true });
  }
}

async function rendered(...set: string[]): Promise<string> {
  const values = set.flatMap((value) => ['--set', value]);
  const args = ['template', 'archmap', CHART, '--namespace', 'archmap', '--kube-version', '1.37.0'];
  return (await run(helm, [...args, ...values])).stdout;
}

function podSpecIn(manifests: string): PodSpec {
  const all = loadAll(manifests) as Manifest[];
  const found = all.find(({ kind }) => kind === 'CronJob');
  if (!found) throw new Error('there is no CronJob');
  return found.spec.jobTemplate.spec.template.spec;
}

/** What a container of the Pod does, as a process: its arguments, its token and the variables of the kubelet, and no other access. */
async function runContainer({ command, args }: Container, uid: string, kubeconfig?: string): Promise<Ran> {
  const config = load(await readFile(cluster.kubeconfig, 'utf8')) as {
    clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
  };
  const [first] = config.clusters;
  if (!first) throw new Error('the kubeconfig has no cluster');
  const token = await cluster.kubectl(['create', 'token', 'archmap', '--namespace', 'archmap']);
  const account = join(folder, 'account');
  await mkdir(account, { recursive: true });
  await writeFile(join(account, 'token'), token.stdout.trim());
  await writeFile(join(account, 'namespace'), 'archmap');
  await writeFile(
    join(account, 'ca.crt'),
    Buffer.from(first.cluster['certificate-authority-data'], 'base64'),
  );
  const program =
    command === undefined
      ? [process.execPath, join(ROOT, 'bin/kubectl-archmap')]
      : [cluster.binaries.kubectl, ...command.slice(1)];
  const { hostname, port } = new URL(first.cluster.server);
  const place = '/run/secrets/kubernetes.io/serviceaccount';
  // The kubelet mounts the token at this path, so the process has a mount namespace of its own.
  const script = `mount -t tmpfs tmpfs /run && mkdir -p ${place} && cp "$0"/* ${place} && cd ${place} && exec "$@"`;
  const inPod = args.map((arg) => arg.replace('/results', join(folder, 'results')).replace('$(RUN)', uid));
  return run('unshare', ['--mount', 'sh', '-c', script, account, ...program, ...inPod], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
      ...(kubeconfig !== undefined && { KUBECONFIG: kubeconfig }),
    },
    accept: 'any',
  });
}

describe('deploy/', () => {
  it('the chart and the base run the same Pod, with and without reports', async () => {
    expect(podSpecIn(await rendered())).toEqual(podSpecIn(await kustomized(false)));
    const [chart, base] = [
      podSpecIn(await rendered('reports.enabled=true')),
      podSpecIn(await kustomized(true)),
    ];
    const ofArgs = ({ initContainers = [], containers }: PodSpec) =>
      [...initContainers, ...containers].map(({ name, args }) => [name, ...args]);
    expect(ofArgs(chart)).toEqual(ofArgs(base));
  });

  it('neither has a risk of medium severity or above in our own checks', async () => {
    const all = 'reports.enabled=true';
    for (const input of [
      await kustomized(true),
      await rendered(all, 'namespace.create=true'),
      await rendered(),
    ]) {
      const args = ['bin/kubectl-archmap', 'check', '--from=-', '--fail-on=medium', '--output=json'];
      const { stdout } = await run(process.execPath, args, { cwd: ROOT, input });
      expect(risksOf(JSON.parse(stdout) as Result)).toEqual([]);
    }
  });

  it(
    'the API server accepts the chart with every kind of result, and helm installs and uninstalls it',
    async () => {
      await cluster.kubectl(['create', 'namespace', 'archmap']);
      for (const set of [
        [],
        ['results.type=emptyDir', 'config=kind: Config', 'namespace.create=true', 'namespace.name=other'],
        ['reports.enabled=true', 'reports.format=policyreport', 'networkPolicy.enabled=false'],
      ]) {
        const input = (await rendered(...set)).replaceAll('namespace: other', 'namespace: archmap');
        await cluster.kubectl(['apply', '--dry-run=server', '--validate=strict', '-f', '-'], { input });
      }
      const account = ['--kubeconfig', cluster.kubeconfig, '--namespace', 'archmap'];
      await run(helm, ['install', 'nightly', CHART, ...account, '--set', 'reports.enabled=true']);
      const { stdout } = await cluster.kubectl(['get', 'cronjob', '-n', 'archmap', '-o', 'name']);
      expect(stdout).toBe('cronjob.batch/nightly\n');
      await run(helm, ['uninstall', 'nightly', ...account]);
    },
    3 * MINUTES,
  );

  it(
    'the Pod is admitted at the restricted level, and runs with the permissions of its ServiceAccount alone',
    async () => {
      const input = await kustomized(true);
      await cluster.kubectl(['apply', '--validate=strict', '-f', '-'], { input });
      await cluster.kubectl([
        'apply',
        '--dry-run=server',
        '--warnings-as-errors',
        '-f',
        join(ROOT, 'deploy/report.yaml'),
      ]);
      await cluster.kubectl(['create', 'job', '-n', 'archmap', 'now', '--from=cronjob/archmap']);
      const pod = await until('the Pod exists', () => podOf('now'), { timeoutMs: 60_000 });
      await applyOthers();

      const mark = await markAudit(cluster);
      const [scan, ...publish] = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
      if (!scan) throw new Error('the Pod has no container');
      const scanned = await runContainer(scan, pod.metadata.uid);
      expect({ code: scanned.code, stderr: scanned.stderr.replaceAll(/^Wrote .*\n/gm, '') }).toEqual({
        code: 0,
        stderr: '',
      });
      const events = await eventsSince(cluster, mark, [IDENTITY]);
      expect(events.length).toBeGreaterThan(50);
      expect(readOnlyViolations(events)).toEqual([]);
      const result = JSON.parse(await readFile(join(folder, 'results/archmap.json'), 'utf8')) as Result;
      expect(result.cluster.user).toBe(IDENTITY);
      // The one permission that no role of this project grants.
      expect(result.coverage.filter(({ status }) => status === 'permission-denied')).toMatchObject([
        { collector: 'secrets' },
      ]);
      expect(result.coverage.filter(({ status }) => /partial|failed/.test(status))).toEqual([]);

      // This cluster provisions no volumes.
      expect(risksOf(result)).toEqual(['storage/claim-pending']);

      expect(publish.map(({ name }) => name)).toEqual(['apply', 'mark', 'remove-outdated']);
      for (const container of publish) {
        const { name } = container;
        const { code, stderr } = await runContainer(container, pod.metadata.uid);
        expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' });
      }
      // That of an earlier run is gone, that of another tool is not.
      expect(await reportsIn('left')).toEqual(['kyverno']);
      expect(await reportsIn('archmap')).toEqual(['archmap']);
      const { stdout } = await cluster.kubectl(['get', 'clusterreports', '-l', SELECTED, '-o', 'name']);
      expect(stdout).toBe('clusterreport.openreports.io/archmap\n');
    },
    3 * MINUTES,
  );

  it(
    'the chart names the cluster in the results',
    async () => {
      const manifests = loadAll(await rendered('clusterName=prod-eu1')) as (Manifest & {
        data: { kubeconfig: string };
      })[];
      const text = manifests.find(({ kind }) => kind === 'ConfigMap')?.data.kubeconfig ?? '';
      const server = /server: (\S+)/.exec(await readFile(cluster.kubeconfig, 'utf8'))?.[1] ?? '';
      const file = join(folder, 'kubeconfig');
      // The name resolves in Pods only.
      await writeFile(file, text.replace('https://kubernetes.default.svc', server));
      const args = ['check', '--only=namespaces', '--fail-on=none', '--output=prometheus'];
      const { stdout } = await runContainer({ name: 'archmap', args }, '', file);
      expect(stdout).toContain('archmap_risks{cluster="prod-eu1"');
    },
    MINUTES,
  );

  it.each([
    ['get', 'secrets'],
    ['list', 'secrets'],
    ['get', 'pods/log'],
    ['create', 'pods/exec'],
    ['get', 'nodes/proxy'],
    ['create', 'pods'],
    ['delete', 'reports.openreports.io/kyverno'],
    ['create', 'serviceaccounts/token'],
  ])('the ServiceAccount cannot %s %s', async (verb, resource) => {
    const args = ['auth', 'can-i', verb, resource, '--namespace=archmap', `--as=${IDENTITY}`];
    expect((await cluster.kubectl(args, { accept: [0, 1] })).stdout.trim()).toMatch(/^no/);
  });
});

/** Risks of medium severity or above on our own objects. */
function risksOf({ verdicts }: Result): string[] {
  return verdicts
    .filter(({ verdict, severity }) => verdict === 'fail' && severity !== 'low' && severity !== 'info')
    .filter(({ object }) => `${object?.namespace ?? ''}/${object?.name ?? ''}`.includes('archmap'))
    .map(({ check }) => check);
}

async function podOf(job: string): Promise<Pod | undefined> {
  const args = ['get', 'pods', '-n', 'archmap', '-l', `job-name=${job}`, '-o', 'json'];
  return (JSON.parse((await cluster.kubectl(args)).stdout) as { items: Pod[] }).items[0];
}

/** A report of an earlier run in a namespace without results, and one of another tool. */
async function applyOthers(): Promise<void> {
  const report = (name: string, tool: string) => ({
    apiVersion: 'openreports.io/v1alpha1',
    kind: 'Report',
    metadata: { name, namespace: 'left', labels: { 'app.kubernetes.io/managed-by': tool } },
    source: tool,
  });
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'left', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
  const items = [namespace, report('archmap', 'kubectl-archmap'), report('kyverno', 'kyverno')];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await cluster.kubectl(['apply', '-f', '-'], { input });
}

async function reportsIn(namespace: string): Promise<string[]> {
  const args = ['get', 'reports', '-n', namespace, '-o', 'jsonpath={.items[*].metadata.name}'];
  return (await cluster.kubectl(args)).stdout.split(' ').filter((name) => name !== '');
}
