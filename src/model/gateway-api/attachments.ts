/** Which listeners a route of the Gateway API attaches to, and for which host names. */
import type { RouteRecord, StringMap } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import { answerOf, holdAll, namespaceLookup } from '../selectors.ts';
import { isKnownProtocol } from './listeners.ts';
import type { Attachment, ListenerFacts } from './types.ts';

export interface AttachmentInput {
  /** By `namespace/gateway`. */
  listeners: ReadonlyMap<string, readonly ListenerFacts[]>;
  /** Labels by namespace. */
  labels: ReadonlyMap<string, StringMap>;
}

/** The attachments of a route to the parents that were collected, one for each of its references. */
export function attachmentsOf(route: RouteRecord, input: AttachmentInput): Attachment[] {
  const refs = route.refs ?? route.parents.map((parent): Ref => ({ parent }));
  return refs.flatMap((ref) => {
    const all = input.listeners.get(ref.parent);
    return all === undefined ? [] : [attach(route, ref, all, input)];
  });
}

type Ref = NonNullable<RouteRecord['refs']>[number];

function attach(
  route: RouteRecord,
  ref: Ref,
  all: readonly ListenerFacts[],
  { labels }: AttachmentInput,
): Attachment {
  const selected = all.filter(
    ({ listener }) =>
      (ref.section === undefined || ref.section === listener.name) &&
      (ref.port === undefined || ref.port === listener.port),
  );
  if (selected.length === 0) return { ...ref, listeners: [], refusal: 'NoMatchingParent' };
  const allowed = selected
    .filter(({ kinds, listener }) => kinds.has(route.kind) || !isKnownProtocol(listener))
    .map((at) => ({ at, answer: admits(at, route.namespace, labels) }))
    .filter(({ answer }) => answer !== 'no');
  if (allowed.length === 0) return { ...ref, listeners: [], refusal: 'NotAllowedByListeners' };
  const unsure = allowed.some(({ answer }) => answer === 'maybe') ? { unsure: true as const } : {};
  const shared = allowed
    .map(({ at }) => ({ at, hosts: route.kind === 'TCPRoute' ? ['*'] : commonHosts(route, at, all) }))
    .filter(({ hosts }) => hosts.length > 0);
  const listeners = shared.filter(({ at }) => at.fault === undefined);
  if (listeners.length > 0) return { ...ref, ...unsure, listeners };
  return {
    ...ref,
    ...unsure,
    listeners,
    refusal: shared.length === 0 ? 'NoMatchingListenerHostname' : 'ListenersNotReady',
  };
}

/** Whether a listener lets in routes of a namespace; by default those of its own. */
function admits(
  { gateway, listener }: ListenerFacts,
  namespace: string,
  labels: AttachmentInput['labels'],
): Answer {
  const { allowedRoutes = 'Same', namespaceSelector, routeSelector } = listener;
  if (allowedRoutes === 'All') return 'yes';
  if (allowedRoutes !== 'Selector')
    return answerOf(allowedRoutes === 'Same' && gateway.namespace === namespace);
  // Snapshots of older tools have the fact alone that there is a selector.
  if (namespaceSelector === undefined) return routeSelector ? 'maybe' : 'yes';
  return holdAll(namespaceSelector, namespaceLookup(namespace, labels.get(namespace)));
}

/** The host names of a route that a listener serves, without those that another listener of the port has as its own. */
function commonHosts(
  { hosts }: RouteRecord,
  { listener }: ListenerFacts,
  all: readonly ListenerFacts[],
): string[] {
  const own = listener.hosts[0];
  if (hosts.length === 0) return [own ?? '*'];
  const common = new Set(hosts.flatMap((host) => intersection(host, own) ?? []));
  for (const other of all)
    if (other.listener !== listener && other.listener.port === listener.port)
      for (const host of other.listener.hosts) common.delete(host);
  return [...common].sort();
}

/** The more specific of two host names, if one contains the other: `*.` stands for one or more labels. */
export function intersection(a: string, b: string | undefined): string | undefined {
  if (b === undefined || b === '' || a === b) return a;
  if (contains(b, a)) return a;
  return contains(a, b) ? b : undefined;
}

function contains(wide: string, host: string): boolean {
  return wide.startsWith('*.') && host.length > wide.length - 1 && host.endsWith(wide.slice(1));
}
