import { ArchmapError } from '../../shared/errors.ts';
import { isDense } from '../../shared/dense.ts';
import { printable } from '../../shared/text.ts';
import { cutManagedFields } from './managed-fields.ts';

/** A page's metadata about its list. */
export interface PageHead {
  continue: string;
  remaining: number | undefined;
}

export interface Page extends PageHead {
  apiVersion: string;
  kind: string;
  items: readonly unknown[];
  /** Without items, and not as an API server writes an empty list: `items: null` of objects, or no resourceVersion. */
  bare: boolean;
}

/** The list's own metadata is before the items for built-in types; for custom resources it is at the end. */
const ITEMS = Buffer.from('"items":');
/** Beyond this the metadata is not at the beginning. */
const HEAD_BYTES = 16 * 1024;

/** The head of a page from its first bytes; undefined when it is not in them (yet, or at all). */
export function peekHead(bytes: Buffer): PageHead | undefined {
  const at = bytes.subarray(0, HEAD_BYTES).indexOf(ITEMS);
  if (at === -1) return undefined;
  try {
    const list = JSON.parse(`${bytes.toString('utf8', 0, at)}"items":[]}`) as Record<string, unknown>;
    return list['metadata'] === undefined ? undefined : headOf(list);
  } catch {
    return undefined;
  }
}

/** The search can stop: the items have begun, or the limit for metadata at the beginning is reached. */
export function isPastHead(bytes: Buffer): boolean {
  return bytes.length >= HEAD_BYTES || bytes.indexOf(ITEMS) !== -1;
}

/** A complete page. Throws `http` when it is not a JSON list, or when it would fill the memory. */
export function parsePage(body: Buffer): Page {
  if (isDense(body))
    throw new ArchmapError(
      'http',
      `the API server returned ${Math.round(body.length / 1024 / 1024)} MiB of almost empty values`,
      'the response was discarded; check proxies between this host and the API server',
    );
  const list = parseCut(body) ?? parseJson(body);
  const items = list?.['items'];
  if (!list || (items !== null && !Array.isArray(items))) {
    throw new ArchmapError(
      'http',
      'the response of the API server is not a JSON list',
      'check proxies and firewalls between this host and the API server',
    );
  }
  return {
    ...headOf(list),
    apiVersion: textOf(list['apiVersion']),
    kind: textOf(list['kind']),
    items: items ?? [],
    bare: isBare(items, list),
  };
}

/** The API server writes `items: null` for an empty list of metadata only. */
function isBare(items: readonly unknown[] | null, { kind, metadata }: Record<string, unknown>): boolean {
  if (items !== null && items.length > 0) return false;
  return !isDated(metadata) || (items === null && kind !== 'PartialObjectMetadataList');
}

function isDated(metadata: unknown): boolean {
  return textOf((metadata as Record<string, unknown> | null | undefined)?.['resourceVersion']) !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * The page without `managedFields`, for built-in types: the API server writes custom resources with their keys in alphabetical order, where
 * other fields follow `managedFields` and the list's metadata is at the end. An item without a name indicates a wrong cut.
 */
function parseCut(body: Buffer): Record<string, unknown> | undefined {
  if (!peekHead(body)) return undefined;
  const list = parseJson(cutManagedFields(body));
  return Array.isArray(list?.['items']) && list['items'].every(isNamed) ? list : undefined;
}

function isNamed(item: unknown): boolean {
  const metadata = (item as { metadata?: { name?: unknown } } | null)?.metadata;
  return typeof metadata?.name === 'string';
}

function parseJson(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function headOf(list: Record<string, unknown>): PageHead {
  const metadata = (list['metadata'] ?? {}) as Record<string, unknown>;
  const remaining = metadata['remainingItemCount'];
  return {
    continue: typeof metadata['continue'] === 'string' ? metadata['continue'] : '',
    remaining: typeof remaining === 'number' ? remaining : undefined,
  };
}

/** Message and continue token of a Status object; the message is sanitized to one line. */
export function readStatus(body: Buffer): { message?: string; continue?: string } {
  const status = body.length < 1024 * 1024 ? parseJson(body) : undefined;
  const message = status?.['message'];
  const token = ((status?.['metadata'] ?? {}) as Record<string, unknown>)['continue'];
  return {
    ...(typeof message === 'string' &&
      message !== '' && { message: printable(message.replaceAll(/\s+/g, ' ').slice(0, 500)) }),
    ...(typeof token === 'string' && token !== '' && { continue: token }),
  };
}
