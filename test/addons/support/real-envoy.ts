/** The real Envoy, which reads a bootstrap and says on its admin interface what it understood. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file for `-c`, and the text of `--config-yaml`. */
export interface Given {
  file?: string;
  inline?: string;
}

export interface RunningEnvoy {
  /** Of `/config_dump`, the bootstrap after defaults and merging, in the words of protobuf's JSON. */
  bootstrap: unknown;
  /** Of `/listeners`: names and addresses. */
  listeners: readonly { name: string; address: string; port: number }[];
  version: string;
  admin: { address: string; port: number };
}

/** The last words of Envoy about a bootstrap that it does not load; undefined when it does. */
export async function complaint(program: string, given: Given): Promise<string | undefined> {
  return inFolder(async (folder) => {
    const { code, output } = await finished(program, [
      '--mode',
      'validate',
      ...(await optionsOf(folder, given)),
    ]);
    return code === 0 ? undefined : output.trim().split('\n').slice(-3).join('\n');
  });
}

/** Starts it on loopback, asks `use` while it runs, and stops it. */
export async function withEnvoy<T>(
  program: string,
  given: Given,
  use: (envoy: RunningEnvoy) => Promise<T> | T,
): Promise<T> {
  return inFolder(async (folder) => {
    const place = join(folder, 'admin');
    const options = [
      ...(await optionsOf(folder, given)),
      '--admin-address-path',
      place,
      '--use-dynamic-base-id',
    ];
    const child = spawn(program, [...options, '-l', 'critical', '--concurrency', '1'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    try {
      const address = await live(place, ended).catch((cause: unknown) => {
        throw new Error(`Envoy did not start: ${output.slice(-2_000)}`, { cause });
      });
      return await use(await asked(address));
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'archmap-envoy-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function optionsOf(folder: string, { file, inline }: Given): Promise<string[]> {
  const path = join(folder, 'envoy.yaml');
  if (file !== undefined) await writeFile(path, file);
  return [
    ...(file === undefined ? [] : ['-c', path]),
    ...(inline === undefined ? [] : ['--config-yaml', inline]),
  ];
}

function finished(
  program: string,
  options: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...options, '-l', 'error']);
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });
}

/** The address that Envoy writes once its admin interface listens, after its listeners accept connections. */
async function live(place: string, ended: Promise<void>): Promise<string> {
  let stopped = false;
  void ended.then(() => (stopped = true));
  for (;;) {
    if (stopped) throw new Error('it stopped');
    const address = await readFile(place, 'utf8').catch(() => '');
    if (address !== '') {
      const ready = await fetch(`http://${address}/ready`).catch(() => undefined);
      if (ready?.ok === true) return address;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Dump {
  configs: readonly { '@type': string; bootstrap?: unknown }[];
}
interface Listeners {
  listener_statuses?: readonly {
    name: string;
    local_address: { socket_address?: { address: string; port_value: number } };
  }[];
}

async function asked(address: string): Promise<RunningEnvoy> {
  const json = async (path: string): Promise<unknown> => (await fetch(`http://${address}${path}`)).json();
  const dump = (await json('/config_dump')) as Dump;
  const listeners = (await json('/listeners?format=json')) as Listeners;
  const { version } = (await json('/server_info')) as { version: string };
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  return {
    bootstrap: dump.configs.find((one) => one['@type'].endsWith('BootstrapConfigDump'))?.bootstrap,
    listeners: (listeners.listener_statuses ?? []).flatMap(
      ({ name, local_address: { socket_address: at } }) =>
        at ? [{ name, address: at.address, port: at.port_value }] : [],
    ),
    version: version.split('/')[1] ?? '',
    admin: { address: host, port: Number(port) },
  };
}
