import { workloadKinds } from '../../data/cluster-essentials.ts';
import type { Answer } from '../../model/selectors.ts';
import { both, either } from '../../model/selectors.ts';
import type { Webhook } from '../../model/types.ts';
import { namesResource } from '../../model/webhooks.ts';
import type { CheckParts } from '../define.ts';

type Parts = Pick<CheckParts, 'webhooks' | 'namespaces'>;

/**
 * Whether another webhook of the configuration intercepts every workload that this one does, in the same way: the same Service and path,
 * the same kinds, subresources and operations, in every namespace, without an objectSelector. `maybe` where CEL conditions or namespaces
 * that were not collected decide, and where only a path or URL differs: its backend may enforce the same policy.
 */
export function coveredBy(webhook: Webhook, others: readonly Webhook[], parts: Parts): Answer {
  return either(others.filter((other) => other !== webhook).map((other) => seesAllOf(other, webhook, parts)));
}

function seesAllOf(other: Webhook, webhook: Webhook, parts: Parts): Answer {
  if ((other.objectSelector ?? []).length > 0 || !interceptsAsMuch(other, webhook)) return 'no';
  return both(
    sameBackend(other, webhook),
    both(other.matchConditions === true ? 'maybe' : 'yes', inAllNamespaces(other, webhook, parts)),
  );
}

/** URLs are not collected, and of paths only which are equal. */
function sameBackend(a: Webhook, b: Webhook): Answer {
  if (a.service !== b.service || (a.url === true) !== (b.url === true)) return 'no';
  if (a.servicePort !== undefined && b.servicePort !== undefined && a.servicePort !== b.servicePort)
    return 'no';
  if (a.service === undefined) return 'maybe';
  return a.path !== undefined && a.path === b.path ? 'yes' : 'maybe';
}

const OPERATIONS = ['CREATE', 'UPDATE'] as const;

/**
 * Subresources whose request contains the whole pod with its labels. Requests of others contain another object, or, as for status, nothing
 * that workload policies cover (pkg/registry/core/pod/storage/storage.go).
 */
const PARTS: readonly Kind[] = ['ephemeralcontainers', 'resize'].map((subresource) => ({
  group: '',
  resource: 'pods',
  subresource,
}));

type Kind = (typeof workloadKinds)[number] & { subresource?: string };

function interceptsAsMuch(other: Webhook, webhook: Webhook): boolean {
  const misses = (kind: Kind, operation: string) =>
    requests(webhook, kind, operation) && !requests(other, kind, operation);
  return (
    !workloadKinds.some((kind) => OPERATIONS.some((operation) => misses(kind, operation))) &&
    !PARTS.some((part) => misses(part, 'UPDATE'))
  );
}

function requests({ rules }: Webhook, kind: Kind, operation: string): boolean {
  return rules.some(
    ({ operations, apiGroups, apiVersions, resources, scope }) =>
      scope !== 'Cluster' &&
      operations.some((name) => name === '*' || name === operation) &&
      apiGroups.some((name) => name === '*' || name === kind.group) &&
      (apiVersions === undefined || apiVersions.some((name) => name === '*' || name === 'v1')) &&
      namesResource(resources, kind),
  );
}

/** Labels of namespaces may change at any time: the current namespaces prove only what the selector guarantees. */
function inAllNamespaces(other: Webhook, webhook: Webhook, { webhooks, namespaces }: Parts): Answer {
  const own = webhook.namespaceSelector ?? [];
  if ((other.namespaceSelector ?? []).every((wanted) => own.some((given) => implies(given, wanted))))
    return 'yes';
  return namespaces.some(
    ({ name }) => webhooks.requestedIn(webhook, name) === 'yes' && webhooks.requestedIn(other, name) === 'no',
  )
    ? 'no'
    : 'maybe';
}

const NOT_IN = /^(\S+) NotIn (.*)$/;

/** The same requirement, or one that excludes the same values and more. */
function implies(given: string, wanted: string): boolean {
  if (given === wanted) return true;
  const [, givenKey, givenValues = ''] = NOT_IN.exec(given) ?? [];
  const [, key, values = ''] = NOT_IN.exec(wanted) ?? [];
  if (key === undefined || key !== givenKey) return false;
  const left = new Set(givenValues.split(','));
  return values.split(',').every((value) => left.has(value));
}
