import type { Result } from '../result/types.ts';
import type { ReportOptions } from '../report/options.ts';
import type { CliIo } from './io.ts';

/** Says on stderr which waivers cover nothing. */
export function printWarnings({ io }: CommandContext, { warnings = [] }: Pick<Result, 'warnings'>): void {
  for (const warning of warnings) io.note(`warning: ${warning}`);
}

/** What a command's handler gets beside its arguments. */
export interface CommandContext {
  io: CliIo;
  /** Says the exit code of the program, should nothing fail from here on. */
  exit: (code: number) => void;
}

/** Report options out of the table flags. */
export function reportOptions(
  { io }: CommandContext,
  args: {
    headers?: boolean;
    borders?: boolean;
    all?: boolean | undefined;
    blind?: string | undefined;
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
    ...(args.blind !== undefined && { blind: args.blind }),
  };
}
