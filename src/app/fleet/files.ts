/** The files of `--output-dir`: one result or failure per cluster, and its snapshot. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FLEET_API_VERSION } from '../../result/fleet/types.ts';
import { ArchmapError, reasonOf } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';

/** What is saved of a cluster that could not be evaluated, in the place of a result. */
export interface FleetFailure {
  apiVersion: typeof FLEET_API_VERSION;
  kind: typeof FAILURE_KIND;
  context: string;
  error: string;
  hint: string;
  failedAt: string;
}

export const FAILURE_KIND = 'ClusterFailure';

/** Names that Windows reserves, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;
const MAX_LENGTH = 60;

/**
 * A file name for a context, without extension. Contexts can contain `/`, `:` and `..`, and some file systems ignore case: a name that is not
 * safe everywhere gets a hash, so that two contexts never share a file.
 */
export function safeName(context: string): string {
  const safe =
    /^[a-z0-9][a-z0-9._-]*$/.test(context) &&
    context.length <= MAX_LENGTH &&
    !context.endsWith('.') &&
    !RESERVED.test(context);
  if (safe) return context;
  const readable = context
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, MAX_LENGTH);
  const hash = createHash('sha256').update(context).digest('hex').slice(0, 8);
  return `${readable === '' || RESERVED.test(readable.toLowerCase()) ? 'context' : readable}-${hash}`;
}

export function resultPath(directory: string, context: string): string {
  return join(directory, `${safeName(context)}.json`);
}

export function snapshotPath(directory: string, context: string): string {
  return join(directory, `${safeName(context)}.archmap.gz`);
}

/** Creates the directory if it does not exist. Throws `output`. */
export async function prepareDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new ArchmapError(
      'output',
      `cannot create the directory ${printable(directory)}: ${reasonOf(error)}`,
      'specify another directory with --output-dir',
      { cause: error },
    );
  });
}

/** The failure in a file of `--output-dir`; undefined for any other content. Never throws. */
export function failureIn(text: string): FleetFailure | undefined {
  if (!text.includes(`"${FAILURE_KIND}"`)) return undefined;
  const value = parsed(text) as Partial<Record<keyof FleetFailure, unknown>> | null | undefined;
  if (value?.kind !== FAILURE_KIND || value.apiVersion !== FLEET_API_VERSION) return undefined;
  const { context, error, hint, failedAt } = value;
  return [context, error, hint, failedAt].every((one) => typeof one === 'string')
    ? (value as FleetFailure)
    : undefined;
}

/** Valid JSON that is neither: a file of another program in the same directory. */
export function isOtherJson(text: string): boolean {
  return parsed(text) !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
