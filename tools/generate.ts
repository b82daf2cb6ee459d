// Writes everything that is generated from the code: `npm run generate`; with --check it only says what is out of date.
import { readFile, writeFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { arrows } from './generate/arrows.ts';
import { checkIndex, checkPages, checkDocs } from './generate/checks.ts';
import { clientModule } from './generate/client.ts';
import { collectorDocs } from './generate/collectors.ts';
import { coverageDocs } from './generate/coverage.ts';
import { indexPages } from './generate/index-pages.ts';
import { rulesDocs } from './generate/rules.ts';
import { rulesSchema } from '../src/rules/schema.ts';
import { docsIndex, exampleResult, pictures, readme } from './generate/screen.ts';
import { resultJsonSchema } from './generate/result-schema.ts';
import { waiversSchema } from '../src/result/waivers/schema.ts';
import { snapshotJsonSchema } from '../src/snapshot/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The formatter would pad every cell of their tables to the longest, which is a page long; .prettierignore has them, too. */
const UNPADDED = new Set(['docs/collectors.md', 'docs/coverage.md', 'docs/checks/by-framework.md']);
/** The formatter knows nothing of pictures. */
const isPlain = (file: string) => UNPADDED.has(file) || file.endsWith('.svg');

/** File (relative to the root) -> text before formatting. */
type Outputs = Map<string, string>;

const outputs: Outputs = new Map();
const ids = await checkIds();
outputs.set('src/checks/index.generated.ts', checkIndex(ids));
outputs.set('src/report/page/client.generated.ts', await clientModule(root));
const checks = await checkDocs(root, ids);
for (const [file, text] of checks) outputs.set(file, text);
outputs.set('src/checks/pages.generated.ts', await checkPages(root, ids, checks));
for (const [file, text] of indexPages()) outputs.set(file, text);
outputs.set('docs/architecture.md', await arrows(root));
const example = await exampleResult(root);
for (const [file, text] of await pictures(example)) outputs.set(file, text);
outputs.set('README.md', await readme(root, example));
outputs.set('docs/README.md', await docsIndex(root));
outputs.set('docs/collectors.md', collectorDocs());
outputs.set('docs/coverage.md', coverageDocs());
const resultSchema = JSON.stringify(resultJsonSchema(root));
outputs.set('docs/schema/result-v1.schema.json', resultSchema);
outputs.set(
  'src/result/schema.generated.ts',
  `// Generated from the types by \`npm run generate\`.\n\n/** JSON schema of a result, as text. */\nexport const resultSchema = ${JSON.stringify(resultSchema)};\n`,
);
outputs.set('docs/schema/rules-v1.schema.json', JSON.stringify(rulesSchema));
outputs.set('docs/rules.md', await rulesDocs(root));
outputs.set('docs/schema/waivers-v1.schema.json', JSON.stringify(waiversSchema));
outputs.set('docs/schema/snapshot-v1.schema.json', JSON.stringify(snapshotJsonSchema()));

const stale: string[] = [];
for (const [file, text] of outputs) {
  const path = join(root, file);
  const options = await resolveConfig(path);
  const formatted = isPlain(file) ? text : await format(text, { ...options, filepath: path });
  if ((await readFile(path, 'utf8').catch(() => '')) === formatted) continue;
  stale.push(file);
  if (!process.argv.includes('--check')) await writeFile(path, formatted);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`out of date, run npm run generate: ${stale.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'generated files are up to date' : `wrote ${stale.join(', ')}`);
}

/** `<area>/<name>` of every file under src/checks that is a check. */
async function checkIds(): Promise<string[]> {
  const folder = join(root, 'src/checks');
  const files = await readdir(folder, { recursive: true });
  return files
    .map((file) => relative(folder, join(folder, file)).replaceAll('\\', '/'))
    .filter((file) => /^[a-z-]+\/[a-z-]+\.ts$/.test(file) && !file.startsWith('helpers/'))
    .map((file) => file.slice(0, -3))
    .sort();
}
