import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { ConnectionFlags } from '../../../src/kube/types.ts';
import type { Outcome } from './seen.ts';
import { stage, type Row } from './rows.ts';
import type { World } from './world.ts';

/** Connection flags as on the command line, the same for kubectl and archmap. */
export function flagArgs(flags: ConnectionFlags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [value].flat().map((one) => `${option}=${String(one)}`);
  });
}

/** Runs the real kubectl in a row's situation and returns the requests that the servers received. A pod's mounts require root (unshare). */
export async function runKubectl(kubectl: string, row: Row, world: World): Promise<Outcome> {
  const set = stage(row, world);
  world.seen.length = 0;
  try {
    const request = row.request === 'pods' ? ['get', 'pods', '-o', 'name'] : ['get', '--raw', '/version'];
    const command = [kubectl, ...request, ...flagArgs(set.flags)];
    const inPod =
      'mount -t tmpfs tmpfs /var/run && mkdir -p /var/run/secrets/kubernetes.io && cp -r "$0" /var/run/secrets/kubernetes.io/serviceaccount && exec "$@"';
    const [program = '', ...args] = row.serviceAccount
      ? ['unshare', '--mount', 'sh', '-c', inPod, set.serviceAccount, ...command]
      : command;
    const { code, stderr } = await finished(program, args, set.env);
    const plugin = set.normalize(set.pluginRuns());
    const common = { seen: set.normalize(world.seen), ...(plugin.length > 0 && { plugin }) };
    if (code === 0 && row.after) checkAfter(row, set.folder);
    return code === 0
      ? { ok: true, ...common }
      : { ok: false, ...common, stderr: set.normalize(lasting(stderr)) };
  } finally {
    set.remove();
  }
}

/** kubectl's output without variable parts: log lines with time and process, the name server, the current time. */
function lasting(stderr: string): string {
  return stderr
    .replaceAll(/^[EIW]\d{4} .*\n/gm, '')
    .replaceAll(/ on \S+:53(?=:)/g, '')
    .replaceAll(/current time \S+/g, 'current time')
    .trim();
}

function finished(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

function checkAfter({ id, after }: Row, folder: string): void {
  if (!after) return;
  const text = readFileSync(join(folder, after.file), 'utf8');
  for (const part of after.holds)
    if (!text.includes(part)) throw new Error(`${id}: kubectl left ${after.file} without ${part}`);
}
