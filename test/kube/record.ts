/**
 * Records the behavior of the real kubectl in every row: `node tools/run.mjs test/kube/record.ts --kubectl PATH`. Requires root for the pod
 * rows.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rows } from './rows/index.ts';
import { runKubectl } from './support/kubectl.ts';
import { recordedFile, type Recorded } from './support/rows.ts';
import { startWorld } from './support/world.ts';

const { values } = parseArgs({ options: { kubectl: { type: 'string', default: 'kubectl' } } });
const { clientVersion } = JSON.parse(
  execFileSync(values.kubectl, ['version', '--client', '-o', 'json'], { encoding: 'utf8' }),
) as { clientVersion: { gitVersion: string } };
const recorded: Recorded = { kubectl: clientVersion.gitVersion, rows: {} };
const world = await startWorld();
for (const row of rows) {
  const outcome = await runKubectl(values.kubectl, row, world);
  recorded.rows[row.id] = outcome;
  console.log(`${outcome.ok ? 'ok  ' : 'fail'} ${row.id}`);
}
await world.close();
writeFileSync(recordedFile, `${JSON.stringify(recorded, null, 2)}\n`);
