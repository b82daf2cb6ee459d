// Writes everything that is generated from the code: `npm run generate`; with --check it only says what is out of date.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkIds, checkIndex } from './generate/check-index.ts';
import { kindFiles, kindIndex } from './generate/kind-index.ts';
import { report, writeStale } from './generate/output.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// Everything else is made by running the code, so that a new check or kind has to stand in its list before that is loaded.
const stale = await writeStale(
  root,
  new Map([
    ['src/checks/index.generated.ts', checkIndex(await checkIds(root))],
    ['src/snapshot/kinds/index.generated.ts', kindIndex(await kindFiles(root))],
  ]),
);
if (stale.length > 0) report(stale);
const rest = spawnSync(
  process.execPath,
  [join(root, 'tools/run.mjs'), join(root, 'tools/generate-all.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode ||= rest.status ?? 1;
