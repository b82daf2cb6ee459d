import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { ConnectionIo } from './types.ts';

/** kubectl answers in tens of milliseconds; a wrapper that asks or downloads something is not waited for. */
const SHUTDOWN_TIMEOUT_MS = 3_000;
const MAX_BYTES = 64 * 1024;

/**
 * The gitVersion of the kubectl that started us. From 1.37 on kubectl tells plugins its own path in KUBECTL_PATH, in place of
 * whatever stood there; older ones say nothing. `version --client` asks no server. Undefined when there is no answer.
 */
export async function kubectlVersion({ env, signal }: ConnectionIo): Promise<string | undefined> {
  const path = env['KUBECTL_PATH'];
  if (path === undefined || !isAbsolute(path)) return undefined;
  const text = await new Promise<string>((resolve) => {
    execFile(
      path,
      ['version', '--client', '-o', 'json'],
      { env: { ...env }, signal, timeout: SHUTDOWN_TIMEOUT_MS, maxBuffer: MAX_BYTES, windowsHide: true },
      (error, stdout) => resolve(error ? '' : stdout),
    );
  });
  const version = /"gitVersion"\s*:\s*"(v\d+\.\d+[\w.+-]*)"/.exec(text);
  return version?.[1];
}
