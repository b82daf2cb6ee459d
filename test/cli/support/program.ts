import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../bin/kubectl-archmap', import.meta.url));
const helper = fileURLToPath(new URL('../../../bin/kubectl_complete-archmap', import.meta.url));

/** A `kubectl get -o yaml` of everything in a real kubeadm cluster, the variant `broken` of test/cluster. */
export const dump = fileURLToPath(new URL('../../fixtures/kubectl/broken.yaml', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Written to stdin, which is then closed. */
  stdin?: string;
  /** Leaves stdin open, as a terminal would. */
  openStdin?: boolean;
  env?: Record<string, string>;
  cwd?: string;
  /** A file instead of the pipe that is read. */
  stdout?: number;
  /** Called once the program has started. */
  started?: (child: ReturnType<typeof spawn>) => void;
}

/**
 * Starts the built program as a user would, without kubeconfig and terminal. For what requires a process: signals, closed pipes,
 * its own streams, the packaged files. Everything else runs in the test's process (`in-process.ts`).
 */
export function startArchmap(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(bin, args, options);
}

export function completionHelper(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(helper, words, options);
}

function run(
  file: string,
  args: readonly string[],
  { stdin, openStdin, env, cwd, stdout, started }: RunOptions,
): Promise<Ended> {
  const { promise, resolve, reject } = deferred<Ended>();
  const clean = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', COLUMNS: '80', ...env };
  const child = spawn(process.execPath, [file, ...args], {
    env: clean,
    cwd,
    stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  child.stdin?.on('error', () => undefined);
  child.on('error', reject);
  child.on('close', (code, signal) => resolve({ code, signal, ...texts }));
  if (!openStdin) child.stdin?.end(stdin ?? '');
  started?.(child);
  return promise;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
