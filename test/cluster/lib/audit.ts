import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';

/** The part of an audit event (audit.k8s.io/v1) that the tests read. */
export interface AuditEvent {
  verb: string;
  requestURI: string;
  userAgent?: string;
  user: { username: string };
  impersonatedUser?: { username: string };
  objectRef?: {
    resource?: string;
    subresource?: string;
    apiGroup?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code?: number };
  responseObject?: { kind?: string };
}

/** A position in every API server's audit log; `eventsSince` reads on from there. */
export type AuditMark = ReadonlyMap<string, number>;

/** Program name in the User-Agent header of kubectl-archmap. */
const AGENT = 'kubectl-archmap';

export function hasAudit({ variant }: Cluster): boolean {
  return JSON.stringify(variant.cluster).includes('audit-log-path');
}

export async function markAudit(cluster: Cluster): Promise<AuditMark> {
  const sizes = await Promise.all(logs(cluster).map(async (file) => [file, await size(file)] as const));
  return new Map(sizes);
}

/**
 * The program's requests since the mark, over all API servers: by its User-Agent, and under the identities that only it
 * uses. The log is complete when the program has exited: events are written before the response is sent (blocking mode, the
 * default).
 */
export async function eventsSince(
  cluster: Cluster,
  mark: AuditMark,
  identities: readonly string[],
): Promise<AuditEvent[]> {
  const files = await Promise.all(logs(cluster).map((file) => readFrom(file, mark.get(file) ?? 0)));
  return files
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.includes(AGENT) || identities.some((identity) => line.includes(identity)))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ user, userAgent }) => identities.includes(user.username) || userAgent?.startsWith(AGENT));
}

const REVIEWS = ['selfsubjectreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'];

/** The requests to a kubelet with `--kubelet`, and no others. */
const OF_KUBELETS = /^\/api\/v1\/nodes\/[^/]+\/proxy\/(?:configz|flagz|metrics|pods)$/;

/**
 * Events that violate the read-only guarantee, which also excludes the bodies of Secrets. Empty = none. Requests to kubelets are
 * allowed only with `kubelets`.
 */
export function readOnlyViolations(events: readonly AuditEvent[], kubelets = false): string[] {
  return events.flatMap((event) => {
    const reason = broken(event, kubelets);
    return reason
      ? [
          `${event.verb} ${event.requestURI} by ${event.user.username} (${event.userAgent ?? 'no agent'}): ${reason}`,
        ]
      : [];
  });
}

function broken(
  { verb, requestURI, objectRef, userAgent, responseStatus, responseObject, impersonatedUser }: AuditEvent,
  kubelets: boolean,
): string | undefined {
  if (!userAgent?.startsWith(AGENT)) return 'it does not say who it is';
  if (impersonatedUser) return 'nobody asked it to impersonate';
  if (verb === 'create')
    return REVIEWS.includes(objectRef?.resource ?? '')
      ? undefined
      : 'it creates something else than a self-review';
  if (verb !== 'get' && verb !== 'list') return 'it does something else than get and list';
  if (objectRef?.subresource === 'proxy')
    return kubelets && objectRef.resource === 'nodes' && OF_KUBELETS.test(requestURI)
      ? undefined
      : 'it goes through a proxy subresource';
  if (objectRef?.resource !== 'secrets') return undefined;
  if (verb === 'get') return 'it gets a Secret';
  const answered = (responseStatus?.code ?? 0) < 300;
  // The policy logs the responses about Secrets; their kind distinguishes metadata from bodies.
  return answered && responseObject?.kind !== 'PartialObjectMetadataList'
    ? `it lists Secrets as ${responseObject?.kind ?? 'something'}`
    : undefined;
}

function logs({ state }: Cluster): string[] {
  return state.hosts
    .filter(({ role }) => role === 'control-plane')
    .map(({ name }) => join(state.dir, name, 'root/var/log/kube-audit.log'));
}

async function size(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

async function readFrom(file: string, start: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of handle.createReadStream({ start, autoClose: false }))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  } finally {
    await handle.close();
  }
}
