import { join } from 'node:path';
import type { Result, VerdictKind } from '../../../src/result/types.ts';
import { ROOT } from './paths.ts';
import type { Ran } from './process.ts';
import { run } from './process.ts';

/** Runs the built program as a user would, with a kubeconfig and no other relevant environment of this process. */
export async function archmap(
  kubeconfig: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return run(process.execPath, [join(ROOT, 'bin/kubectl-archmap'), ...args], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', KUBECONFIG: kubeconfig, NO_COLOR: '1', ...env },
    accept: 'any',
    timeoutMs: 180_000,
  });
}

/** Every verdict on a live cluster. Throws with the program's own error when it fails. */
export async function check(kubeconfig: string, args: readonly string[] = []): Promise<Result> {
  // Some users have no permissions, which fails a gate.
  const ran = await archmap(kubeconfig, ['check', '--all', '--fail-on', 'none', '--output', 'json', ...args]);
  if (ran.code !== 0) throw new Error(`kubectl archmap check ended with ${ran.code}: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as Result;
}

/** Worst first: the verdict of a check on a cluster is that on its worst object. */
const ORDER: readonly VerdictKind[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

/** Check id -> its worst verdict. */
export function verdictsByCheck({ verdicts }: Result): Record<string, VerdictKind> {
  const worst: Record<string, VerdictKind> = {};
  for (const { check, verdict } of verdicts) {
    const before = worst[check];
    if (before === undefined || ORDER.indexOf(verdict) < ORDER.indexOf(before)) worst[check] = verdict;
  }
  return worst;
}
