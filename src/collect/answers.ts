/** What an answer of the API server means for an outcome, and the words for it. */
import type { KubeResponse } from '../kube/types.ts';
import { isDense } from '../shared/dense.ts';
import { enumeration } from '../shared/text.ts';
import { cleanLine } from '../snapshot/index.ts';
import type { ReadRule } from '../snapshot/types.ts';

export type Meaning = 'ok' | 'permission-denied' | 'unavailable' | 'collection-failed';

/** Nothing else than 200 and, of a review, 201 is a whole answer. 401 and 403 are refusals; 404, 405 and 406 may say that there is no such thing to read: the caller knows. */
export function meaningOf(status: number): Meaning {
  if (status === 200 || status === 201) return 'ok';
  if (status === 401 || status === 403) return 'permission-denied';
  return status === 404 || status === 405 || status === 406 ? 'unavailable' : 'collection-failed';
}

export type JsonAnswer =
  | { meaning: 'ok'; value: Readonly<Record<string, unknown>> }
  | { meaning: Exclude<Meaning, 'ok'>; reason: string };

/**
 * The JSON object of an answer. A success is one only when the object does not say that it is of another `kind` than was
 * asked for: what stands between may answer for the server, with the page of a login for instance.
 */
export function jsonOf(path: string, response: KubeResponse, kind?: string): JsonAnswer {
  const meaning = meaningOf(response.status);
  if (meaning !== 'ok')
    return { meaning, reason: `${path} answered ${statusText(response.status, response.body)}` };
  if (isWebPage(response))
    return {
      meaning: 'collection-failed',
      reason: `${path} answered with a web page, as a login or a proxy does`,
    };
  if (isDense(response.body))
    return { meaning: 'collection-failed', reason: `the answer of ${path} is made of almost empty values` };
  const value = parsed(response.body);
  if (!isObject(value))
    return { meaning: 'collection-failed', reason: `the answer of ${path} is not a JSON object` };
  const reported = value['kind'];
  if (kind !== undefined && reported !== undefined && reported !== kind)
    return {
      meaning: 'collection-failed',
      reason: `the answer of ${path} is not a ${kind} but ${textOf(reported)}`,
    };
  return { meaning: 'ok', value };
}

/** HTML, by what it says it is or how it begins. No part of Kubernetes speaks it where we ask. */
export function isWebPage({ headers, body }: Pick<KubeResponse, 'headers' | 'body'>): boolean {
  return (
    /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<[!a-z]/i.test(body.toString('utf8', 0, 200))
  );
}

/** Whether an object is the one that was asked for by name; a single object need not say its kind, but no other one. */
export function isTheOne(
  value: Readonly<Record<string, unknown>>,
  { kind, name, namespace }: { kind: string; name: string; namespace?: string },
): boolean {
  const { metadata } = value;
  return (
    (value['kind'] === undefined || value['kind'] === kind) &&
    isObject(metadata) &&
    metadata['name'] === name &&
    metadata['namespace'] === namespace
  );
}

/**
 * Whether a 404 is the word of an API server that there is no such object, and not that of something that does not know
 * the path. A Status says so by `details` (apimachinery, api/errors, NewNotFound), or at least by its message.
 */
export function isNotFound({ status, body }: KubeResponse, plural: string, name: string): boolean {
  const value = status === 404 ? parsed(body) : undefined;
  if (!isObject(value) || value['kind'] !== 'Status') return false;
  const details = isObject(value['details']) ? value['details'] : {};
  if (details['kind'] === plural && details['name'] === name) return true;
  return textOf(value['message']).includes(`${plural} "${name}" not found`);
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
export function permissionName({ verb, group, resource, namespace, path }: ReadRule): string {
  if (path !== undefined) return `${verb} ${path}`;
  const what = group ? `${resource ?? '*'}.${group}` : (resource ?? '*');
  return `${verb} ${what}${namespace ? ` in ${namespace}` : ''}`;
}

/** The outcome of something that was refused as a whole. */
export function refusal(missing: readonly ReadRule[]): {
  status: 'permission-denied';
  reason: string;
  missing: readonly ReadRule[];
} {
  return {
    status: 'permission-denied',
    reason: `not allowed to ${enumeration(missing.map(permissionName))}`,
    missing,
  };
}
