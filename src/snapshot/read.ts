/** Entry point for every source other than a live cluster. */
import { ArchmapError, reasonOf } from '../shared/errors.ts';
import { grouped } from '../shared/text.ts';
import { comparedExtents } from './read/compare.ts';
import { readForm } from './read/file.ts';
import { openFile, openStdin } from './read/open.ts';
import type { OpenInput } from './read/open.ts';
import { fileOutcomes, unobservedOf } from './read/outcomes.ts';
import { readSnapshotFile } from './read/snapshot-file.ts';
import { createProblemLog, problemText } from './read/problem.ts';
import type { InputProblem, ProblemLog } from './read/problem.ts';
import type { Found } from './read/found.ts';
import { createObjectSink } from './read/sink.ts';
import type { ObjectSink } from './read/sink.ts';
import { detectFormat } from './read/detect-format.ts';
import { findSources } from './read/sources.ts';
import type { LeftOutOf, Source, Sources } from './read/sources.ts';
import { conflictTexts, leftOutText, unevaluatedText } from './read/remarks.ts';
import { cleanLine } from './text.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './types.ts';
import type { Snapshot } from './types.ts';

export interface ReadIo {
  stdin: AsyncIterable<Buffer | string> & { isTTY?: boolean };
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  /** Name and version of the tool for the header, e.g. `kubectl-archmap 0.1.0`. */
  tool?: string;
  /** Time of input without one (stdin). */
  now?: () => Date;
  /** The user declares that the input contains all objects of each of its kinds. */
  complete?: boolean;
  /** `-n`: where manifests go that name no namespace, as with kubectl. */
  namespace?: string;
  /** Called before a snapshot is returned, for unreadable parts: each kind of problem of a file a few times, the rest as a count. */
  onProblem?: (problem: InputProblem, text: string) => void;
  /** The same for notes on what was read: files left out, objects given twice. */
  onNote?: (text: string) => void;
}

/**
 * Reads files, directories and `-` (standard input) into one snapshot. A snapshot of this tool must be given alone and is returned as it
 * was recorded. Of everything else the readable parts are used; an outcome is `ok` where lists prove that they are complete, or the user
 * declares it. An object that is given twice counts once: its newer state, else the last one; of two that differ both are evaluated where
 * that is possible (read/namesakes.ts).
 *
 * Throws ArchmapError: `input` when a path is missing, when nothing at all could be read, or when it is more than a cluster can contain;
 * `input-too-new` for a snapshot of a newer schema, `usage` for `complete` with a snapshot, `cancelled` when the signal is aborted.
 */
export async function readInput(paths: readonly string[], io: ReadIo): Promise<Snapshot> {
  const problems = createProblemLog();
  try {
    const found = await findSources(paths, {
      stdinIsTerminal: io.stdin.isTTY === true,
      now: io.now?.() ?? new Date(),
      onFault: (file, reason) => problems.add({ file, reason }),
    });
    const sink = createObjectSink(problems, io.namespace);
    for (const source of found.sources) {
      io.signal.throwIfAborted();
      const own = await readSource(source, found.sources.length === 1, io, sink);
      if (own !== undefined) {
        for (const problem of problems.list()) io.onProblem?.(problem, problemText(problem));
        return own;
      }
    }
    return finish(paths, { ...found, leftOut: [...found.leftOut, ...sink.found.unused.list()] }, sink, io);
  } catch (error) {
    if (io.signal.aborted)
      throw new ArchmapError('cancelled', 'stopped while reading the input', 'run it again', {
        cause: error,
      });
    throw error;
  }
}

/** A snapshot when the source is one of this tool, else undefined after its content went to the sink. */
async function readSource(
  source: Source,
  alone: boolean,
  io: ReadIo,
  sink: ObjectSink,
): Promise<Snapshot | undefined> {
  let input: OpenInput | undefined;
  try {
    input =
      source.path === undefined
        ? await openStdin(io.stdin, io.signal)
        : await openFile(source.path, source.size, io.signal);
    const form = detectFormat(input.head);
    if (form === 'snapshot') return await readSnapshot(source, alone, input, io, sink);
    const left = await readForm(form, source, input, sink);
    if (left !== undefined && (source.hidden !== true || left.mayHold))
      sink.found.unused.add(source.name, left);
    return undefined;
  } catch (error) {
    if (
      error instanceof ArchmapError ||
      io.signal.aborted ||
      (error as { code?: unknown }).code === undefined
    )
      throw error;
    sink.problems.add({ file: source.name, reason: reasonOf(error) });
    return undefined;
  } finally {
    await input?.close();
  }
}

