/** `fleet` over three real clusters, and deploy/fleet against a real API server. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dump, load } from 'js-yaml';
import type { FleetCluster } from '../../src/result/fleet/types.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { ROOT } from './lib/paths.ts';
import { archmap, check } from './lib/program.ts';

const MINUTES = 60_000;
const NAMES = ['fleet-a', 'fleet-b', 'fleet-c'] as const;
const VARIANTS = { 'fleet-a': 'stock', 'fleet-b': 'hardened', 'fleet-c': 'broken' } as const;

type Named = { name: string }[];
interface Kubeconfig {
  clusters: Named;
  users: Named;
  contexts: Named;
}

let clusters: Cluster[];
let folder: string;
let kubeconfig: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-fleet-'));
  clusters = [];
  // One after the other: each start uses both processors.
  for (const name of NAMES) clusters.push(await up({ name, variant: VARIANTS[name] }));
  kubeconfig = join(folder, 'config');
  const each = await Promise.all(
    clusters.map(async (cluster) => load(await readFile(cluster.kubeconfig, 'utf8')) as Kubeconfig),
  );
  const named = (kind: keyof Kubeconfig) =>
    each.flatMap((config, at) => config[kind].map((one) => ({ ...one, name: NAMES[at] ?? '' })));
  const contexts = NAMES.map((name) => ({ name: `prod/${name}`, context: { cluster: name, user: name } }));
  const dead = { name: 'dead', cluster: { server: 'https://127.0.0.1:1' } };
  await writeFile(
    kubeconfig,
    dump({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [...named('clusters'), dead],
      users: named('users'),
      contexts: [...contexts, { name: 'prod/dead', context: { cluster: 'dead', user: 'fleet-a' } }],
    }),
  );
}, 15 * MINUTES);

afterAll(async () => {
  for (const name of NAMES) await down(name);
  await rm(folder, { recursive: true, force: true });
}, MINUTES);

const itemsOf = (stdout: string): FleetCluster[] => (JSON.parse(stdout) as { items: FleetCluster[] }).items;

describe('fleet over three real clusters', () => {
  it(
    'reports of each what check reports, and why the fourth one failed',
    async () => {
      const args = ['fleet', '--contexts', 'prod/*', '--fail-on', 'none', '-o', 'json', '--parallel', '3'];
      const ran = await archmap(kubeconfig, args);
      expect(ran.code).toBe(2);
      const items = new Map(itemsOf(ran.stdout).map((item) => [item.name, item]));
      expect([...items.keys()].sort()).toEqual(['prod/dead', ...NAMES.map((name) => `prod/${name}`)]);
      expect(items.get('prod/dead')?.error).toContain('refused the connection');
      for (const [at, name] of NAMES.entries()) {
        const { summary, cluster } = await check(clusters[at]?.kubeconfig ?? '');
        const { facts } = items.get(`prod/${name}`) ?? {};
        expect(facts).toMatchObject({ nodes: summary.counts.nodes, server: cluster.server });
        expect(facts?.version).toMatch(/^v1\.37\./);
        // Results that depend on uptime may change between the two runs; critical ones are settings.
        expect(facts?.risks.critical).toBe(summary.risks.critical);
      }
      expect(items.get('prod/fleet-c')?.facts?.risks.critical).toBeGreaterThan(0);
      expect(items.get('prod/fleet-b')?.facts?.risks.critical).toBe(0);
    },
    5 * MINUTES,
  );

  it(
    'gives, as the shards of an Indexed Job, what their merge reports',
    async () => {
      const out = join(folder, 'results');
      const shared = ['fleet', '--contexts', 'prod/fleet-*', '--fail-on', 'none', '--output-dir', out];
      for (const index of ['0', '1', '2']) {
        const ran = await archmap(kubeconfig, [...shared, '--shard', 'job/3', '-o', 'json'], {
          JOB_COMPLETION_INDEX: index,
        });
        expect([ran.code, itemsOf(ran.stdout).length]).toEqual([0, 1]);
      }
      const merged = await archmap(kubeconfig, ['fleet', 'merge', out, '-o', 'json']);
      expect(merged.code).toBe(0);
      expect(itemsOf(merged.stdout).map(({ name, state }) => `${name} ${state}`)).toEqual([
        'prod/fleet-c complete',
        'prod/fleet-a complete',
        'prod/fleet-b complete',
      ]);
    },
    5 * MINUTES,
  );
});

describe('deploy/fleet', () => {
  const kubectl = (args: readonly string[]) => {
    const [hub] = clusters;
    if (hub === undefined) throw new Error('no cluster');
    return hub.kubectl(args);
  };

  it(
    'is accepted by a real API server, and Pod Security admits the Pods of every index',
    async () => {
      const deploy = join(ROOT, 'deploy', 'fleet');
      // Objects in it need the namespace, with its level, also in a dry run.
      await kubectl(['apply', '-f', join(deploy, 'namespace.yaml')]);
      for (const path of [deploy, join(deploy, 'merge')]) {
        const dry = await kubectl(['apply', '-k', path, '--dry-run=server', '--validate=strict']);
        expect(dry.stderr).toBe('');
      }
      await kubectl(['apply', '-k', deploy]);
      const query = ['get', 'job/archmap-fleet', '-n', 'archmap-fleet', '-o', 'json'];
      await kubectl(['wait', '--for=jsonpath={.status.active}=4', '--timeout=60s', ...query.slice(1, 4)]);
      const pods = await kubectl(['get', 'pods', '-n', 'archmap-fleet', '-o', 'json']);
      const { items } = JSON.parse(pods.stdout) as {
        items: { metadata: { annotations: Record<string, string> } }[];
      };
      const indexes = items.map(
        ({ metadata }) => metadata.annotations['batch.kubernetes.io/job-completion-index'],
      );
      expect(new Set(indexes)).toEqual(new Set(['0', '1', '2', '3']));
      expect(indexes).toHaveLength(4);
    },
    3 * MINUTES,
  );
});
