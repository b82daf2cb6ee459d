import { ArchmapError, messageOf } from '../shared/errors.ts';
import { printable } from '../shared/text.ts';
import type { CliIo } from './io.ts';
import { processIo } from './io.ts';
import type { Parsed } from './parse.ts';
import { parse } from './parse.ts';

const INTERRUPTED = 130;
/** Milliseconds from an interrupt to the end, whatever is still waited for. */
const PATIENCE = 3000;

/** Runs one command line and sets the process's exit code. Never throws. */
export async function main(argv: readonly string[], version: string): Promise<void> {
  const interrupt = new AbortController();
  onInterrupt(interrupt);
  let io = processIo({ color: 'auto', quiet: false, verbosity: 0 }, interrupt.signal);
  quietOnClosedPipe();
  try {
    if (argv[0] === '__complete') {
      const { complete } = await import('./complete.ts');
      await io.print(await complete(argv.slice(1)));
      return;
    }
    const parsed: Parsed = parse(argv, version);
    if (parsed.kind === 'text') {
      await io.print(parsed.text);
      return;
    }
    const { command, args } = parsed;
    io = processIo({ color: args.color, quiet: args.quiet, verbosity: args.v }, interrupt.signal);
    process.exitCode = 0;
    await command.run(args, { io, exit: (code) => (process.exitCode = code) });
  } catch (error) {
    process.exitCode = report(error, io, interrupt.signal.aborted);
  }
}

/** Says what is wrong and what to do; returns the exit code. */
function report(error: unknown, io: CliIo, interrupted: boolean): number {
  io.progress('');
  if (interrupted || (error instanceof ArchmapError && error.code === 'cancelled')) return INTERRUPTED;
  if (error instanceof ArchmapError) {
    io.stderr.write(`error: ${line(error.message)}\n`);
    if (error.hint) io.stderr.write(`hint:  ${line(error.hint)}\n`);
  } else {
    io.stderr.write(`error: unexpected: ${line(messageOf(error))}\n`);
    io.stderr.write(`hint:  this is a bug of archmap; run again with -v=9 and report what it prints\n`);
  }
  if (io.verbosity >= 9 && error instanceof Error) io.stderr.write(`${stackOf(error)}\n`);
  return 2;
}

/** One line whatever a server or a file wrote into it. */
function line(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' ').trim());
}

function stackOf(error: Error): string {
  const own = (error.stack ?? '').split('\n').map(printable).join('\n');
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}

/** The first Ctrl-C ends in order, the second at once. */
function onInterrupt(controller: AbortController): void {
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      // `process.exit` would wait for a read that blocks (a named pipe that nobody writes into); the signal itself does not.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    controller.abort(new ArchmapError('cancelled', 'interrupted', ''));
    // What does not hear of it, such as the opening of a named pipe, is not waited for.
    setTimeout(stop, PATIENCE, signal).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** `kubectl archmap | head` is no error; a full disk is one, and whoever awaits the write hears of it. */
function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // What a gate has found stands, read to the end or not.
      if (error.code === 'EPIPE') process.exit();
      process.exitCode = 2;
    });
  }
}
