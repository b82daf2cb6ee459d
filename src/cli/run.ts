import { ArchmapError, messageOf } from '../shared/errors.ts';
import { printable } from '../shared/text.ts';
import type { CliIo, ProcessIo } from './io.ts';
import { commandIo } from './io.ts';
import type { Parsed } from './parse.ts';
import { parse } from './parse.ts';

const INTERRUPTED = 130;
/** Maximum width of help, in columns. */
const WIDEST_HELP = 100;

/** Runs one command line in a process and returns its exit code. Never throws. */
export async function main(argv: readonly string[], process: ProcessIo): Promise<number> {
  let io = commandIo({ color: 'auto', quiet: false, verbosity: 0 }, process);
  let code = 0;
  try {
    if (argv[0] === '__complete') {
      const { complete } = await import('./complete.ts');
      await io.print(await complete(argv.slice(1), process.env));
      return 0;
    }
    const parsed: Parsed = parse(argv, Math.min(WIDEST_HELP, io.width ?? WIDEST_HELP));
    if (parsed.kind === 'text') {
      await io.print(parsed.text);
      return 0;
    }
    const { command, args } = parsed;
    io = commandIo({ color: args.color, quiet: args.quiet, verbosity: args.v }, process);
    await command.run(args, {
      io,
      exit: (settled) => {
        code = settled;
        process.settle(settled);
      },
    });
    return code;
  } catch (error) {
    return report(error, io, process.signal.aborted);
  }
}

/** Prints the error and its remediation; returns the exit code. */
function report(error: unknown, io: CliIo, interrupted: boolean): number {
  io.progress('');
  if (interrupted || (error instanceof ArchmapError && error.code === 'cancelled')) return INTERRUPTED;
  if (error instanceof ArchmapError) {
    io.stderr.write(`error: ${line(error.message)}\n`);
    if (error.hint) io.stderr.write(`hint:  ${line(error.hint)}\n`);
  } else {
    io.stderr.write(`error: unexpected: ${line(messageOf(error))}\n`);
    io.stderr.write(`hint:  this is a bug in archmap; run again with -v=9 and report the output\n`);
  }
  if (io.verbosity >= 9 && error instanceof Error) io.stderr.write(`${stackOf(error)}\n`);
  return 2;
}

/** One line, whatever text came from a server or a file. */
function line(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' ').trim());
}

function stackOf(error: Error): string {
  const own = (error.stack ?? '').split('\n').map(printable).join('\n');
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}
