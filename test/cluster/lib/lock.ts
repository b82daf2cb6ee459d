import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Runs `action` while no other process of this machine runs one with the same lock file, which is created and stays. The
 * kernel releases the lock with the process, however that ends. Other systems than Linux have no `flock` and no clusters;
 * there the action runs at once. Throws what `action` throws, and when `flock` cannot run.
 */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return await action();
  await mkdir(dirname(file), { recursive: true });
  // It holds the lock until its stdin is closed, by this process or by its end.
  const holder = spawn('flock', [file, 'sh', '-c', 'echo locked; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  const locked = await Promise.race([once(holder.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!locked) throw new Error(`flock ${file} ended early`);
  try {
    return await action();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
