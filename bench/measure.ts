/** Runs a program until it exits and returns its cost, from /proc. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cost {
  /** Seconds. */
  wall: number;
  /** User and system seconds. */
  cpu: number;
  /** Maximum resident memory, in MB. */
  memory: number;
}

/** Linux reports processor time to programs in hundredths of a second, independent of the kernel's own clock. */
const TICKS = 100;
const EVERY_MS = 10;

export function measure(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    let [cpu, memory] = [0, 0];
    const look = () => {
      const seen = usage(child.pid ?? 0);
      if (seen) [cpu, memory] = [Math.max(cpu, seen.cpu), Math.max(memory, seen.memory)];
    };
    const timer = setInterval(look, EVERY_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(timer);
      const wall = Number(process.hrtime.bigint() - started) / 1e9;
      if (code === 0) resolve({ wall, cpu, memory });
      else reject(new Error(`${command} ended with ${String(code)}: ${errors.trim().slice(-400)}`));
    });
  });
}

function usage(pid: number): { cpu: number; memory: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain blanks: fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, memory: Number(peak ?? 0) / 1024 };
  } catch {
    return undefined;
  }
}
