import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { ConnectionIo } from './types.ts';

/** kubectl responds in tens of milliseconds; a wrapper that prompts or downloads is not waited for. */
const SHUTDOWN_TIMEOUT_MS = 3_000;
const MAX_BYTES = 64 * 1024;

/**
 * The gitVersion of the kubectl that started this plugin. From 1.37 on, kubectl sets KUBECTL_PATH to its own path, replacing any other
 * value; older versions do not. `version --client` contacts no server. Undefined without a response.
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
