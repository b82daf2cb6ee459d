// Creates a check: `npm run new-check -- nodes/old-kernel`, or `-- api-server/old-flag flag` for one of a family; with the setting, its bad and
// its good value, `-- kubelet/swap-on kubelet-setting failSwapOn false true`. Writes the check, its page and the row of its expected verdict;
// the check compiles, and the catalogue test fails until all of them are complete.
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newCheckFiles, withTruthRow } from './new-check/files.ts';

const root = process.env['ARCHMAP_ROOT'] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const TRUTH = 'test/cluster/variants/truth.yaml';
const [id = '', family, ...more] = process.argv.slice(2);
try {
  const files = newCheckFiles(id, family, more);
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
  const added = withTruthRow(await readFile(join(root, TRUTH), 'utf8'), id, family);
  if (added) {
    await writeFile(join(root, TRUTH), added.text);
    console.log(`wrote ${TRUTH}: ${added.row} (replace TODO by the verdict on the variant stock)`);
  } else {
    const area = id.slice(0, id.indexOf('/'));
    console.log(`${TRUTH} has a row ${area}/*: add one for the check only if its verdict differs`);
  }
  console.log(
    'Next: complete these files, npm run generate && npm run format, then npm test -- catalogue expected replay',
  );
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
