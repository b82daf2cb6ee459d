import type { Result } from '../result/types.ts';
import type { AppIo } from './types.ts';

/** Files of this run that are read already: the gate and the page need the same ones, and stdin can be read once. */
const read = new WeakMap<AppIo, Map<string, Promise<Result>>>();

/** Saved results (`--baseline`), oldest first. Throws `input` for a file that is no result. */
export async function earlierResults(
  files: string | readonly string[] | undefined,
  io: AppIo,
): Promise<Result[]> {
  const names = files === undefined ? [] : typeof files === 'string' ? [files] : files;
  if (names.length === 0) return [];
  const { readResult } = await import('./result-file.ts');
  const known = read.get(io) ?? new Map<string, Promise<Result>>();
  read.set(io, known);
  const results = await Promise.all(
    [...new Set(names)].map((name) => {
      const result = known.get(name) ?? readResult(name, io);
      known.set(name, result);
      return result;
    }),
  );
  return results.sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0));
}
