import { PassThrough, Readable } from 'node:stream';
import { main } from '../../../src/cli/run.ts';
import './loaded.ts';

/** A `kubectl get -o yaml` of everything in a real kubeadm cluster, the variant `broken` of test/cluster. */
export { dump } from './program.ts';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Content of stdin. */
  stdin?: string;
  env?: Record<string, string>;
  /** Working directory of relative paths. Runs in different folders wait for each other. */
  cwd?: string;
  /** stdout is a terminal. */
  terminal?: boolean;
}

/** Runs one command line in this process, without kubeconfig and terminal, and returns its output. */
export async function archmap(
  args: readonly string[],
  { stdin = '', env, cwd, terminal = false }: RunOptions = {},
): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const written = Promise.all([textOf(stdout), textOf(stderr)]);
  const settled: number[] = [];
  const code = await inFolder(cwd, () =>
    main(args, {
      stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
      stdout: Object.assign(stdout, { isTTY: terminal }),
      stderr,
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', COLUMNS: '80', ...env },
      signal: new AbortController().signal,
      settle: (known) => settled.push(known),
    }),
  );
  // If the reader had closed the pipe, the process would exit with the code that was set before the output.
  if (code < 2 && settled.some((known) => known !== code))
    throw new Error(`told to end with ${settled.join(', ')}, ended with ${code}`);
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, stdout: out, stderr: err };
}

async function textOf(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const home = process.cwd();
/** Active runs, and the folder that all of them are in. */
let running = 0;
let folder = home;

async function inFolder<T>(cwd = home, run: () => Promise<T>): Promise<T> {
  if (running > 0 && cwd !== folder) throw new Error(`a run in ${folder} is under way; await it first`);
  running++;
  folder = cwd;
  process.chdir(cwd);
  try {
    return await run();
  } finally {
    running--;
    if (running === 0) process.chdir(home);
  }
}
