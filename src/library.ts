/**
 * The library: `import { check, scan } from 'kubectl-archmap'`. The same evaluation as the commands, without their output. Nothing is read
 * that the options do not name: no `.archmap.yaml`, no `ARCHMAP_*`; of the environment, only what kubectl reads (KUBECONFIG, proxies).
 */
import { Readable, Writable } from 'node:stream';
import type { ConnectionFlags } from './kube/connection-flags.ts';
import type { FrameworkId, Result, Severity } from './result/types.ts';
import { printable } from './shared/text.ts';

export { ArchmapError } from './shared/errors.ts';
export type { ConnectionFlags } from './kube/connection-flags.ts';
export type * from './result/types.ts';

/** Where the evidence comes from, and which checks are evaluated. Without `from` and `demo`: the cluster of the kubeconfig context. */
export interface ScanOptions {
  /** Snapshots, manifests or folders of them, instead of a cluster. */
  from?: string | readonly string[];
  /** The files contain all objects of every kind that is present in them. */
  complete?: boolean;
  /** The bundled example cluster. */
  demo?: boolean;
  /** kubectl's connection flags: `{ context: 'prod' }`. */
  connection?: ConnectionFlags;
  /** Limits the scope to this namespace. */
  namespace?: string;
  /** Maximum number of kubelets to read through the API server; absent = none. */
  kubelets?: number;
  /** Milliseconds for the whole collection; 0 = no limit. Default: ten minutes. */
  timeoutMs?: number;
  /** Check ids, areas, or globs over ids. */
  only?: readonly string[];
  /** The same, to exclude. */
  skip?: readonly string[];
  /** Only checks that refer to this framework; the result contains its controls. */
  framework?: FrameworkId;
  /** File of waivers. */
  waivers?: string;
  /** Files of custom rules. */
  rules?: readonly string[];
  /** Earlier result as JSON file: its risks count for no threshold. */
  baseline?: string;
  /** Ends the collection early. */
  signal?: AbortSignal;
  /** Called with each step. */
  onProgress?: (text: string) => void;
  /** Called with each warning and note, one line. */
  onNote?: (line: string) => void;
}

export interface CheckOptions extends ScanOptions {
  /** Lowest severity that makes the check fail. Default: high. */
  failOn?: Severity | 'none';
  /** Unknown results make the check fail as well. */
  requireComplete?: boolean;
}

export interface CheckOutcome {
  result: Result;
  /**
   * 0: no risk at or above `failOn`. 1: such a risk. 2: no data about such risks was collected. 3: only with `requireComplete`: unknown
   * results.
   */
  exitCode: 0 | 1 | 2 | 3;
  /** The exit code and why, in one line. */
  reason: string;
}

/**
 * Collects or reads the evidence and evaluates the checks. The result is that of `check -o json`. Throws ArchmapError with `code`, `message`
 * and `hint` for options that select nothing, sources that cannot be read, and an aborted `signal`.
 */
export async function scan(options: ScanOptions = {}): Promise<Result> {
  const { from, connection = {}, timeoutMs, complete, demo, namespace, kubelets } = options;
  const { only, skip, framework } = options;
  const [app, inputs] = await Promise.all([import('./app/scan.ts'), gateInputs(options)]);
  return app.scan(
    {
      connection: { ...connection, ...(namespace !== undefined && { namespace }) },
      ...(from !== undefined && { from: typeof from === 'string' ? [from] : from }),
      ...(complete !== undefined && { complete }),
      ...(demo !== undefined && { demo }),
      ...(namespace !== undefined && { namespace }),
      ...(kubelets !== undefined && { kubelets }),
      ...(timeoutMs !== undefined && { deadlineMs: timeoutMs }),
    },
    { ...(only && { only }), ...(skip && { skip }), ...(framework && { framework }) },
    ioOf(options),
    inputs,
  );
}

/** `scan`, and the exit code that `kubectl archmap check` would have. Throws like `scan`; a risk throws nothing. */
export async function check(options: CheckOptions = {}): Promise<CheckOutcome> {
  const { failOn = 'high', requireComplete = false } = options;
  const [result, { gate, exitReason }] = await Promise.all([scan(options), import('./app/gate.ts')]);
  const rules = { failOn, requireComplete };
  const exitCode = gate(result, rules) as CheckOutcome['exitCode'];
  return { result, exitCode, reason: exitReason(result, rules, exitCode) };
}

async function gateInputs(options: ScanOptions) {
  const { waivers, rules, baseline } = options;
  const [accepted, own, earlier] = await Promise.all([
    waivers === undefined ? undefined : import('./app/waivers.ts').then((app) => app.loadWaivers(waivers)),
    rules === undefined ? undefined : import('./app/rules.ts').then((app) => app.loadRules(rules)),
    baseline === undefined
      ? undefined
      : import('./app/earlier.ts').then((app) => app.earlierResults(baseline, ioOf(options))),
  ]);
  const before = earlier?.at(-1);
  return {
    ...(accepted && { waivers: accepted }),
    ...(own && { rules: own }),
    ...(before && { baseline: before }),
  };
}

/** The process as the use cases see it: nothing is printed, and standard input is not read. */
function ioOf({ signal, onProgress, onNote }: ScanOptions) {
  const note = (text: string) => onNote?.(printable(text));
  const lines = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, done) {
      for (const line of String(chunk).split('\n')) if (line.trim() !== '') note(line);
      done();
    },
  });
  return {
    stdin: Readable.from([]),
    stdout: lines,
    stderr: lines,
    env: process.env,
    signal: signal ?? new AbortController().signal,
    now: () => new Date(),
    progress: (text: string) => {
      if (text !== '') onProgress?.(text);
    },
    note,
  };
}
