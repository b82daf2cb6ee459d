/**
 * `node tools/run.mjs bench/mesh.ts` after `npm run build`: time and memory of `check` of a large mesh from one file, and their growth. Linux
 * only, as run.ts. `--keep` prints the path of the file and leaves it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile, LARGE_MESH, meshFile } from './mesh-file.ts';
import type { MeshSize } from './mesh-objects.ts';

const work = mkdtempSync(join(tmpdir(), 'archmap-mesh-'));
const keep = process.argv.includes('--keep');
const SIZES: readonly MeshSize[] = [
  { namespaces: 500, virtualServices: 5_000 },
  { namespaces: 1_000, virtualServices: 10_000 },
  LARGE_MESH,
];

try {
  console.log('virtual services, namespaces: wall s, CPU s, peak MB');
  for (const size of SIZES) {
    const file = await meshFile(size, work);
    const { wall, cpu, memory } = await checkFile(file);
    console.log(
      `${size.virtualServices}, ${size.namespaces}: ${wall.toFixed(2)}, ${cpu.toFixed(2)}, ${memory.toFixed(0)}`,
    );
    if (keep) console.log(file);
  }
} finally {
  if (!keep) rmSync(work, { recursive: true, force: true });
}
