import { ArchmapError } from '../shared/errors.ts';
import { main } from './run.ts';

/** Milliseconds from an interrupt to the end, whatever is still waited for. */
const SHUTDOWN_TIMEOUT_MS = 3000;

/** Runs a command line in this process: its streams, its signals, its exit code. Never throws. */
export async function start(argv: readonly string[]): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  const interrupt = new AbortController();
  onInterrupt(interrupt);
  const broken = onBrokenStream();
  const settle = (code: number) => {
    process.exitCode = code;
  };
  const code = await main(argv, { stdin, stdout, stderr, env, signal: interrupt.signal, settle });
  process.exitCode = broken() ? 2 : code;
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
    setTimeout(stop, SHUTDOWN_TIMEOUT_MS, signal).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/**
 * `kubectl archmap | head` is no error; a full disk is one, and whoever awaits the write hears of it.
 * Returns whether a stream could not be written.
 */
function onBrokenStream(): () => boolean {
  let broken = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // What a gate has found stands, read to the end or not.
      if (error.code === 'EPIPE') process.exit();
      broken = true;
      process.exitCode = 2;
    });
  }
  return () => broken;
}
