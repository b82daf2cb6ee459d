import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { ClusterError } from './errors.ts';

/** How a program ended. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Written to its stdin, which is closed afterwards. */
  input?: string;
  /** Accepted exit codes; default 0 only. `any` leaves the decision to the caller. */
  accept?: readonly number[] | 'any';
  /** Kills the program (SIGKILL) after this many milliseconds and throws; default ten minutes. */
  timeoutMs?: number;
  /** Gets each line of stderr while the program runs. */
  onLine?: (line: string) => void;
}

/** Runs a program to its end. Throws ClusterError with the end of its output when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = process.env, cwd, input, accept = [0], timeoutMs = 600_000, onLine } = options;
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err.push(chunk);
    for (const line of onLine ? chunk.toString().split('\n') : []) if (line.trim() !== '') onLine?.(line);
  });
  // The exit code decides about a program that ends before it has read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(
        new ClusterError(`${command} cannot be started`, 'install it, or see test/cluster/README.md', {
          cause,
        }),
      ),
    );
    child.on('close', (status) => resolve(status ?? -1));
  }).finally(() => clearTimeout(timer));
  const ran: Ran = { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
  if (late)
    throw new ClusterError(`${shown(command, args)} did not end within ${timeoutMs / 1000} s`, tail(ran));
  if (accept !== 'any' && !accept.includes(code))
    throw new ClusterError(`${shown(command, args)} ended with ${code}`, tail(ran));
  return ran;
}

/** Starts a program that outlives this one, with its output in a file. Returns its process id, which is also its process group id. */
export function startDetached(
  command: string,
  args: readonly string[],
  log: string,
  env: Readonly<Record<string, string | undefined>>,
): number {
  const file = openSync(log, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', file, file], env });
  child.on('error', () => undefined);
  closeSync(file);
  child.unref();
  if (child.pid === undefined)
    throw new ClusterError(
      `${command} cannot be started`,
      'install util-linux (unshare, nsenter) and iproute2 (ip)',
    );
  return child.pid;
}

/** Polls until the result is not undefined. Throws with `what` and the reason after `timeoutMs`. */
export async function until<T>(
  what: string,
  request: () => Promise<T | undefined>,
  options: { timeoutMs: number; everyMs?: number; log?: string },
): Promise<T> {
  const end = Date.now() + options.timeoutMs;
  for (;;) {
    const answer = await request();
    if (answer !== undefined) return answer;
    if (Date.now() > end) {
      throw new ClusterError(
        `${what}: not so after ${options.timeoutMs / 1000} s`,
        options.log ? `read ${options.log}` : "see the logs in the cluster's folder",
      );
    }
    await sleep(options.everyMs ?? 250);
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The program and its first arguments, without file paths and preceding flags. */
function shown(command: string, args: readonly string[]): string {
  const words = args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('/') && arg.length < 40);
  return [command.split('/').at(-1), ...words.slice(0, 4)].join(' ');
}

function tail({ stdout, stderr }: Ran): string {
  const text = stderr.trim() === '' ? stdout : stderr;
  return text.trim().split('\n').slice(-12).join('\n') || 'it printed nothing';
}
