import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assess } from '../../src/app/assess.ts';
import type { Verdict, VerdictKind } from '../../src/result/types.ts';
import { readInput } from '../../src/snapshot/read.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { collectFrom } from '../collect/support/run.ts';
import type { Attempt, Expected } from './attempt.ts';
import { baseWorld, worldAfter } from './world.ts';

/** The snapshot of the base cluster after an attempt, collected over real sockets. */
export async function collectAttempt(attempt: Partial<Attempt>): Promise<Snapshot> {
  const { snapshot } = await collectFrom(worldAfter(attempt), {}, new Date(baseWorld().takenAt));
  return snapshot;
}

/** The snapshot of the objects of an attempt as a file, or its raw files as a folder, and the warnings. */
export async function readAttempt({
  objects = '',
  raw = { 'objects.yaml': objects },
  complete = false,
}: Partial<Attempt>): Promise<{ snapshot: Snapshot; warnings: string[] }> {
  const directory = mkdtempSync(join(tmpdir(), 'archmap-attempt-'));
  const warnings: string[] = [];
  try {
    for (const [name, content] of Object.entries(raw)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), content);
    }
    const snapshot = await readInput([directory], {
      stdin: process.stdin,
      signal: new AbortController().signal,
      complete,
      onProblem: (_problem, text) => warnings.push(text),
      onNote: (text) => warnings.push(text),
    });
    return { snapshot, warnings };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function verdictsOf(snapshot: Snapshot): readonly Verdict[] {
  return assess(snapshot, {}).verdicts;
}

const ORDER: readonly VerdictKind[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

/** `Deployment shop/web`, `Node n1`, `` for the cluster. */
export function objectOf({ object }: Verdict): string {
  return object
    ? `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`
    : '';
}

/** The message of a violated expectation; undefined if it holds. */
export function wrongWith(verdicts: readonly Verdict[], expected: Expected): string | undefined {
  const { check, object, severity } = expected;
  const wanted = typeof expected.verdict === 'string' ? [expected.verdict] : expected.verdict;
  const own = verdicts.filter(
    (verdict) => verdict.check === check && (object === undefined || objectOf(verdict) === object),
  );
  const [worst] = own.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const what = `${check}${object === undefined ? '' : ` on ${object}`}`;
  if (!worst) return `${what}: no verdict, wanted ${wanted.join(' or ')}`;
  if (!wanted.includes(worst.verdict))
    return `${what}: ${worst.verdict} "${worst.message}", wanted ${wanted.join(' or ')}`;
  const severities = own
    .filter(({ verdict }) => verdict === worst.verdict)
    .map((verdict) => verdict.severity);
  if (severity !== undefined && !severities.includes(severity))
    return `${what}: severity ${severities.join(', ')} "${worst.message}", wanted ${severity}`;
  return undefined;
}
