/**
 * `node tools/run.mjs bench/mesh.ts` after `npm run build`: time and memory of `check` of a large mesh from one file, and their growth. Linux
 * only, as run.ts. `--keep` prints the path of the file and leaves it.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';
import type { MeshSize } from './mesh-objects.ts';
import { meshObjects } from './mesh-objects.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'archmap-mesh-'));
const keep = process.argv.includes('--keep');
/** A quarter as many PeerAuthentications as VirtualServices. The last one is the target: 5 seconds, 300 MB. */
const SIZES: readonly MeshSize[] = [
  { namespaces: 500, virtualServices: 5_000 },
  { namespaces: 1_000, virtualServices: 10_000 },
  { namespaces: 2_000, virtualServices: 20_000 },
];

try {
  console.log('mesh, virtual services, namespaces: wall s, CPU s, peak MB');
  for (const size of SIZES) {
    const file = await written(size);
    const args = [
      join(root, 'bin/kubectl-archmap'),
      'check',
      '--from',
      file,
      '--complete',
      '--fail-on',
      'none',
    ];
    const { wall, cpu, memory } = await measure(process.execPath, args, { ...process.env, KUBECONFIG: '' });
    console.log(
      `${size.virtualServices}, ${size.namespaces}: ${wall.toFixed(2)}, ${cpu.toFixed(2)}, ${memory.toFixed(0)}`,
    );
    if (keep) console.log(file);
  }
} finally {
  if (!keep) rmSync(work, { recursive: true, force: true });
}

/** A List, as `kubectl get -o json` prints it. */
async function written(size: MeshSize): Promise<string> {
  const file = join(work, `mesh-${size.virtualServices}.json`);
  const out = createWriteStream(file);
  out.write('{"apiVersion":"v1","kind":"List","items":[\n');
  let first = true;
  for (const object of meshObjects(size)) {
    out.write(`${first ? '' : ',\n'}${JSON.stringify(object)}`);
    first = false;
  }
  out.end(']}\n');
  await finished(out);
  return file;
}
