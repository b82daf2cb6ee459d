import type { AppIo } from '../app/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { printable } from '../shared/text.ts';

/** The parts of the process that a command can access. */
export interface CliIo extends AppIo {
  /** Columns of stdout: COLUMNS, the terminal, or undefined without a terminal. */
  width: number | undefined;
  color: boolean;
  /** stdout is a terminal: formats that nobody reads there go to a named file. */
  interactive: boolean;
  quiet: boolean;
  verbosity: number;
  /** Writes a text, or its parts, to stdout; resolves when the reader has received it. A closed pipe is no error. */
  print: (text: string | Iterable<string>) => Promise<void>;
}

/** The process that a command line runs in: the real one from `start.ts`, or a simulated one in tests. */
export interface ProcessIo {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: Terminal;
  stderr: Terminal;
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  /** Called with the exit code as soon as it is known: the reader of stdout may end the process before everything is printed. */
  settle: (code: number) => void;
}

/** A stream that may be a terminal. */
export type Terminal = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

export interface IoSettings {
  color: 'auto' | 'always' | 'never';
  quiet: boolean;
  verbosity: number;
}

/** The streams of the process. As in kubectl, color and progress are for terminals only. */
export function commandIo(settings: IoSettings, { env, stdin, stdout, stderr, signal }: ProcessIo): CliIo {
  const showProgress = stderr.isTTY && !env['CI'] && !settings.quiet;
  const progress = showProgress ? progressLine(stderr) : () => undefined;
  return {
    stdin,
    stdout,
    stderr,
    env,
    signal,
    now: () => new Date(),
    progress,
    width: widthOf(stdout, env),
    color: wantsColor(settings.color, stdout.isTTY === true, env),
    interactive: stdout.isTTY === true,
    quiet: settings.quiet,
    verbosity: settings.verbosity,
    print: (text) => writeParts(stdout, typeof text === 'string' ? [text] : text),
    note: (text) => {
      if (settings.quiet) return;
      progress('');
      stderr.write(`${printable(text)}\n`);
    },
  };
}

function widthOf(stdout: Terminal, env: ProcessIo['env']): number | undefined {
  return Number(env['COLUMNS']) > 0 ? Number(env['COLUMNS']) : stdout.isTTY ? stdout.columns : undefined;
}

/** --color takes precedence over FORCE_COLOR, that over NO_COLOR and TERM=dumb, and those over the type of stdout. */
export function wantsColor(
  setting: IoSettings['color'],
  isTTY: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (setting !== 'auto') return setting === 'always';
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** One line that overwrites itself; an empty text clears it. */
function progressLine(stream: Terminal): (text: string) => void {
  let shown = false;
  return (text) => {
    if (text === '' && !shown) return;
    shown = text !== '';
    stream.write(`\r\u001b[2K${printable(text).slice(0, (stream.columns || 80) - 1)}`);
  };
}

function cannotWrite(error: Error): ArchmapError {
  return new ArchmapError(
    'output',
    `cannot write to stdout: ${error.message}`,
    'check the destination, for example for free disk space',
    {
      cause: error,
    },
  );
}

/** Characters that are written at once. */
const BATCH = 1 << 18;

async function writeParts(stream: NodeJS.WritableStream, parts: Iterable<string>): Promise<void> {
  let batch = '';
  for (const part of parts) {
    batch += part;
    if (batch.length < BATCH) continue;
    await write(stream, batch);
    batch = '';
  }
  await write(stream, batch);
}

async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '') return;
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
      else reject(cannotWrite(error));
    });
  });
}
