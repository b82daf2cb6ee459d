/** What an answer of the API server means for an outcome, and the words for it. */
import type { KubeResponse } from '../kube/types.ts';
import { cleanLine } from '../snapshot/index.ts';
import type { ReadRule } from '../snapshot/types.ts';

export type Meaning = 'ok' | 'forbidden' | 'absent' | 'failed';

/** 401 and 403 are refusals; 404, 405 and 406 say that there is no such thing to read. */
export function meaningOf(status: number): Meaning {
  if (status >= 200 && status < 300) return 'ok';
  if (status === 401 || status === 403) return 'forbidden';
  return status === 404 || status === 405 || status === 406 ? 'absent' : 'failed';
}

export type JsonAnswer =
  | { meaning: 'ok'; value: Readonly<Record<string, unknown>> }
  | { meaning: Exclude<Meaning, 'ok'>; reason: string };

/** The JSON object of an answer; anything else than an object is a failure. */
export function jsonOf(path: string, response: KubeResponse): JsonAnswer {
  const meaning = meaningOf(response.status);
  if (meaning !== 'ok')
    return { meaning, reason: `${path} answered ${statusText(response.status, response.body)}` };
  const value = parsed(response.body);
  return isObject(value)
    ? { meaning: 'ok', value }
    : { meaning: 'failed', reason: `the answer of ${path} is not a JSON object` };
}

/** `HTTP 503 (message of the server)`; one line. */
export function statusText(status: number, body?: Buffer): string {
  const value = body && parsed(body);
  const message = isObject(value) ? value['message'] : undefined;
  return typeof message === 'string' && message !== ''
    ? `HTTP ${status} (${cleanLine(message, 200)})`
    : `HTTP ${status}`;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The objects of a list that may be anything. */
export function objectsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? cleanLine(value, 256) : '';
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
}

/** A right in kubectl's words, for reasons: `list clusterroles.rbac.authorization.k8s.io`, `get /metrics`. */
export function rightName({ verb, group, resource, namespace, path }: ReadRule): string {
  if (path !== undefined) return `${verb} ${path}`;
  const what = group ? `${resource ?? '*'}.${group}` : (resource ?? '*');
  return `${verb} ${what}${namespace ? ` in ${namespace}` : ''}`;
}

/** At most `limit` of them by name, then how many more. */
export function enumeration(items: readonly string[], limit = 4): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}

/** The outcome of something that was refused as a whole. */
export function refusal(missing: readonly ReadRule[]): {
  status: 'forbidden';
  reason: string;
  missing: readonly ReadRule[];
} {
  return { status: 'forbidden', reason: `not allowed to ${enumeration(missing.map(rightName))}`, missing };
}
