/** The cost of `check` of a large mesh from one file. */
import { createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Cost } from './measure.ts';
import { measure } from './measure.ts';
import type { MeshSize } from './mesh-objects.ts';
import { meshObjects } from './mesh-objects.ts';

/** The target: 5 seconds, 300 MB. */
export const LARGE_MESH: MeshSize = { namespaces: 2_000, virtualServices: 20_000 };

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A List, as `kubectl get -o json` prints it. */
export async function meshFile(size: MeshSize, folder: string): Promise<string> {
  const file = join(folder, `mesh-${size.virtualServices}.json`);
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

export function checkFile(file: string): Promise<Cost> {
  const program = join(root, 'bin/kubectl-archmap');
  const args = ['check', '--from', file, '--complete', '-o', 'json', '--fail-on', 'none'];
  return measure(process.execPath, [program, ...args], { ...process.env, KUBECONFIG: '' });
}
