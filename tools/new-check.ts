// Creates a check: `npm run new-check -- nodes/old-kernel`, or `-- api-server/old-flag flag` for one of a family. Writes the check and its
// page; both compile, and the catalogue test fails until they are complete.
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newCheckFiles } from './new-check/files.ts';

const root = process.env['ARCHMAP_ROOT'] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const [id, family] = process.argv.slice(2);
try {
  const files = newCheckFiles(id ?? '', family);
  for (const file of files.keys()) {
    const taken = await access(join(root, file)).then(
      () => true,
      () => false,
    );
    if (taken) throw new Error(`${file} exists already; ids are never used twice`);
  }
  for (const [file, text] of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text, { flag: 'wx' });
    console.log(`wrote ${file}`);
  }
  console.log('Next: write the check, fill in the page, then npm run generate && npm test -- catalogue');
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
