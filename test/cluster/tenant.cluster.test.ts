import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Verdict } from '../../src/result/types.ts';
import { readInput } from '../../src/snapshot/read.ts';
import { byTenant, withinNamespace } from '../adversary/properties.ts';
import { networkContextOf } from '../metamorphic/clusters.ts';
import { tenantObject } from '../metamorphic/objects.ts';
import type { Manifest } from '../model/support/cluster.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { SUITE } from './lib/paths.ts';
import { archmap, check } from './lib/program.ts';
import { run } from './lib/process.ts';

const MINUTES = 60_000;

/** Minimum number of created objects and kinds; the cluster's admission decides how many of the generated ones it accepts. */
const TAKEN = 40;
const KINDS = 6;

/** Maximum number of tries. */
const TRIED = 800;

/** The tenant that creates them: `admin` in one namespace, as teams have it. */
const TENANT = `
apiVersion: v1
kind: Namespace
metadata: { name: tenant }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tenant, namespace: tenant }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: eve }]
`;

/** Objects that a tenant can create on a real API server must not change verdicts on other objects. */
describe.each(['stock', 'hardened', 'broken'])('a tenant of %s', (variant) => {
  let cluster: Cluster;
  let before: readonly Verdict[];
  let objects: Manifest[];

  beforeAll(async () => {
    cluster = await up({ name: SUITE, variant });
    const file = join(cluster.state.dir, 'tenant.yaml');
    await writeFile(file, TENANT);
    await cluster.kubectl(['apply', '-f', file]);
    const saved = join(cluster.state.dir, 'before.archmap.gz');
    await archmap(cluster.kubeconfig, ['snapshot', '--output', saved]);
    const io = { stdin: process.stdin, signal: new AbortController().signal };
    const around = { ...networkContextOf(await readInput([saved], io)), namespaces: ['tenant'] };
    const seed = Number(process.env['ARCHMAP_SEED'] ?? Date.now() % 2 ** 31);
    // A failing run is repeated with ARCHMAP_SEED.
    process.stdout.write(`ARCHMAP_SEED=${seed}\n`);
    objects = fc.sample(tenantObject(around), { numRuns: TRIED, seed });
    before = (await check(cluster.kubeconfig)).verdicts;
  }, 10 * MINUTES);

  afterAll(async () => {
    await down(SUITE);
  }, MINUTES);

  it(
    'changes no verdict on other objects by what the API server accepts from it',
    async () => {
      const taken: Manifest[] = [];
      const files: string[] = [];
      const kinds = new Set<string>();
      for (const [index, object] of objects.entries()) {
        if (taken.length >= TAKEN && kinds.size >= KINDS) break;
        const file = join(cluster.state.dir, `object-${index}.json`);
        await writeFile(file, JSON.stringify(object));
        const as = ['--kubeconfig', cluster.kubeconfig, '--as', 'eve', 'create', '-f', file];
        const { code } = await run(cluster.binaries.kubectl, as, { accept: 'any' });
        if (code !== 0) continue;
        taken.push(object);
        files.push('--filename', file);
        kinds.add(String(object['kind']));
      }
      const lost = (earlier: readonly Verdict[], later: readonly Verdict[]) => [
        ...byTenant(new Set(['tenant']), earlier, later),
        ...withinNamespace(taken, earlier, later),
      ];
      const after = (await check(cluster.kubeconfig)).verdicts;
      expect(taken.length).toBeGreaterThanOrEqual(TAKEN);
      expect(kinds.size).toBeGreaterThanOrEqual(KINDS);
      const gone = lost(before, after);
      if (gone.length === 0) return;
      // In a broken cluster probes fail and pods restart by themselves: a verdict that the tenant changed reverts when its objects are
      // deleted.
      await cluster.kubectl([
        'delete',
        '--force',
        '--grace-period=0',
        '--wait=false',
        '--ignore-not-found',
        ...files,
      ]);
      const without = lost((await check(cluster.kubeconfig)).verdicts, after);
      expect(gone.filter((one) => without.includes(one))).toEqual([]);
    },
    10 * MINUTES,
  );
});
