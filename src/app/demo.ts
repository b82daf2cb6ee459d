import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArchmapError } from '../shared/errors.ts';

const FILE = 'examples/demo/demo.archmap.gz';

/**
 * Path of the example cluster of --demo: in the executable's folder in the krew archive, in the package's root when installed by npm or run
 * from a clone.
 */
export async function demoPath(): Promise<string> {
  const here = dirname(fileURLToPath(import.meta.url));
  const roots = [dirname(process.execPath), join(here, '..', '..'), join(here, '..'), here];
  for (const root of roots) {
    const path = join(root, FILE);
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new ArchmapError(
    'input',
    'the bundled example cluster is missing from this installation',
    'reinstall kubectl-archmap',
  );
}
