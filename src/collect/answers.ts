/** What a response of the API server means for an outcome, and the text for it. */
import type { KubeResponse } from '../kube/types.ts';
import { isDense } from '../shared/dense.ts';
import { enumeration } from '../shared/text.ts';
import { cleanLine } from '../snapshot/index.ts';
import type { ReadRule } from '../snapshot/types.ts';

export type Meaning = 'ok' | 'permission-denied' | 'unavailable' | 'collection-failed';

/** Only 200 and, for a review, 201 is complete. 401 and 403 are refusals; the caller decides what 404, 405 and 406 mean. */
export function meaningOf(status: number): Meaning {
  if (status === 200 || status === 201) return 'ok';
  if (status === 401 || status === 403) return 'permission-denied';
  return status === 404 || status === 405 || status === 406 ? 'unavailable' : 'collection-failed';
}

export type JsonAnswer =
  | { meaning: 'ok'; value: Readonly<Record<string, unknown>> }
  | { meaning: Exclude<Meaning, 'ok'>; reason: string };

/**
 * The JSON object of a response. A success counts only when the object is not of a `kind` other than the requested one: a
 * proxy may respond instead of the server, for example with a login page.
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

/** HTML, by its content type or its beginning. No Kubernetes component returns it on the paths that are read. */
export function isWebPage({ headers, body }: Pick<KubeResponse, 'headers' | 'body'>): boolean {
  return (
    /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<[!a-z]/i.test(body.toString('utf8', 0, 200))
  );
}

/** Whether an object is the one that was requested by name; a single object may omit its kind, but not have a different one. */
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
 * Whether an API server returned this 404 because the object does not exist, and not a proxy that does not know the path. A
 * Status shows it in `details` (apimachinery, api/errors, NewNotFound), or at least in its message.
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

/** The objects of a list of unknown values. */
export function objectsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? cleanLine(value, 256) : '';
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
}

/** A permission as kubectl writes it, for reasons: `list clusterroles.rbac.authorization.k8s.io`, `get /metrics`. */
export function permissionName({ verb, group, resource, namespace, path }: ReadRule): string {
  if (path !== undefined) return `${verb} ${path}`;
  const what = group ? `${resource ?? '*'}.${group}` : (resource ?? '*');
  return `${verb} ${what}${namespace ? ` in ${namespace}` : ''}`;
}

/** The outcome of something that was refused entirely. */
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
