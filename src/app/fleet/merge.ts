import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createFleet } from '../../result/fleet/fold.ts';
import type { Fleet } from '../../result/fleet/fold.ts';
import { ArchmapError, messageOf, reasonOf } from '../../shared/errors.ts';
import { plural, printable } from '../../shared/text.ts';
import { readText, resultIn } from '../result-file.ts';
import type { AppIo, ExitCode, Gate } from '../types.ts';
import { failureIn, isOtherJson } from './files.ts';
import { outcomeOf, worstExit } from './outcome.ts';
import type { FleetOutcome } from './run.ts';

/** A file to read. Files that were not named but found in a directory may be those of other programs. */
interface Input {
  path: string;
  found: boolean;
}

/**
 * Folds saved results, one at a time: `check -o json`, gzipped or not, and the files of `--output-dir`. Directories are read with their
 * subdirectories. A damaged file is a row of the report. Throws `input` when nothing can be read.
 */
export async function mergeFleet(paths: readonly string[], rules: Gate, io: AppIo): Promise<FleetOutcome> {
  const inputs = await inputsOf(paths);
  const fleet = createFleet();
  const codes: ExitCode[] = [];
  let read = 0;
  for (const input of inputs) {
    if (io.signal.aborted) break;
    const code = await fold(input, rules, fleet, io);
    if (code === undefined && io.signal.aborted) break;
    read++;
    if (code !== undefined) codes.push(code);
    if (read % 10 === 0) io.progress(`${read}/${plural(inputs.length, 'file')}`);
  }
  io.progress('');
  if (codes.length === 0 && !io.signal.aborted)
    throw new ArchmapError(
      'input',
      `no result in ${paths.map(printable).join(', ')}`,
      'save some with: kubectl archmap fleet --contexts GLOB --output-dir DIR',
    );
  for (const { path } of inputs.slice(read))
    fleet.addWithout({ name: printable(path), state: 'interrupted' });
  return {
    report: fleet.report(),
    exitCode: worstExit(codes),
    overThreshold: codes.filter((code) => code === 1).length,
  };
}

/** The exit code of one file; undefined if it is none of ours, or the run was interrupted. */
async function fold(
  { path, found }: Input,
  rules: Gate,
  fleet: Fleet,
  io: AppIo,
): Promise<ExitCode | undefined> {
  const file = path === '-' ? 'standard input' : printable(path);
  try {
    const text = await readText(path, io);
    const result = text === undefined ? undefined : await resultIn(text, path);
    if (result) {
      const { summary, code } = outcomeOf(result, rules, { file });
      fleet.add(summary);
      return code;
    }
    const failure = text === undefined ? undefined : failureIn(text);
    if (failure) {
      const { context, error, hint } = failure;
      fleet.addWithout({ name: context, state: 'failed', error, hint, file });
      return 2;
    }
    if (found && text !== undefined && isOtherJson(text)) {
      io.note(`note: ${file} is not a saved result; skipped`);
      return undefined;
    }
    throw new ArchmapError(
      'input',
      `${file} is damaged or not a saved result`,
      'save it again with: kubectl archmap check -o json=FILE',
    );
  } catch (error) {
    if (io.signal.aborted) return undefined;
    const hint = error instanceof ArchmapError ? error.hint : 'save it again';
    fleet.addWithout({ name: file, state: 'failed', error: messageOf(error), hint, file });
    return 2;
  }
}

/** All files in a total order, each once. Throws `input` for a path that does not exist. */
async function inputsOf(paths: readonly string[]): Promise<Input[]> {
  const inputs = new Map<string, Input>();
  for (const path of paths) {
    if (path !== '-' && (await isDirectory(path))) {
      for (const file of await resultsIn(path))
        if (!inputs.has(file)) inputs.set(file, { path: file, found: true });
    } else inputs.set(path, { path, found: false });
  }
  return [...inputs.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(cannotRead(path))).isDirectory();
}

async function resultsIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    cannotRead(directory),
  );
  return entries
    .filter(
      (entry) => (entry.isFile() || entry.isSymbolicLink()) && /^[^.].*\.json(?:\.gz)?$/i.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

function cannotRead(path: string) {
  return (error: unknown): never => {
    throw new ArchmapError(
      'input',
      `cannot read ${printable(path)}: ${reasonOf(error)}`,
      'check the path and its permissions',
      { cause: error },
    );
  };
}
