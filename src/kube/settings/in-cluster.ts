import { existsSync, readFileSync, statSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { ConnectionIo } from '../types.ts';

/** Where the kubelet mounts a pod's ServiceAccount token. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface InCluster {
  server: string;
  tokenFile: string;
  caFile?: string;
  namespace: string;
}

/** In-cluster configuration of a pod; undefined outside of a pod. Conditions as in client-go. */
export function inCluster(env: ConnectionIo['env'], folder: string): InCluster | undefined {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  const tokenFile = join(folder, 'token');
  if (!host || !port || !isFile(tokenFile)) return undefined;
  const caFile = join(folder, 'ca.crt');
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    tokenFile,
    ...(existsSync(caFile) && { caFile }),
    namespace: env['POD_NAMESPACE'] || firstLine(join(folder, 'namespace')) || 'default',
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Not mounted or not readable: the caller has a default.
    return '';
  }
}
