import type { ServiceRecord } from '../../snapshot/records/index.ts';
import type { CollectContext, CollectResult } from '../define.ts';
import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import type { KindRead } from '../kinds.ts';
import { listKinds } from '../lists.ts';
import { wantedOf } from '../targets.ts';

/** The namespace of the API servers' own endpoints, read with any `-n`. */
const OWN = 'default';
const CONTROLLER = 'endpointslice.kubernetes.io/managed-by';
const OF_SELECTORS = 'endpointslice-controller.k8s.io';

const slices = (options: Partial<KindRead>): KindRead =>
  namespaced('discovery.k8s.io/v1', 'EndpointSlice', options);
const ENDPOINTS = namespaced('v1', 'Endpoints');

/** No controller creates the slice of the API servers from a selector: a list without it is incomplete. */
const HELD: Partial<KindRead> = { holds: [`${OWN}/*`] };

/** As many names as fit into one request; with more, all slices are read. */
const MAX_NAMES = 60;

export const endpointslices = defineCollector({
  id: 'endpointslices',
  why: 'Addresses of API servers (a lower bound of their number), and endpoints of Services without selector.',
  notRead:
    'Endpoints of Services with a selector, which follow from Pods. Endpoints of the core group, except where EndpointSlices are missing.',
  reads: rulesOf([slices({ only: [OWN] }), slices({}), ENDPOINTS]),
  run: async (context) => {
    await context.settled('services');
    return context.served.answered && wantedOf(context, slices({})).targets.length === 0
      ? listKinds(context, [ENDPOINTS])
      : readSlices(context);
  },
});

async function readSlices(context: CollectContext): Promise<CollectResult> {
  const seen = new Set<string>();
  const skip = (item: Readonly<Record<string, unknown>>): boolean => {
    const { namespace, name } = item['metadata'] as { namespace: string; name: string };
    const key = `${namespace}/${name}`;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  };
  const own = await listKinds(context, [slices({ only: [OWN] })], { skip });
  const rest = await listKinds(context, others(context), { skip });
  const unobserved = namespacesWithout(context);
  // The API server's controllers mirror them to EndpointSlices: a refusal here loses nothing.
  if (unobserved.length > 0) await listKinds(context, [namespaced('v1', 'Endpoints', { only: unobserved })]);
  if (own.status !== 'ok') return { ...own, ...joined(own, rest) };
  return rest.status === 'ok'
    ? { ...rest, whole: [{ kind: 'discovery.k8s.io/EndpointSlice' }] }
    : { ...rest, status: 'partial', namespaces: [OWN] };
}

/** Maximum of namespaces that are read again. */
const MAX_NAMESPACES = 20;

/** Namespaces with Services that have neither a selector nor an EndpointSlice. */
function namespacesWithout(context: CollectContext): string[] {
  const led = new Set(
    context.records('endpointSlice').map(({ namespace, service = '' }) => `${namespace}/${service}`),
  );
  const unobserved = context
    .records('service')
    .filter((record) => picksNothing(record) && !led.has(`${record.namespace}/${record.name}`));
  return [...new Set(unobserved.map(({ namespace }) => namespace))].slice(0, MAX_NAMESPACES);
}

function picksNothing({ selector, type }: ServiceRecord): boolean {
  return selector === undefined && type !== 'ExternalName';
}

/** Both are partial, or only one of them is complete. */
function joined(own: CollectResult, rest: CollectResult): Partial<CollectResult> {
  const came = own.status === 'partial' || rest.status === 'ok' || rest.status === 'partial';
  return { ...(came && { status: 'partial' }), missing: [...(own.missing ?? []), ...(rest.missing ?? [])] };
}

/**
 * Slices that no controller created from a selector, which includes those added by hand to a Service with one; and all slices
 * of Services without a selector, because any value of that label is allowed there.
 */
function others(context: CollectContext): KindRead[] {
  const names = [
    ...new Set(
      context
        .records('service')
        .filter((record) => picksNothing(record) && record.namespace !== OWN)
        .map(({ name }) => name),
    ),
  ];
  if (names.length === 0) return [slices({ labelSelector: `${CONTROLLER}!=${OF_SELECTORS}`, ...HELD })];
  if (names.length > MAX_NAMES) return [slices(HELD)];
  const named = `${CONTROLLER}=${OF_SELECTORS},kubernetes.io/service-name in (${names.join(',')})`;
  return [
    slices({ labelSelector: `${CONTROLLER}!=${OF_SELECTORS}`, ...HELD }),
    slices({ labelSelector: named }),
  ];
}
