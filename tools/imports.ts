/** Imports between files under src, from the source: including types, which are not in the emitted code. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface Import {
  /** File under src that imports: `model/rbac.ts`. */
  from: string;
  /** File under src that is imported. */
  to: string;
  /** Imports types only: nothing is loaded. */
  typeOnly: boolean;
}

/** `import ... from './x.ts'`, `export ... from './x.ts'`, `import './x.ts'` and `import('./x.ts')`. */
const IMPORT =
  /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'(\.[^']+)'|(?<![\w.])import\(\s*'(\.[^']+)'\s*\)/gm;

/** Every import between files of src, except for the script of the page, which is a separate program. */
export async function importsOf(root: string): Promise<Import[]> {
  const source = join(root, 'src');
  const files = (await readdir(source, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('report/page/client/'),
  );
  const imports: Import[] = [];
  for (const from of files.sort()) {
    const text = await readFile(join(source, from), 'utf8');
    for (const [, type, still, lazy] of text.matchAll(IMPORT))
      imports.push({ from, to: join(from, '..', still ?? lazy ?? ''), typeOnly: type !== undefined });
  }
  return imports;
}

/** The folder of a file, or its name without `.ts` if it is in none: `model`, `main`. */
export function folderOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}
