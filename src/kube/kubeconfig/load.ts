import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ArchmapError, messageOf } from '../../shared/errors.ts';
import type { ConnectionIo } from '../types.ts';
import { emptyKubeconfig, parseKubeconfig } from './parse.ts';
import type { Kubeconfig } from './types.ts';

export interface LoadedKubeconfig extends Kubeconfig {
  /** Files that were read; the first one has precedence. */
  files: string[];
  /** Files that were specified but do not exist. */
  missing: string[];
}

/**
 * The kubeconfig by kubectl's rules: `--kubeconfig` alone, which must exist; else the files of KUBECONFIG, without missing ones, where the
 * first file that defines an entry wins; else `~/.kube/config`.
 */
export function loadKubeconfig(
  explicit: string | undefined,
  env: ConnectionIo['env'],
  warn: (line: string) => void,
): LoadedKubeconfig {
  const listed = env['KUBECONFIG'] ? [...new Set(env['KUBECONFIG'].split(delimiter))] : undefined;
  const home = join(env['HOME'] || homedir(), '.kube', 'config');
  const names = (explicit ? [explicit] : (listed ?? [home])).filter((name) => name !== '');
  const merged: LoadedKubeconfig = { ...emptyKubeconfig(), files: [], missing: [] };
  for (const name of names) {
    const text = readText(name);
    if (text === undefined) {
      if (explicit)
        throw new ArchmapError('kubeconfig', `kubeconfig ${name} does not exist`, 'check --kubeconfig');
      merged.missing.push(name);
      continue;
    }
    merge(merged, parseKubeconfig(text, name));
    merged.files.push(name);
  }
  if (listed && merged.files.length === 0 && merged.missing.length > 0) {
    warn(`warning: no kubeconfig found at ${merged.missing.join(', ')} (KUBECONFIG)\n`);
  }
  return merged;
}

function merge(into: Kubeconfig, from: Kubeconfig): void {
  for (const kind of ['clusters', 'users', 'contexts'] as const) mergeMap<unknown>(into[kind], from[kind]);
  into.currentContext ||= from.currentContext;
}

function mergeMap<T>(into: Map<string, T>, from: ReadonlyMap<string, T>): void {
  for (const [name, value] of from) if (!into.has(name)) into.set(name, value);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    const why =
      code === 'EISDIR' ? 'it is a directory' : code === 'EACCES' ? 'permission denied' : messageOf(error);
    throw new ArchmapError(
      'kubeconfig',
      `cannot read kubeconfig ${file}: ${why}`,
      'check the path and its permissions',
      { cause: error },
    );
  }
}
