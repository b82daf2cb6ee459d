import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { load } from 'js-yaml';
import { ArchmapError } from '../../shared/errors.ts';
import type { ExecSettings } from '../kubeconfig/types.ts';
import type { ConnectionIo } from '../types.ts';
import type { Credential, Identity } from './types.ts';

interface Answer {
  identity: Identity;
  /** Epoch milliseconds; infinite when the plugin returns no expiry. */
  expires: number;
}

/**
 * An exec plugin, by the contract of client.authentication.k8s.io v1 and v1beta1: it receives KUBERNETES_EXEC_INFO, and stdin only when it
 * requires it and there is a terminal; its stderr is passed on. The credential is cached until it expires or is rejected. `cluster` is
 * passed to plugins that request it.
 */
export function execCredential(exec: ExecSettings, cluster: object, io: ConnectionIo): Credential {
  let answer: Promise<Answer> | undefined;
  const run = (): Promise<Answer> => {
    // One run serves all waiting requests; a failed run is not cached.
    const running = runPlugin(exec, cluster, io);
    answer = running;
    running.catch(() => {
      if (answer === running) answer = undefined;
    });
    return running;
  };
  const usable = async (): Promise<Answer> => {
    const pending = answer;
    if (!pending) return run();
    const known = await pending;
    if (known.expires > Date.now()) return known;
    return answer === pending ? run() : usable();
  };
  return {
    label: `exec ${basename(exec.command)}`,
    current: async () => (await usable()).identity,
    async renew(rejected) {
      const known = await usable();
      if (known.identity === rejected) await run();
      return true;
    },
  };
}

async function runPlugin(exec: ExecSettings, cluster: object, io: ConnectionIo): Promise<Answer> {
  const terminal = io.stdin.isTTY;
  if (exec.interactiveMode === 'Always' && !terminal) {
    throw new ArchmapError(
      'credentials',
      `the exec plugin ${exec.command} requires interactive input, but standard input is not a terminal`,
      'run it in a terminal, or authenticate first',
    );
  }
  const interactive = terminal && exec.interactiveMode !== 'Never';
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { ...(exec.provideClusterInfo && { cluster }), interactive },
  };
  const env = {
    ...io.env,
    ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
  // A plugin that prompts checks whether its stderr is a terminal, so it inherits ours instead of a pipe.
  const own = io.stderr === process.stderr;
  // Clears the progress line for the plugin's prompt.
  if (interactive && own && process.stderr.isTTY) io.stderr.write('\r\u001b[2K');
  const child = spawn(exec.command, [...exec.args], {
    env,
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', own ? 'inherit' : 'pipe'],
    signal: io.signal,
    windowsHide: true,
  });
  child.stderr?.pipe(io.stderr, { end: false });
  return readAnswer(await outputOf(child, exec, io.signal), exec);
}

function outputOf(child: ChildProcess, exec: ExecSettings, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) return reject(error);
      const missing = error.code === 'ENOENT';
      const what = missing
        ? `the exec plugin ${exec.command} is not installed`
        : `the exec plugin ${exec.command} cannot be started (${error.code ?? 'unknown error'})`;
      reject(
        new ArchmapError(
          'credentials',
          what,
          exec.installHint ?? 'install it, or fix the exec section of the user in the kubeconfig',
        ),
      );
    });
    child.on('close', (code, by) => {
      if (code === 0) return resolve(Buffer.concat(chunks).toString('utf8'));
      const how = code === null ? `was terminated by ${by ?? 'a signal'}` : `failed with exit code ${code}`;
      reject(
        new ArchmapError(
          'credentials',
          `the exec plugin ${exec.command} ${how}`,
          'see its message above; often re-authentication is required',
        ),
      );
    });
  });
}

/** Validates the plugin's output like client-go. Errors never contain the output itself. */
function readAnswer(text: string, exec: ExecSettings): Answer {
  const wrong = (what: string) =>
    new ArchmapError(
      'credentials',
      `the exec plugin ${exec.command} ${what}`,
      'check the plugin, and the apiVersion in the exec section of the user',
    );
  let answer: Record<string, unknown>;
  try {
    answer = load(text) as Record<string, unknown>;
  } catch {
    throw wrong('returned no ExecCredential');
  }
  if (typeof answer !== 'object' || answer === null || answer['kind'] !== 'ExecCredential')
    throw wrong('returned no ExecCredential');
  if (answer['apiVersion'] !== exec.apiVersion)
    throw wrong(`did not return ${exec.apiVersion}, which the kubeconfig specifies`);
  const status = answer['status'] as Record<string, unknown> | undefined | null;
  if (typeof status !== 'object' || status === null) throw wrong('returned no status');
  const [token, cert, key, end] = [
    'token',
    'clientCertificateData',
    'clientKeyData',
    'expirationTimestamp',
  ].map((field) => {
    const value = status[field];
    if (value === undefined || value === null || value === '') return undefined;
    if (value instanceof Date) return value.toISOString();
    if (typeof value !== 'string') throw wrong(`returned a status.${field} that is not a string`);
    return value;
  });
  if (!token && !cert && !key) throw wrong('returned neither a token nor a certificate');
  if (Boolean(cert) !== Boolean(key)) throw wrong('returned only one of certificate and key');
  const expires = end === undefined ? Number.POSITIVE_INFINITY : Date.parse(end);
  if (Number.isNaN(expires)) throw wrong('returned an invalid expirationTimestamp');
  if (cert && !isCertificate(cert)) throw wrong('returned an invalid certificate');
  return {
    identity: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cert && key && { certificate: { cert, key } }),
    },
    expires,
  };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
