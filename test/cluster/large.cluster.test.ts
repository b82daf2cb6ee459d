import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import type { Result } from '../../src/result/types.ts';
import { readOnlyViolations, eventsSince, markAudit } from './lib/audit.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { SUITE } from './lib/paths.ts';
import { archmap, check, verdictsByCheck } from './lib/program.ts';
import { run } from './lib/process.ts';
import type { User, UserName } from './lib/users.ts';
import { makeUsers } from './lib/users.ts';

const MINUTES = 60_000;
const FAKE_NODES = 300;
/** https://github.com/openreports/reports-api: its definitions are part of the Go module. */
const OPEN_REPORTS = 'github.com/openreports/reports-api@v0.2.1';
/** Everything, `view` only, and nothing at all. */
const NAMES = ['admin', 'viewer', 'nobody'] as const satisfies readonly UserName[];

describe('three control planes, two workers and 300 KWOK nodes', () => {
  let cluster: Cluster;
  let users: Record<UserName, User>;

  beforeAll(async () => {
    cluster = await up({ name: SUITE, controlPlanes: 3, workers: 2, fakeNodes: FAKE_NODES });
    users = await makeUsers(cluster);
  }, 10 * MINUTES);

  afterAll(async () => {
    await down(SUITE);
  }, MINUTES);

  const componentsOf = (result: Result) =>
    Object.fromEntries(
      result.controlPlane.map(({ name, replicas }) => [name, replicas.known ? replicas.value : 'unknown']),
    );

  it(
    'finds every replica of every component, and every node',
    async () => {
      const result = await check(users.admin.kubeconfig);
      expect(componentsOf(result)).toMatchObject({
        'kube-apiserver': 3,
        etcd: 3,
        'kube-controller-manager': 3,
        'kube-scheduler': 3,
        'kube-proxy': FAKE_NODES + 5,
      });
      expect(result.nodes).toHaveLength(FAKE_NODES + 5);
      expect(result.nodes.filter(({ ready }) => !ready)).toEqual([]);
      expect(
        result.nodes.filter(({ roles }) => roles.includes('control-plane')).map(({ name }) => name),
      ).toEqual(['cp-1', 'cp-2', 'cp-3']);
      expect(verdictsByCheck(result)).toMatchObject({
        'control-plane/single-node': 'pass',
        'etcd/no-quorum-spare': 'pass',
        'version/kubelet-skew': 'pass',
        'etcd/secrets-unencrypted': 'fail',
      });
    },
    3 * MINUTES,
  );

  it.each([
    ['viewer', { 'kube-apiserver': 3, etcd: 3, 'kube-proxy': FAKE_NODES + 5 }],
    ['nobody', { 'kube-apiserver': 'unknown', etcd: 'unknown', 'kube-proxy': 'unknown' }],
  ] as const)(
    'reports to %s what the permissions allow, and passes nothing that was not collected',
    async (name, components) => {
      const [result, whole] = [await check(users[name].kubeconfig), await check(users.admin.kubeconfig)];
      // A component that no data source reports may be omitted; it never has a number.
      for (const [component, replicas] of Object.entries(components))
        expect(componentsOf(result)[component] ?? 'unknown').toBe(replicas);
      expect(result.nodes).toEqual([]);
      expect(result.coverage).toContainEqual(
        expect.objectContaining({ collector: 'nodes', status: 'permission-denied' }),
      );
      const [seen, truth] = [verdictsByCheck(result), verdictsByCheck(whole)];
      // `client` is about the current user.
      for (const [id, verdict] of Object.entries(seen).filter(([id]) => !id.startsWith('client/')))
        expect([id, [truth[id], 'unknown']]).toEqual([id, expect.arrayContaining([verdict])]);
    },
    3 * MINUTES,
  );

  it.each(NAMES)(
    'only reads for %s, whatever the command',
    async (name) => {
      const user = users[name];
      const file = join(cluster.state.dir, `${name}.archmap.gz`);
      for (const args of [
        ['check', '--all', '--fail-on', 'none', '--output', 'wide'],
        ['get', 'nodes'],
        ['get', 'identities', '--output', 'json'],
        ['snapshot', '--output', file],
        ['map', '--output', `svg=${join(cluster.state.dir, `${name}.svg`)}`],
        ['diff', file],
        ['rbac', '--missing'],
      ]) {
        const mark = await markAudit(cluster);
        const { code, stderr } = await archmap(user.kubeconfig, args);
        expect({ args, stderr, code }).toMatchObject({ code: 0 });
        const events = await eventsSince(cluster, mark, [user.identity]);
        expect(events.length).toBeGreaterThan(0);
        expect({ args, broken: readOnlyViolations(events) }).toEqual({ args, broken: [] });
      }
    },
    3 * MINUTES,
  );

  it.each(NAMES)(
    'prints an overview that fits a terminal for %s, and only reads',
    async (name) => {
      const user = users[name];
      const mark = await markAudit(cluster);
      const { code, stdout, stderr } = await archmap(user.kubeconfig, []);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      expect(lines.length).toBeLessThan(75);
      if (name === 'admin') expect(stdout).toMatch(/kube-apiserver +3 Pods/);
      else expect(stdout).toContain('NOT FULLY COLLECTED');
      const events = await eventsSince(cluster, mark, [user.identity]);
      expect(events.length).toBeGreaterThan(0);
      expect(readOnlyViolations(events)).toEqual([]);
    },
    3 * MINUTES,
  );

  it.each(NAMES)(
    'returns the same for a snapshot as for the cluster, and the same twice, for %s',
    async (name) => {
      const { kubeconfig } = users[name];
      const file = join(cluster.state.dir, 'large.archmap.gz');
      const live = await check(kubeconfig);
      expect((await archmap(kubeconfig, ['snapshot', '--output', file])).code).toBe(0);
      const replay = () => archmap('/nonexistent', ['check', '--all', '--output', 'json', '--from', file]);
      const [first, second] = [await replay(), await replay()];
      expect(second.stdout).toBe(first.stdout);
      expect(verdictsByCheck(JSON.parse(first.stdout) as Result)).toEqual(verdictsByCheck(live));
    },
    3 * MINUTES,
  );

  it.each(NAMES)(
    'keeps no value of any Secret in a snapshot of %s',
    async (name) => {
      const file = join(cluster.state.dir, 'secrets.archmap.gz');
      expect((await archmap(users[name].kubeconfig, ['snapshot', '--output', file])).code).toBe(0);
      const text = gunzipSync(await readFile(file)).toString();
      const { stdout } = await cluster.kubectl(['get', 'secrets', '--all-namespaces', '--output', 'json']);
      const secrets = (
        JSON.parse(stdout) as { items: { metadata: { name: string }; data?: Record<string, string> }[] }
      ).items;
      const values = secrets
        .flatMap(({ data }) => Object.values(data ?? {}))
        .filter((value) => value.length >= 12);
      expect(values.length).toBeGreaterThan(0);
      const leaked = values.filter(
        (value) => text.includes(value) || text.includes(Buffer.from(value, 'base64').toString()),
      );
      // Public by their nature: the usages of a bootstrap token are plain words.
      const words = leaked
        .map((value) => Buffer.from(value, 'base64').toString())
        .filter((value) => !value.startsWith('system:bootstrappers:'));
      expect(words).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    "returns OpenReports that the API server accepts, validated by the authors' own definitions",
    async () => {
      const { stdout: module } = await run('go', ['mod', 'download', '-json', OPEN_REPORTS], {
        cwd: cluster.state.dir,
      });
      const { Dir: folder } = JSON.parse(module) as { Dir: string };
      await cluster.kubectl(['apply', '--server-side', '--filename', join(folder, 'config/crd')]);
      await cluster.kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']);
      const { stdout: reports, stderr } = await archmap(users.admin.kubeconfig, [
        'check',
        '--output',
        'openreports',
      ]);
      const apply = (input: string) =>
        // Strict: a field that the definition does not contain is rejected.
        run(
          'kubectl',
          ['--kubeconfig', cluster.kubeconfig, 'apply', '--validate=strict', '--filename', '-'],
          {
            env: cluster.env,
            input,
            accept: 'any',
          },
        );
      const applied = await apply(reports);
      expect({ code: applied.code, declared: applied.stderr, stderr }).toEqual({
        code: 0,
        declared: '',
        stderr: '',
      });
      const { stdout: stored } = await cluster.kubectl([
        'get',
        'clusterreports.openreports.io',
        'archmap',
        '--output',
        'json',
      ]);
      const { summary, results } = JSON.parse(stored) as {
        summary: { fail: number };
        results: { result: string }[];
      };
      expect(summary.fail).toBe(results.filter(({ result }) => result === 'fail').length);
      expect(summary.fail).toBeGreaterThan(0);
      const wrong = await apply(reports.replace(/result: fail/, 'result: failed'));
      expect(wrong.code).not.toBe(0);
      expect(wrong.stderr).toContain('failed');
    },
    3 * MINUTES,
  );

  it(
    'reports an unavailable control plane with a clear error',
    async () => {
      await cluster.kubectl(['get', '--raw', '/readyz']);
      const config = (await readFile(users.admin.kubeconfig, 'utf8')).replaceAll(':6443', ':6444');
      const { code, stdout, stderr } = await archmap(users.admin.kubeconfig, [
        '--server',
        /server: (\S+)/.exec(config)?.[1] ?? '',
      ]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.trim().split('\n')).toHaveLength(2);
    },
    MINUTES,
  );
});
