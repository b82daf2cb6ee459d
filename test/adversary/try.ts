import { readFile } from 'node:fs/promises';
import { loadAll } from 'js-yaml';
import type { Verdict } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';
import { collectAttempt, objectOf, readAttempt, verdictsOf } from './evaluate.ts';

/**
 * Runs attempts before they become rows of a table: `npm run attempt -- FILE ...`. A file contains YAML documents with the fields of
 * `Attempt` except `expect`. Prints the changes against the base cluster; for attempts with `raw` or `fromFiles: true`, every verdict
 * from files that is not unknown.
 */
type Trial = Partial<Attempt> & { fromFiles?: boolean };

for (const file of process.argv.slice(2)) {
  for (const trial of loadAll(await readFile(file, 'utf8')) as (Trial | null)[]) {
    if (trial === null) continue;
    process.stdout.write(`\n=== ${trial.name ?? file}\n`);
    try {
      await (trial.raw === undefined && trial.fromFiles !== true ? live(trial) : files(trial));
    } catch (error) {
      // An input may be refused as a whole; the others still run.
      process.stdout.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

async function live(trial: Trial): Promise<void> {
  const before = new Map(verdictsOf(await base()).map((verdict) => [keyOf(verdict), verdict]));
  const after = verdictsOf(await collectAttempt(trial));
  for (const verdict of after) {
    const old = before.get(keyOf(verdict));
    before.delete(keyOf(verdict));
    if (old?.verdict !== verdict.verdict || old.severity !== verdict.severity)
      say(`${old ? reported(old) : '-'} -> ${reported(verdict)}`, verdict);
  }
  for (const old of before.values()) say(`${reported(old)} -> -`, old);
}

async function files(trial: Trial): Promise<void> {
  const { snapshot, warnings } = await readAttempt(trial);
  for (const warning of warnings) process.stdout.write(`warning: ${warning}\n`);
  for (const verdict of verdictsOf(snapshot))
    if (verdict.verdict !== 'unknown') say(reported(verdict), verdict);
}

let recorded: ReturnType<typeof collectAttempt> | undefined;
function base(): ReturnType<typeof collectAttempt> {
  return (recorded ??= collectAttempt({}));
}

function keyOf(verdict: Verdict): string {
  return `${verdict.check} ${objectOf(verdict)}`;
}

function reported({ verdict, severity }: Verdict): string {
  return verdict === 'fail' ? `fail ${severity}` : verdict;
}

function say(change: string, verdict: Verdict): void {
  process.stdout.write(`${change}  ${verdict.check} ${objectOf(verdict)}: ${verdict.message}\n`);
}
