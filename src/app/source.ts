import { ArchmapError } from '../shared/errors.ts';
import { toolName } from '../shared/version.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { demoPath } from './demo.ts';
import type { AppIo, SourceOptions } from './types.ts';

/**
 * The evidence from the selected source: files, the bundled example, or the live cluster. Throws ArchmapError when the source cannot be
 * used at all; other errors are in the outcomes.
 */
export async function loadSnapshot(options: SourceOptions, io: AppIo): Promise<Snapshot> {
  const { from = [], demo = false } = options;
  if (demo && from.length > 0)
    throw new ArchmapError('usage', '--demo and --from are mutually exclusive', 'specify one of them');
  if (options.complete === true && from.length === 0)
    throw new ArchmapError(
      'usage',
      '--complete applies to files only',
      'specify the files with --from, or remove --complete',
    );
  const live = !demo && from.length === 0;
  if (options.kubelets !== undefined && !live)
    io.note('--kubelet applies to live clusters only; kubelet data in the files is used');
  const { namespace, namespaceSelects = false } = options;
  const snapshot = live
    ? await collectAround(options, io)
    : await readFiles(demo ? [await demoPath()] : from, options, io);
  if (namespace === undefined) return snapshot;
  const limited = snapshot.header.namespace === namespace ? snapshot : await limit(snapshot, namespace);
  if (isAbsent(limited, namespace)) io.note(`warning: namespace ${namespace} does not exist`);
  return namespaceSelects ? snapshot : limited;
}

/** Collects the cluster or the namespace; a namespace that selects limits the collection only when the user may not list all Pods. */
async function collectAround(options: SourceOptions, io: AppIo): Promise<Snapshot> {
  if (options.namespace === undefined || !options.namespaceSelects) return await collect(options, io);
  const { namespace: _selected, ...everywhere } = options;
  const snapshot = await collect(everywhere, io);
  const { status, missing = [] } = snapshot.outcomes.get('pods') ?? {};
  return status !== 'ok' && missing.length > 0 ? await collect(options, io) : snapshot;
}

async function limit(snapshot: Snapshot, namespace: string): Promise<Snapshot> {
  const { limitTo } = await import('../snapshot/limit.ts');
  return limitTo(snapshot, namespace);
}

/** True when the requested namespace does not exist. Files without Namespace objects are no evidence of that. */
function isAbsent({ outcomes }: Snapshot, name: string): boolean {
  const outcome = outcomes.get('namespaces');
  return outcome?.status === 'unavailable' && outcome.namespace === name;
}

/** Problems printed individually; the outcomes contain all of them. */
const MAX_PROBLEMS = 10;

async function readFiles(
  paths: readonly string[],
  { namespace, complete }: SourceOptions,
  io: AppIo,
): Promise<Snapshot> {
  const { readInput } = await import('../snapshot/read.ts');
  // Printed only when something could be read: otherwise the error is sufficient.
  const [warnings, notes]: [string[], string[]] = [[], []];
  const snapshot = await readInput(paths, {
    stdin: io.stdin,
    signal: io.signal,
    tool: toolName,
    now: io.now,
    ...(complete && { complete }),
    ...(namespace !== undefined && { namespace }),
    onProblem: (_problem, text) => void warnings.push(text),
    onNote: (text) => void notes.push(text),
  });
  for (const text of warnings.slice(0, MAX_PROBLEMS)) io.note(`warning: ${text}`);
  const more = warnings.length - MAX_PROBLEMS;
  if (more > 0) io.note(`warning: ${more} more problems with the input`);
  for (const text of notes) io.note(`warning: ${text}`);
  return snapshot;
}

async function collect(options: SourceOptions, io: AppIo): Promise<Snapshot> {
  const [{ connect }, { collectLive }] = await Promise.all([
    import('../kube/index.ts'),
    import('../collect/index.ts'),
  ]);
  const client = await connect(options.connection, {
    env: io.env,
    stdin: io.stdin,
    stderr: io.stderr,
    signal: io.signal,
  });
  try {
    return await collectLive(client, {
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      ...(options.kubelets !== undefined && { kubelets: options.kubelets }),
      ...(options.deadlineMs !== undefined && { deadlineMs: options.deadlineMs }),
      signal: io.signal,
      onProgress: io.progress,
      now: io.now,
      tool: toolName,
    });
  } finally {
    client.close();
  }
}
