import type { FleetOutcome } from '../app/fleet/run.ts';
import type { Gate } from '../app/types.ts';
import type { FleetFormat } from '../report/fleet/names.ts';
import { plural } from '../shared/text.ts';
import type { CommandContext } from './context.ts';
import { reportOptions } from './context.ts';
import type { Output } from './outputs.ts';
import { writeOutputs } from './outputs.ts';

/**
 * Sets the exit code, then writes the report in every requested format. After Ctrl-C, what was finished is still written: the signal is
 * replaced, and the exit code stays that of an interrupt.
 */
export async function writeFleet(
  { report, exitCode, overThreshold }: FleetOutcome,
  outputs: readonly Output<FleetFormat>[],
  rules: Gate,
  args: { headers?: boolean; borders?: boolean },
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const interrupted = io.signal.aborted;
  // Before anything is printed: the reader of stdout may close it early.
  context.exit(interrupted ? 130 : exitCode);
  const { formatFleet } = await import('../report/fleet/index.ts');
  const { failed, interrupted: unfinished } = report.summary.clusters;
  const footer = [exitText(exitCode, { overThreshold, failed, interrupted, unfinished }, rules)];
  const writing = interrupted ? { ...context, io: { ...io, signal: new AbortController().signal } } : context;
  await writeOutputs(outputs, { html: () => 'archmap-fleet.html' }, writing, (format, toFile) => {
    const screen = reportOptions(context, { ...args, footer }, format === 'wide');
    const { width: _width, ...file } = screen;
    return formatFleet(report, format, toFile ? { ...file, color: false } : screen);
  });
  for (const warning of report.warnings) io.note(`warning: ${warning}`);
}

interface Counts {
  overThreshold: number;
  failed: number;
  interrupted: boolean;
  unfinished: number;
}

/** The exit code and why, with the clusters that failed even where risks determine the code. */
function exitText(
  code: number,
  { overThreshold, failed, interrupted, unfinished }: Counts,
  { failOn }: Gate,
): string {
  if (interrupted) return `Exit code 130: interrupted; ${plural(unfinished, 'cluster')} not evaluated`;
  const more = failed === 0 ? '' : `; ${plural(failed, 'cluster')} failed`;
  switch (code) {
    case 1:
      return `Exit code 1: risks at or above --fail-on=${failOn} in ${plural(overThreshold, 'cluster')}${more}`;
    case 2:
      return `Exit code 2: ${failed === 0 ? 'a gate could not be evaluated' : `${plural(failed, 'cluster')} failed`}`;
    case 3:
      return 'Exit code 3: results are unknown or in error (--require-complete)';
    default:
      return failOn === 'none'
        ? 'Exit code 0: --fail-on=none, and no cluster failed'
        : `Exit code 0: no risk at or above --fail-on=${failOn}`;
  }
}
