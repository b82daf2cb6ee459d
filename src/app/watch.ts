import { setTimeout as sleep } from 'node:timers/promises';
import { diffResults } from '../result/diff/index.ts';
import type { ResultDiff } from '../result/diff/types.ts';
import type { Result } from '../result/types.ts';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { scan } from './scan.ts';
import type { AppIo, CheckSelection, GateInputs, SourceOptions } from './types.ts';

/** What one collection of a watched cluster showed. */
export type WatchEvent =
  | { kind: 'first'; result: Result }
  | { kind: 'changed'; result: Result; diff: ResultDiff }
  | { kind: 'same'; result: Result }
  /** The cluster did not answer; the last result is still the last one. */
  | { kind: 'failed'; reason: string };

export interface Watched {
  source: SourceOptions;
  selection: CheckSelection;
  gateInputs: GateInputs;
  /** Milliseconds between the end of one collection and the begin of the next. */
  everyMs: number;
}

/**
 * Collects a live cluster again and again, until `io.signal` is aborted: then it ends without an error. Throws like `scan` if the first
 * collection fails; later failures are events. Throws `usage` for files, which do not change.
 */
export async function* watchCluster(
  { source, selection, gateInputs, everyMs }: Watched,
  io: AppIo,
): AsyncGenerator<WatchEvent> {
  if (source.from !== undefined || source.demo === true)
    throw new ArchmapError(
      'usage',
      '--watch requires a live cluster',
      'remove --from or --demo; compare files with: kubectl archmap diff OLD NEW',
    );
  let last = await scan(source, selection, io, gateInputs);
  yield { kind: 'first', result: last };
  while (await waited(everyMs, io.signal)) {
    try {
      const result = await scan(source, selection, io, gateInputs);
      const diff = diffResults(last, result);
      last = result;
      yield diff.changes.length > 0 ? { kind: 'changed', result, diff } : { kind: 'same', result };
    } catch (error) {
      if (io.signal.aborted) return;
      yield { kind: 'failed', reason: messageOf(error) };
    }
  }
}

/** True after the time, false as soon as the signal is aborted. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
