import { ArchmapError } from '../shared/errors.ts';
import { main } from './run.ts';

/** Milliseconds from an interrupt to the end, even if operations are still pending. */
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

/** The first Ctrl-C ends the program gracefully, the second one immediately. */
function onInterrupt(controller: AbortController): void {
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      // `process.exit` would wait for a blocked read (a named pipe without a writer); the signal itself does not.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    controller.abort(new ArchmapError('cancelled', 'interrupted', ''));
    // Operations that do not support the signal, such as opening a named pipe, are not waited for.
    setTimeout(stop, SHUTDOWN_TIMEOUT_MS, signal).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/**
 * `kubectl archmap | head` is no error; a full disk is one, and the pending write rejects. Returns a function that reports whether a stream
 * failed.
 */
function onBrokenStream(): () => boolean {
  let broken = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The gate's exit code is kept, even if the output was not read completely.
      if (error.code === 'EPIPE') process.exit();
      broken = true;
      process.exitCode = 2;
    });
  }
  return () => broken;
}
