import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { recordWorld } from '../adversary/record.ts';
import { down, up } from './lib/cluster.ts';
import { companyKubeconfig, dressedCluster } from './lib/dress.ts';
import { ClusterError } from './lib/errors.ts';
import { ROOT } from './lib/paths.ts';
import { archmap } from './lib/program.ts';
import { makeUsers } from './lib/users.ts';
import { variantNames } from './lib/variants.ts';

/**
 * Saves snapshots of real clusters: `npm run record [-- NAME...]`. NAME is a variant, `large` or `demo`; without one, all.
 * Variants and the large cluster become fixtures that `npm test` replays, the demo is the cluster of `--demo`, `world` is the
 * cluster of the tests in test/adversary.
 */
const FIXTURES = join(ROOT, 'test/fixtures/snapshots');
const DEMO = join(ROOT, 'examples/demo');

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function snapshot(kubeconfig: string, file: string): Promise<void> {
  const { code, stderr } = await archmap(kubeconfig, ['snapshot', '--output', file]);
  if (code !== 0) throw new ClusterError(`kubectl archmap snapshot ended with ${code}`, stderr.trim());
  say(stderr.trim());
}

async function recordVariant(variant: string): Promise<void> {
  const cluster = await up({ name: 'record', variant, progress: say });
  // variants/truth.yaml covers their permissions, too.
  await makeUsers(cluster);
  await snapshot(cluster.kubeconfig, join(FIXTURES, `${variant}.archmap.gz`));
}

async function recordLarge(): Promise<void> {
  const { kubeconfig } = await up({
    name: 'record',
    controlPlanes: 3,
    workers: 2,
    fakeNodes: 300,
    progress: say,
  });
  await snapshot(kubeconfig, join(FIXTURES, 'large.archmap.gz'));
}

async function recordDemo(): Promise<void> {
  const cluster = await dressedCluster(say);
  await snapshot(await companyKubeconfig(cluster), join(DEMO, 'demo.archmap.gz'));
}

const recordings = new Map<string, () => Promise<void>>();
for (const name of await variantNames()) recordings.set(name, () => recordVariant(name));
recordings.set('large', recordLarge);
recordings.set('demo', recordDemo);
recordings.set('world', async () => {
  await recordWorld(await up({ name: 'record', variant: 'hardened', workers: 1, progress: say }), say);
});

try {
  const names = process.argv.length > 2 ? process.argv.slice(2) : [...recordings.keys()];
  const unknown = names.filter((name) => !recordings.has(name));
  if (unknown.length > 0)
    throw new ClusterError(
      `there is no recording "${unknown.join(', ')}"`,
      `use ${[...recordings.keys()].join(', ')}`,
    );
  await mkdir(FIXTURES, { recursive: true });
  await mkdir(DEMO, { recursive: true });
  for (const name of names) {
    say(`--- ${name}`);
    await recordings.get(name)?.();
  }
} catch (error) {
  if (!(error instanceof ClusterError)) throw error;
  say(`error: ${error.message}`);
  say(error.hint);
  process.exitCode = 2;
} finally {
  await down('record');
}
