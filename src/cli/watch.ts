import type { Watched } from '../app/watch.ts';
import type { Result } from '../result/types.ts';
import { durationMs } from '../shared/duration.ts';
import { ArchmapError } from '../shared/errors.ts';
import type { CommandContext } from './context.ts';
import { reportOptions } from './context.ts';
import { OUTPUT } from './options.ts';

/** `--watch` of the overview and of `check`. */
export const WATCH = {
  watch: {
    alias: 'w',
    type: 'boolean',
    group: OUTPUT,
    describe: 'collect again every --interval and print what changed, until Ctrl-C',
  },
  interval: {
    type: 'string',
    default: '30s',
    group: OUTPUT,
    describe: 'with --watch: time between two collections, at least 5s',
  },
} as const;

export interface WatchArgs {
  watch?: boolean | undefined;
  interval?: string | undefined;
  headers?: boolean;
  borders?: boolean;
}

/** The API server is not asked more often. */
const MIN_INTERVAL_MS = 5000;

/** `--interval` in milliseconds. Throws `usage` for less than five seconds. */
export function intervalMs(text: string | undefined): number {
  const ms = durationMs(text, '--interval');
  if (ms < MIN_INTERVAL_MS)
    throw new ArchmapError('usage', `--interval ${text ?? ''} is too short`, 'specify 5s or more');
  return ms;
}

/**
 * Prints the first result with `show`, then the changes of each later one. Returns when the user presses Ctrl-C: that is the normal end, so
 * the exit code is 0.
 */
export async function watchAndPrint(
  watched: Watched,
  args: WatchArgs,
  context: CommandContext,
  show: (result: Result) => Promise<void>,
): Promise<void> {
  const { io } = context;
  const [{ watchCluster }, { diffTable }] = await Promise.all([
    import('../app/watch.ts'),
    import('../report/diff/table.ts'),
  ]);
  for await (const event of watchCluster(watched, io)) {
    io.progress('');
    if (event.kind === 'first') await show(event.result);
    else if (event.kind === 'failed')
      io.note(`warning: ${event.reason}; next attempt in ${args.interval ?? ''}`);
    else if (event.kind === 'changed')
      await io.print(
        `\n${event.result.takenAt}\n${diffTable(event.diff, reportOptions(context, args, false))}\n`,
      );
    if (event.kind !== 'failed') io.progress(`No changes since ${io.now().toISOString()}; Ctrl-C to stop`);
  }
  io.progress('');
}
