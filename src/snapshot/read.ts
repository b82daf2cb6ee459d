/** The way in for everything that is not a live cluster. */
import { stat } from 'node:fs/promises';
import { ArchmapError, reasonOf } from '../shared/errors.ts';
import { readForm } from './read/file.ts';
import { openFile, openStdin } from './read/open.ts';
import type { OpenInput } from './read/open.ts';
import { fileOutcomes } from './read/outcomes.ts';
import { readOwn } from './read/own.ts';
import { problemText } from './read/problem.ts';
import type { InputProblem } from './read/problem.ts';
import { createObjectSink } from './read/sink.ts';
import type { ObjectSink } from './read/sink.ts';
import { sniff } from './read/sniff.ts';
import { walk } from './read/walk.ts';
import { cleanLine } from './text.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './types.ts';
import type { Snapshot } from './types.ts';

export interface ReadIo {
  stdin: AsyncIterable<Buffer | string> & { isTTY?: boolean };
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  /** Name and version of the tool for the header, e.g. `kubectl-archmap 0.1.0`. */
  tool?: string;
  /** Time of input that has none of its own (stdin). */
  now?: () => Date;
  /** Called for everything that could not be read, while reading goes on. The outcomes name it as well. */
  onProblem?: (problem: InputProblem, text: string) => void;
}

interface Source {
  /** Absent for standard input. */
  path?: string;
  name: string;
  /** Named by the user, or by its extension; others are used only when their content is of use. */
  expected: boolean;
  mtimeMs: number;
}

/**
 * Reads files, directories and `-` (standard input) into one snapshot. A snapshot of ours must be given alone and comes
 * back as it was recorded. Of everything else the readable parts are used; outcomes are never `ok`, because files need not
 * hold all of a cluster. An object that is given twice counts once, the last one wins.
 *
 * Throws ArchmapError: `input` when a path is missing or nothing at all could be read, `input-too-new` for a snapshot of a
 * newer schema, `cancelled` when the signal is aborted.
 */
export async function readInput(paths: readonly string[], io: ReadIo): Promise<Snapshot> {
  const problems: InputProblem[] = [];
  const onProblem = (problem: InputProblem): void => {
    problems.push(problem);
    io.onProblem?.(problem, problemText(problem));
  };
  try {
    const sources = await findSources(paths, io, onProblem);
    const sink = createObjectSink(onProblem);
    for (const source of sources) {
      io.signal.throwIfAborted();
      const own = await readSource(source, sources.length === 1, io, sink, onProblem);
      if (own !== undefined) return own;
    }
    return finish(paths, sources, sink, problems, io);
  } catch (error) {
    if (io.signal.aborted)
      throw new ArchmapError('cancelled', 'stopped while reading the input', 'run it again', {
        cause: error,
      });
    throw error;
  }
}

async function findSources(
  paths: readonly string[],
  io: ReadIo,
  onProblem: (problem: InputProblem) => void,
): Promise<Source[]> {
  const sources: Source[] = [];
  if (paths.length === 0)
    throw new ArchmapError(
      'input',
      'no input was named',
      'name a file, a directory, or - for standard input',
    );
  for (const path of new Set(paths)) {
    if (path === '-') {
      if (io.stdin.isTTY === true) {
        throw new ArchmapError(
          'input',
          'standard input is a terminal',
          'pipe something into it, e.g. kubectl get pods -A -o json | kubectl archmap --from -',
        );
      }
      sources.push({ name: 'standard input', expected: true, mtimeMs: (io.now?.() ?? new Date()).getTime() });
      continue;
    }
    try {
      const info = await stat(path);
      if (info.isDirectory()) {
        const found = await walk(path, ({ name, reason }) => onProblem({ file: `${path}/${name}`, reason }));
        sources.push(...found.map((file) => ({ ...file, name: join(path, file.name) })));
      } else sources.push({ path, name: path, expected: true, mtimeMs: info.mtimeMs });
    } catch (error) {
      throw new ArchmapError(
        'input',
        `cannot read ${cleanLine(path)}: ${reasonOf(error)}`,
        'check the path',
        { cause: error },
      );
    }
  }
  return sources;
}

function join(directory: string, name: string): string {
  return `${directory.replace(/\/+$/, '')}/${name}`;
}

/** A snapshot when the source is one of ours, else undefined after its content went to the sink. */
async function readSource(
  source: Source,
  alone: boolean,
  io: ReadIo,
  sink: ObjectSink,
  onProblem: (problem: InputProblem) => void,
): Promise<Snapshot | undefined> {
  let input: OpenInput | undefined;
  try {
    input =
      source.path === undefined
        ? await openStdin(io.stdin, io.signal)
        : await openFile(source.path, io.signal);
    const form = sniff(input.head);
    if (form === 'snapshot') {
      if (!alone) {
        throw new ArchmapError(
          'input',
          `${cleanLine(source.name)} is a snapshot and cannot be mixed with other files`,
          'give the snapshot alone',
        );
      }
      const { state, chunks } = input;
      return await readOwn(
        cleanLine(source.name),
        chunks,
        () => state.fault,
        (reason) => onProblem({ file: source.name, reason }),
      );
    }
    // Files without a telling name count only when they are a saved answer of the API server.
    if (source.expected || form === 'metrics' || form === 'health' || form === 'flagz') {
      await readForm(form, source.name, input, sink);
    } else if (form === 'json' && /"gitVersion"/.test(input.head.toString('latin1'))) {
      await readForm(form, source.name, input, sink);
    }
    return undefined;
  } catch (error) {
    if (
      error instanceof ArchmapError ||
      io.signal.aborted ||
      (error as { code?: unknown }).code === undefined
    )
      throw error;
    onProblem({ file: source.name, reason: reasonOf(error) });
    return undefined;
  } finally {
    await input?.close();
  }
}

function finish(
  paths: readonly string[],
  sources: readonly Source[],
  sink: ObjectSink,
  problems: readonly InputProblem[],
  io: ReadIo,
): Snapshot {
  if (sink.store.size === 0) throw nothing(paths, sources, sink, problems);
  const builder = sink.store.builder();
  fileOutcomes(builder, problems.map(problemText), sink.store.duplicates);
  const newest = sources.reduce((time, source) => Math.max(time, source.mtimeMs), 0);
  return builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: io.tool ?? 'kubectl-archmap',
      takenAt: new Date(newest).toISOString(),
      source: 'files',
    },
    'not in the files given',
  );
}

/** Why there is nothing to show, in the order of how much it helps. */
function nothing(
  paths: readonly string[],
  sources: readonly Source[],
  sink: ObjectSink,
  problems: readonly InputProblem[],
): ArchmapError {
  const what = cleanLine(paths.map((path) => (path === '-' ? 'standard input' : path)).join(', '), 512);
  const first = problems[0];
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return new ArchmapError(
      'input',
      `nothing could be read from ${what}: ${problemText(first)}${more}`,
      HINT,
    );
  }
  if (sources.length === 0)
    return new ArchmapError('input', `${what} holds no manifest (.yaml, .yml, .json) and no snapshot`, HINT);
  if (sink.objects > 0)
    return new ArchmapError(
      'input',
      `${what} holds Kubernetes objects, but none that says something about the architecture`,
      HINT,
    );
  return new ArchmapError('input', `${what} holds no Kubernetes object`, HINT);
}

const HINT =
  'give a snapshot (kubectl archmap snapshot), the output of kubectl get -o yaml or -o json, or a directory of manifests';
