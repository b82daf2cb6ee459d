import { diffResults, worseRisks } from '../result/diff/index.ts';
import type { ResultDiff } from '../result/diff/types.ts';
import { atLeast } from '../result/sort.ts';
import type { Result, Severity } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { marked } from './assess.ts';
import { notEvaluatedError, refuseMissingNamespace } from './gate.ts';
import { tryResult } from './result-file.ts';
import { scan } from './scan.ts';
import type { AppIo, CheckSelection, ExitCode, GateInputs, SourceOptions } from './types.ts';

export interface Sides {
  /** A saved result, a snapshot, a dump, or a folder of manifests. */
  old: string;
  /** The same kinds of source; absent = the cluster of the context. */
  now?: string;
}

/** Compares two states of a cluster; results are used as they are, evidence is evaluated. Throws like `scan`. */
export async function compare(
  { old, now }: Sides,
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  gateInputs: GateInputs,
): Promise<{ old: Result; now: Result; diff: ResultDiff }> {
  if (old === '-' && now === '-')
    throw new ArchmapError(
      'usage',
      'only one of OLD and NEW can be standard input',
      'specify a file for the other one',
    );
  const before = await resultOf(old, source, selection, io, gateInputs);
  const after =
    now === undefined
      ? await scan(live(source), selection, io, gateInputs)
      : await resultOf(now, source, selection, io, gateInputs);
  const diff = diffResults(before, after);
  return {
    old: before,
    now: after,
    diff: {
      ...diff,
      old: { ...diff.old, file: old },
      new: { ...diff.new, ...(now !== undefined && { file: now }) },
    },
  };
}

/** `--complete` applies to files only: for a cluster, the collectors report completeness. */
function live({ complete, ...source }: SourceOptions): SourceOptions {
  return source.from === undefined ? source : { ...source, ...(complete && { complete }) };
}

async function resultOf(
  path: string,
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  gateInputs: GateInputs,
): Promise<Result> {
  // Standard input is treated as evidence: it cannot be read twice.
  const saved = path === '-' ? undefined : await tryResult(path, io);
  if (saved) return marked(saved, gateInputs, () => undefined);
  const { demo: _demo, kubelets: _kubelets, ...rest } = source;
  return await scan({ ...rest, from: [path] }, selection, io, gateInputs);
}

/**
 * 1 when a risk at or over the threshold is new or worse; existing risks do not count. 2 when no data about such risks was collected on the
 * new side. Throws `usage` when the namespace of that side does not exist.
 */
export function diffExit(
  { diff, now }: { diff: ResultDiff; now: Result },
  failOn: Severity | 'none',
): ExitCode {
  if (failOn === 'none') return 0;
  refuseMissingNamespace(now);
  if (worseRisks(diff).some(({ severity }) => severity !== undefined && atLeast(severity, failOn))) return 1;
  return notEvaluatedError(now, failOn) ? 2 : 0;
}
