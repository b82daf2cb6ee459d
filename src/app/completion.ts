import { access, chmod, constants, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ArchmapError, messageOf } from '../shared/errors.ts';

const HELPER = 'kubectl_complete-archmap';
const windows = process.platform === 'win32';

/**
 * Installs the helper that kubectl (1.26 and later) calls for completions in the folder of `kubectl-archmap` on PATH: krew links only one
 * executable per plugin. Returns a message for the user. Throws `output` when it cannot be written.
 * https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/
 */
export async function installHelper(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffixes = windows ? ['.exe', '.cmd', ''] : [''];
  const existing = await firstOf(
    folders,
    suffixes.map((suffix) => HELPER + suffix),
  );
  if (existing) return `completion for kubectl is already installed: ${join(existing.folder, existing.file)}`;
  const own = await firstOf(
    folders,
    suffixes.map((suffix) => `kubectl-archmap${suffix}`),
  );
  if (!own)
    throw new ArchmapError(
      'output',
      'kubectl-archmap is not in PATH, so kubectl cannot find the completion helper',
      'install archmap with krew or npm, or add its directory to PATH',
    );
  const path = join(own.folder, windows ? `${HELPER}.cmd` : HELPER);
  const script = windows
    ? '@echo off\r\nkubectl-archmap __complete %*\r\n'
    : '#!/bin/sh\nexec kubectl-archmap __complete "$@"\n';
  try {
    await writeFile(path, script, { flag: 'wx' });
    await chmod(path, 0o755);
  } catch (error) {
    throw new ArchmapError(
      'output',
      `cannot write ${path}: ${messageOf(error)}`,
      'check the permissions of that directory',
    );
  }
  return `Wrote ${path}. It requires completion for kubectl: kubectl completion --help`;
}

async function firstOf(
  folders: readonly string[],
  files: readonly string[],
): Promise<{ folder: string; file: string } | undefined> {
  for (const folder of folders) {
    for (const file of files) {
      const found = await access(join(folder, file), constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return { folder, file };
    }
  }
  return undefined;
}

/** Names of that kind in the user's kubeconfig; empty when it cannot be read, because completion cannot report errors. */
export async function kubeconfigNames(
  kind: 'context' | 'cluster' | 'user',
  env: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const { namesInKubeconfig } = await import('../kube/index.ts');
  return namesInKubeconfig(kind, env).catch(() => []);
}
