// Renews the support dates of add-ons from files of endoflife.date that you downloaded: `npm run addon-releases -- FOLDER`. The folder
// contains its product files (`cilium.md` ...). Rows of src/data/addon-releases.ts whose source is that site get the lines of the file of
// their product; the date of the table has to be set by hand, after reading the other sources.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linesOf, withLines } from './addon-releases/lines.ts';

const table = fileURLToPath(new URL('../src/data/addon-releases.ts', import.meta.url));
const [folder] = process.argv.slice(2);
try {
  if (folder === undefined) throw new Error('name the folder of the product files');
  let text = await readFile(table, 'utf8');
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()) {
    const product = file.slice(0, -'.md'.length);
    const next = withLines(text, product, linesOf(await readFile(join(folder, file), 'utf8')));
    if (next === undefined) continue;
    console.log(`${product}: ${next === text ? 'unchanged' : 'renewed'}`);
    text = next;
  }
  await writeFile(table, text);
  console.log('Next: set asOf, then npm run format and npm test -- addon-support');
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
