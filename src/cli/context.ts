import type { Result, Severity } from '../result/types.ts';
import type { GroupBy } from '../report/groups.ts';
import type { ReportOptions } from '../report/options.ts';
import type { CliIo } from './io.ts';

/** Prints on stderr which waivers match nothing; `below` of them stand below a table on the same terminal. */
export function printWarnings(
  { io }: CommandContext,
  { warnings = [] }: Pick<Result, 'warnings'>,
  below = 0,
): void {
  for (const warning of warnings.slice(below)) io.note(`warning: ${warning}`);
}

/** Input of a command's handler in addition to its arguments. */
export interface CommandContext {
  io: CliIo;
  /** Sets the exit code of the program, unless an error follows. */
  exit: (code: number) => void;
}

/** Report options from the table flags. */
export function reportOptions(
  { io }: CommandContext,
  args: {
    headers?: boolean;
    borders?: boolean;
    all?: boolean | undefined;
    notEvaluated?: string | undefined;
    severities?: readonly Severity[] | undefined;
    groupBy?: GroupBy | undefined;
    footer?: readonly string[] | undefined;
  },
  wide: boolean,
): ReportOptions {
  return {
    ...(io.width !== undefined && { width: io.width }),
    color: io.color,
    headers: args.headers ?? true,
    borders: args.borders ?? false,
    wide,
    ...(args.all && { all: true }),
    ...(args.notEvaluated !== undefined && { notEvaluated: args.notEvaluated }),
    ...(args.severities && { severities: args.severities }),
    ...(args.groupBy && { groupBy: args.groupBy }),
    ...(args.footer && { footer: args.footer }),
  };
}
