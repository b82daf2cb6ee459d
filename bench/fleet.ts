/**
 * `node tools/run.mjs bench/fleet.ts` after `npm run build`: time and memory of `fleet merge` for 100 to 1,000 recorded results (or the numbers
 * given as arguments), and their growth. The goal: 1,000 results in 60 s and 300 MB. Linux only, as run.ts.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'bin/kubectl-archmap');
const work = mkdtempSync(join(tmpdir(), 'archmap-fleet-'));
/** Snapshots of real clusters; the results are those of this version. */
const RECORDED = ['broken', 'drift', 'hardened', 'large', 'short', 'stock'];
const MB = 1024 * 1024;

interface Recorded {
  cluster: { context?: string; server?: string; uid?: string };
}

function recordedResults(): Recorded[] {
  const demo = ['--demo'];
  const sources = [
    demo,
    ...RECORDED.map((name) => ['--from', join(root, `test/fixtures/snapshots/${name}.archmap.gz`)]),
  ];
  return sources.map((source, index) => {
    const file = join(work, `recorded-${index}.json`);
    const args = ['check', ...source, '--fail-on', 'none', '-q', '-o', `json=${file}`];
    execFileSync(process.execPath, [program, ...args], { env: { ...process.env, KUBECONFIG: '' } });
    return JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  });
}

/** A directory of `count` results with different identities; returns it and its megabytes. */
function results(count: number, recorded: readonly Recorded[]): { folder: string; size: number } {
  const folder = join(work, `results-${count}`);
  mkdirSync(folder);
  let size = 0;
  for (let index = 0; index < count; index++) {
    const one = recorded[index % recorded.length];
    if (one === undefined) throw new Error('no recorded results');
    const cluster = {
      ...one.cluster,
      context: `region-${index % 12}/cluster-${index}`,
      server: `https://10.${index >> 8}.${index & 255}.1:6443`,
      uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    };
    const file = join(folder, `cluster-${index}.json`);
    writeFileSync(file, JSON.stringify({ ...one, cluster }, undefined, 2));
    size += statSync(file).size / MB;
  }
  return { folder, size };
}

try {
  const sizes = process.argv.slice(2).map(Number);
  const recorded = recordedResults();
  console.log('results, input MB, output: wall s, CPU s, peak MB, page MB');
  for (const count of sizes.length > 0 ? sizes : [100, 300, 1_000]) {
    const { folder, size } = results(count, recorded);
    const html = join(work, 'fleet.html');
    const runs: [string, string[]][] = [
      ['table', []],
      ['json and html', ['-o', 'json', '-o', `html=${html}`]],
    ];
    for (const [name, output] of runs) {
      const args = [program, 'fleet', 'merge', folder, '-q', ...output];
      const { wall, cpu, memory } = await measure(process.execPath, args);
      const page = output.length > 0 ? (statSync(html).size / MB).toFixed(1) : '-';
      console.log(
        `${count}, ${size.toFixed(0)}, ${name}: ${wall.toFixed(1)}, ${cpu.toFixed(1)}, ${memory.toFixed(0)}, ${page}`,
      );
    }
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
