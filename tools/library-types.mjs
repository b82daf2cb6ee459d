// Type declarations of the library in dist/types: `npm run library-types`. TypeScript declares every module of src in
// dist/.declarations; the package contains those that src/library.ts refers to.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const all = join(root, 'dist/.declarations');
const output = join(root, 'dist/types');

rmSync(output, { recursive: true, force: true });
const wanted = ['library.d.ts'];
for (const file of wanted) {
  const text = readFileSync(join(all, file), 'utf8');
  for (const [, path] of text.matchAll(/(?:from |import\()['"](\.{1,2}\/[^'"]+)\.(?:ts|js)['"]/g)) {
    const name = `${join(dirname(file), path)}.d.ts`;
    if (!wanted.includes(name)) wanted.push(name);
  }
  mkdirSync(dirname(join(output, file)), { recursive: true });
  copyFileSync(join(all, file), join(output, file));
}
rmSync(all, { recursive: true });
console.log(`dist/types: ${wanted.length} files`);
