/** Which clusters a fleet consists of. */
import { readFile } from 'node:fs/promises';
import { ArchmapError, reasonOf } from '../../shared/errors.ts';
import { globMatches } from '../../shared/glob.ts';
import { nearest, printable } from '../../shared/text.ts';
import type { AppIo } from '../types.ts';

/** What selects contexts; both together select all that one of them does. */
export interface ContextSelection {
  /** Names or globs of contexts in the kubeconfig. */
  patterns: readonly string[];
  /** One context per line; `-` = stdin. Empty lines and lines that begin with `#` are skipped. */
  file?: string;
  kubeconfig?: string;
}

/**
 * The selected contexts, sorted, each once. A pattern that matches nothing is an error, because a typing error must not leave a cluster
 * out. A name in a file that the kubeconfig lacks stays: its row reports it. Throws `usage`, `kubeconfig` or `input`.
 */
export async function fleetContexts(
  { patterns, file, kubeconfig }: ContextSelection,
  io: Pick<AppIo, 'env' | 'stdin'>,
): Promise<string[]> {
  const chosen = new Set<string>();
  if (patterns.length > 0) {
    const { namesInKubeconfig } = await import('../../kube/index.ts');
    const names = await namesInKubeconfig('context', io.env, kubeconfig);
    for (const pattern of patterns) {
      const matching = names.filter((name) => globMatches(pattern, name));
      if (matching.length === 0) throw noContext(pattern, names);
      for (const name of matching) chosen.add(name);
    }
  }
  if (file !== undefined) for (const name of await namesInFile(file, io)) chosen.add(name);
  return [...chosen].sort();
}

function noContext(pattern: string, names: readonly string[]): ArchmapError {
  const [guess] = nearest(pattern, names);
  return new ArchmapError(
    'usage',
    `no context of the kubeconfig matches "${printable(pattern)}"`,
    guess === undefined
      ? 'kubectl config get-contexts lists them'
      : `did you mean ${printable(guess)}? kubectl config get-contexts lists them`,
  );
}

async function namesInFile(file: string, { stdin }: Pick<AppIo, 'stdin'>): Promise<string[]> {
  const text = file === '-' ? await textOf(stdin) : await readFile(file, 'utf8').catch(cannotRead(file));
  const names = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (names.length > 0) return names;
  const shown = file === '-' ? 'standard input' : printable(file);
  throw new ArchmapError('usage', `${shown} contains no context`, 'write one context per line');
}

function cannotRead(file: string) {
  return (error: unknown): never => {
    throw new ArchmapError(
      'input',
      `cannot read ${printable(file)}: ${reasonOf(error)}`,
      'check the path and its permissions',
      { cause: error },
    );
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
