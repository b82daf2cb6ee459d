import { Readable, Writable } from 'node:stream';
import { createFleet } from '../../result/fleet/fold.ts';
import type { FleetReport } from '../../result/fleet/types.ts';
import { FLEET_API_VERSION } from '../../result/fleet/types.ts';
import type { Result } from '../../result/types.ts';
import { ArchmapError, messageOf } from '../../shared/errors.ts';
import { plural, printable } from '../../shared/text.ts';
import { assess } from '../assess.ts';
import { chosenChecks } from '../selection.ts';
import { loadSnapshot } from '../source.ts';
import type { AppIo, CheckSelection, ExitCode, Gate, GateInputs, SourceOptions } from '../types.ts';
import type { FleetFailure } from './files.ts';
import { FAILURE_KIND, prepareDirectory, resultPath, snapshotPath } from './files.ts';
import { outcomeOf, withError, worstExit } from './outcome.ts';
import { eachLimited } from './pool.ts';

export interface FleetOptions {
  contexts: readonly string[];
  /** Clusters at a time. */
  parallel: number;
  /** Of every cluster; the context is set here. */
  source: SourceOptions;
  selection: CheckSelection;
  gateInputs: GateInputs;
  rules: Gate;
  /** One result per cluster is written there. */
  directory?: string;
  /** With `directory`: snapshots too. */
  snapshots?: boolean;
  /** JSON in parts, as `-o json` prints it. */
  json: (value: object) => Iterable<string>;
}

export interface FleetOutcome {
  report: FleetReport;
  exitCode: ExitCode;
  /** Clusters with risks at or over the threshold. */
  overThreshold: number;
}

/**
 * Collects and evaluates several clusters. A cluster that fails is a row of the report. Each result is folded and dropped, so memory depends
 * on `parallel`, not on the number of clusters. After an abort, the report has what was finished. Throws `usage` for a selection that matches
 * nothing, `output` for a directory that cannot be created.
 */
export async function runFleet(options: FleetOptions, io: AppIo): Promise<FleetOutcome> {
  const { contexts, directory, selection, gateInputs } = options;
  chosenChecks(selection, gateInputs);
  if (directory !== undefined) await prepareDirectory(directory);
  const fleet = createFleet();
  const codes: ExitCode[] = [];
  const active = new Set<string>();
  const show = () => {
    const names = [...active].map(printable).join(', ');
    io.progress(`${codes.length}/${plural(contexts.length, 'cluster')}${names === '' ? '' : `: ${names}`}`);
  };
  const ended = new Set<string>();
  await eachLimited(contexts, options.parallel, io.signal, async (context) => {
    active.add(context);
    show();
    const code = await oneCluster(context, options, fleet, ioOf(context, io));
    active.delete(context);
    if (code !== undefined) {
      ended.add(context);
      codes.push(code);
    }
    show();
  });
  for (const name of contexts) if (!ended.has(name)) fleet.addWithout({ name, state: 'interrupted' });
  io.progress('');
  return {
    report: fleet.report(),
    exitCode: worstExit(codes),
    overThreshold: codes.filter((code) => code === 1).length,
  };
}

/** The exit code of the cluster; undefined when it was interrupted. */
async function oneCluster(
  context: string,
  options: FleetOptions,
  fleet: ReturnType<typeof createFleet>,
  io: AppIo,
): Promise<ExitCode | undefined> {
  try {
    const result = await evaluate(context, options, io);
    const { summary, code } = outcomeOf(result, options.rules, { name: context });
    const unsaved = await save(context, options, result, io);
    if (io.signal.aborted) return undefined;
    fleet.add(unsaved ? withError(summary, unsaved) : summary);
    return unsaved && code !== 1 ? 2 : code;
  } catch (error) {
    if (io.signal.aborted) return undefined;
    const { message, hint } = lineOf(error);
    const failure = failed(context, { message, hint }, io);
    const unsaved = await save(context, options, failure, io);
    fleet.addWithout({ name: context, state: 'failed', error: message, hint });
    if (unsaved) io.note(`warning: ${unsaved.message}`);
    return 2;
  }
}

async function evaluate(
  context: string,
  { source, selection, gateInputs, directory, snapshots }: FleetOptions,
  io: AppIo,
): Promise<Result> {
  const snapshot = await loadSnapshot({ ...source, connection: { ...source.connection, context } }, io);
  if (directory !== undefined && snapshots) {
    const { saveSnapshot } = await import('../snapshot.ts');
    await saveSnapshot(snapshot, snapshotPath(directory, context), io);
  }
  return assess(snapshot, selection, gateInputs);
}

/**
 * Writes the result, or the failure in its place: a merge must not report a cluster that is unreachable as it was yesterday. Returns why it
 * could not.
 */
async function save(
  context: string,
  { directory, json }: FleetOptions,
  value: Result | FleetFailure,
  io: AppIo,
): Promise<{ message: string; hint: string } | undefined> {
  if (directory === undefined) return undefined;
  const { saveText } = await import('../write.ts');
  return saveText(resultPath(directory, context), json(value), io).then(() => undefined, lineOf);
}

function failed(
  context: string,
  { message, hint }: { message: string; hint: string },
  io: AppIo,
): FleetFailure {
  return {
    apiVersion: FLEET_API_VERSION,
    kind: FAILURE_KIND,
    context,
    error: message,
    hint,
    failedAt: io.now().toISOString(),
  };
}

/** One line each, whatever the server sent. */
function lineOf(error: unknown): { message: string; hint: string } {
  const line = (text: string) => printable(text.replace(/\s*\n\s*/g, ' ').trim());
  return error instanceof ArchmapError
    ? { message: line(error.message), hint: line(error.hint) }
    : {
        message: `unexpected: ${line(messageOf(error))}`,
        hint: 'this is a bug in archmap; run check with this context and -v=9, and report the output',
      };
}

/** The process as one of several clusters sees it: notes begin with its name, and credential plugins cannot prompt. */
function ioOf(context: string, io: AppIo): AppIo {
  const note = (text: string) => io.note(`${printable(context)}: ${text}`);
  const lines = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, done) {
      for (const line of String(chunk).split('\n')) if (line.trim() !== '') note(line.trimEnd());
      done();
    },
  });
  return { ...io, stdin: Readable.from([]), stderr: lines, progress: () => undefined, note };
}