async function readSnapshot(
  source: Source,
  alone: boolean,
  { state, chunks }: OpenInput,
  io: ReadIo,
  sink: ObjectSink,
): Promise<Snapshot> {
  const name = cleanLine(source.name);
  if (!alone)
    throw new ArchmapError(
      'input',
      `${name} is a snapshot and cannot be mixed with other files`,
      'specify the snapshot only',
    );
  if (io.complete === true)
    throw new ArchmapError('usage', `--complete does not apply to snapshots (${name})`, 'remove --complete');
  return readSnapshotFile(
    name,
    chunks,
    () => state.fault,
    (reason) => sink.problems.add({ file: source.name, reason }),
  );
}

function finish(
  paths: readonly string[],
  { sources, leftOut }: Sources,
  sink: ObjectSink,
  io: ReadIo,
): Snapshot {
  const { store, census, problems } = sink;
  const left = leftOut.map(leftOutText);
  // An empty list of a kind with records is data, too.
  if (store.size === 0 && census.given.size === 0) throw nothing(paths, sources, sink, left);
  for (const file of sink.found.idle) problems.add({ file, reason: 'contains no Kubernetes object' });
  for (const [kind, reason] of store.split) census.uncertainty(kind, reason);
  const builder = store.builder();
  const declared = io.complete === true;
  const uncertainty = declared ? undeclared(problems.lost, leftOut, sink.found) : undefined;
  if (declared && uncertainty === undefined) census.vouch();
  const reported = problems.list();
  for (const problem of reported) io.onProblem?.(problem, problemText(problem));
  const remarks = [
    ...(uncertainty === undefined ? [] : [`--complete is ignored: ${uncertainty}`]),
    ...conflictTexts(store),
    ...unevaluatedText(sink.found.unevaluated.kinds),
    ...left,
  ];
  for (const text of remarks) io.onNote?.(text);
  const twice = store.duplicates > 0 ? [`duplicate objects: ${grouped(store.duplicates)}`] : [];
  fileOutcomes(builder, {
    notes: [...reported.map(problemText), ...remarks, ...twice],
    lost: problems.lost,
    extents: store.twoClusters ? new Map() : comparedExtents(census, builder),
    uncertainties: census.uncertainties(),
    unobserved: unobservedOf(sink.found.unevaluated, builder),
  });
  const newest = sources.reduce((time, source) => Math.max(time, source.mtimeMs), 0);
  const snapshot = builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: io.tool ?? 'kubectl-archmap',
      takenAt: new Date(newest).toISOString(),
      source: 'files',
      ...damageOf(problems),
      ...(store.twoClusters && { severalClusters: true }),
    },
    'not in the files given',
  );
  return { ...snapshot, places: sink.found.places.all };
}

/** For gates: the broken parts of the input, in one line. */
function damageOf({ damaged: { count, first } }: ProblemLog): { damage?: string } {
  if (first === undefined) return {};
  return { damage: `${problemText(first)}${count > 1 ? ` (and ${grouped(count - 1)} more)` : ''}` };
}

/** What may hold objects that were not seen, or creates them, whatever the user says; undefined where nothing does. */
function undeclared(lost: number, leftOut: readonly LeftOutOf[], { creator }: Found): string | undefined {
  if (lost > 0) return `${grouped(lost)} parts of the input could not be read`;
  const hidden = leftOut.flatMap(({ what }) => what).find(({ mayHold }) => mayHold);
  if (hidden === undefined)
    return creator && `the controller of ${creator} creates objects that are not in the files`;
  return `${hidden.reason} were skipped and may contain objects (${hidden.first})`;
}

/** Why there is no data, the most helpful reason first. */
function nothing(
  paths: readonly string[],
  sources: readonly Source[],
  { problems, found }: ObjectSink,
  left: readonly string[],
): ArchmapError {
  const what = cleanLine(paths.map((path) => (path === '-' ? 'standard input' : path)).join(', '), 512);
  const also = left.length > 0 ? `; ${left.join('; ')}` : '';
  const reported = problems.list();
  // A problem of a whole file explains those inside it.
  const first =
    reported.find(({ line, repeats }) => line === undefined && repeats !== true) ??
    reported.find(({ harmless }) => harmless !== true) ??
    reported[0];
  if (first !== undefined) {
    const more = reported.length > 1 ? ` (and ${grouped(reported.length - 1)} more)` : '';
    return new ArchmapError(
      'input',
      `nothing could be read from ${what}: ${problemText(first)}${more}${also}`,
      HINT,
    );
  }
  if (sources.length === 0)
    return new ArchmapError(
      'input',
      `${what} contains no manifest (.yaml, .yml, .json) and no snapshot${also}`,
      HINT,
    );
  if (found.objects > 0)
    return new ArchmapError(
      'input',
      `${what} contains Kubernetes objects, but none of a supported kind${also}`,
      HINT,
    );
  return new ArchmapError('input', `${what} contains no Kubernetes object${also}`, HINT);
}

const HINT =
  'specify a snapshot (kubectl archmap snapshot), output of kubectl get -o yaml or -o json, or a directory of manifests';
