import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Result, VerdictKind } from '../../src/result/types.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { inHost } from './lib/hosts.ts';
import { SUITE } from './lib/paths.ts';
import { sleep, until } from './lib/process.ts';
import { archmap, check, verdictsByCheck } from './lib/program.ts';
import type { HostState } from './lib/state.ts';
import type { User, UserName } from './lib/users.ts';
import { makeUsers } from './lib/users.ts';

const MINUTES = 60_000;
const MANIFEST = '/etc/kubernetes/manifests/kube-apiserver.yaml';

/** Checks that may become worse: they are about the outage. */
const ABOUT_OUTAGE: readonly string[] = [
  'api-server/health-check-failing',
  'control-plane/restarting',
  'control-plane/leader-unstable',
  'control-plane/replicas-differ',
  'nodes/not-ready',
  'nodes/heartbeat-stale',
];

/** A control plane whose servers die during collection. */
describe('three control planes during an outage', () => {
  let cluster: Cluster;
  let users: Record<UserName, User>;
  let healthy: Record<string, VerdictKind>;

  beforeAll(async () => {
    cluster = await up({ name: SUITE, controlPlanes: 3 });
    users = await makeUsers(cluster);
    healthy = verdictsByCheck(await check(users.admin.kubeconfig));
  }, 10 * MINUTES);

  afterAll(async () => {
    await down(SUITE);
  }, MINUTES);

  const host = (name: string): HostState => {
    const found = cluster.state.hosts.find((one) => one.name === name);
    if (!found) throw new Error(`no host ${name}`);
    return found;
  };
  const kill = (name: string, program: string) =>
    inHost(host(name), ['bash', '-c', `kill -9 $(pidof ${program})`], { accept: 'any' });

  /** Verdicts that the outage changed to anything but unknown. */
  const wrongVerdicts = (result: Result): string[] =>
    Object.entries(verdictsByCheck(result)).flatMap(([id, verdict]) =>
      verdict === healthy[id] || verdict === 'unknown' || ABOUT_OUTAGE.includes(id)
        ? []
        : [`${id}: ${healthy[id]} became ${verdict}`],
    );

  const answers = () =>
    until(
      'every API server answers',
      async () => {
        const pods = await cluster
          .kubectl([
            'get',
            'pods',
            '--namespace',
            'kube-system',
            '--selector',
            'component=kube-apiserver',
            '-o',
            'name',
          ])
          .then(
            ({ stdout }) => stdout.trim().split('\n').length,
            () => 0,
          );
        return pods === 3 ? true : undefined;
      },
      { timeoutMs: 120_000, everyMs: 500 },
    );

  it.each([50, 300, 700])(
    'get correct verdicts or none when the API server dies %i ms after the start',
    async (delay) => {
      await answers();
      const args = ['check', '--all', '--fail-on', 'none', '--output', 'json'];
      const running = archmap(users.admin.kubeconfig, args);
      await sleep(delay);
      await kill('cp-1', 'kube-apiserver');
      const { code, stdout, stderr } = await running;
      // Either a correct partial result, or one line for the cause and one line for the fix.
      if (code === 2) {
        expect(stdout).toBe('');
        expect(stderr).toMatch(/^error: .+\n.+\n?$/m);
        expect(stderr).not.toMatch(/^\s+at /m);
        return;
      }
      expect(code).toBe(0);
      expect(wrongVerdicts(JSON.parse(stdout) as Result)).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    'get correct verdicts when a leader has just changed',
    async () => {
      await answers();
      const before = await leader();
      await kill(before.split('_')[0] ?? '', 'kube-scheduler');
      await until('another one leads', async () => ((await leader()) === before ? undefined : true), {
        timeoutMs: 120_000,
        everyMs: 1000,
      });
      const result = await check(users.admin.kubeconfig);
      expect(wrongVerdicts(result)).toEqual([]);
      expect(verdictsByCheck(result)['control-plane/leader-unstable']).toBe('pass');
    },
    4 * MINUTES,
  );

  it(
    'get correct verdicts when a replica is down',
    async () => {
      await answers();
      await inHost(host('cp-3'), ['mv', MANIFEST, '/etc/kubernetes/kube-apiserver.away']);
      try {
        await until(
          'the API server of cp-3 is gone',
          async () => {
            const { code } = await inHost(host('cp-3'), ['pidof', 'kube-apiserver'], { accept: 'any' });
            return code === 0 ? undefined : true;
          },
          { timeoutMs: 120_000, everyMs: 500 },
        );
        const result = await check(users.admin.kubeconfig);
        expect(wrongVerdicts(result)).toEqual([]);
      } finally {
        await inHost(host('cp-3'), ['mv', '/etc/kubernetes/kube-apiserver.away', MANIFEST]);
      }
    },
    4 * MINUTES,
  );

  /** Host and instance of the scheduler that is the leader. */
  const leader = async () => {
    const { stdout } = await cluster.kubectl([
      'get',
      'lease',
      'kube-scheduler',
      '--namespace',
      'kube-system',
      '-o',
      'jsonpath={.spec.holderIdentity}',
    ]);
    return stdout;
  };
});
