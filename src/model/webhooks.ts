import type { EssentialRequest } from '../data/cluster-essentials.ts';
import { workloadKinds } from '../data/cluster-essentials.ts';
import type { StringMap } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { Known } from '../shared/evidence.ts';
import type { Answer } from './selectors.ts';
import { both, either, holdAll, labelOf, namespaceLookup } from './selectors.ts';
import type { NodeFacts, PodFacts, Webhook, WebhookFacts } from './types.ts';

interface WebhookInput {
  snapshot: Snapshot;
  pods: PodFacts;
  nodes: readonly NodeFacts[];
  /** Minor of the API server. */
  minor: Known<number>;
}

/**
 * Which requests webhooks intercept, by the rules of the API server (k8s.io/apiserver pkg/admission/plugin/webhook/predicates): rules by
 * scope, operation, group, version and resource; the namespace's labels for namespaced objects; the object's labels, old or new.
 */
export function buildWebhooks({ snapshot, pods, nodes, minor }: WebhookInput): WebhookFacts {
  const namespaces = new Map(snapshot.records.namespace.map(({ name, labels }) => [name, labels]));
  const ok = (id: 'namespaces' | 'pods' | 'nodes'): boolean => snapshot.outcomes.get(id)?.status === 'ok';
  // A namespace that is missing in a complete list has no labels but its name.
  const labelsOf = (name: string): StringMap | undefined =>
    namespaces.get(name) ?? (ok('namespaces') ? {} : undefined);
  const inNamespace = (webhook: Webhook, name: string): Answer =>
    holdAll(webhook.namespaceSelector, namespaceLookup(name, labelsOf(name)));
  const objects = {
    pods: {
      labels: [
        ...new Set((pods.byNamespace.get('kube-system') ?? []).map(({ template }) => template.labels)),
      ],
      all: ok('pods'),
    },
    nodes: { labels: nodes.map(({ record }) => record.labels), all: ok('nodes') },
  };
  return {
    requestedIn: inNamespace,
    requestedWithoutLabels: ({ objectSelector }) => holdAll(objectSelector, () => undefined),
    requested: (webhook, request) => {
      const requested = [
        byRules(webhook, request, minor),
        // The namespaceSelector does not apply to cluster-scoped objects other than Namespaces.
        request.namespace === undefined ? 'yes' : inNamespace(webhook, request.namespace),
        byObjects(webhook, request.labels && objects[request.labels]),
        webhook.matchConditions === true ? 'maybe' : 'yes',
      ] as const;
      return requested.reduce<Answer>(both, 'yes');
    },
  };
}

function byRules(webhook: Webhook, request: EssentialRequest, minor: Known<number>): Answer {
  return both(
    reachesWebhooks(request, minor),
    either(webhook.rules.map((rule) => byRule(webhook, rule, request, minor))),
  );
}

/** Newer releases exclude some reviews from webhooks, to prevent lockouts. */
function reachesWebhooks({ excludedSince }: EssentialRequest, minor: Known<number>): Answer {
  if (excludedSince === undefined) return 'yes';
  if (!minor.known) return 'maybe';
  return minor.value < excludedSince ? 'yes' : 'no';
}

type Rule = Webhook['rules'][number];

function byRule(webhook: Webhook, rule: Rule, request: EssentialRequest, minor: Known<number>): Answer {
  const scope = request.namespace === undefined ? 'Cluster' : 'Namespaced';
  const matches =
    [undefined, '*', scope].includes(rule.scope) &&
    rule.operations.some((name) => name === '*' || request.operations.some((one) => one === name)) &&
    rule.apiGroups.some((name) => name === '*' || name === request.group) &&
    namesResource(rule.resources, request);
  return matches ? byVersion(webhook, rule, request, minor) : 'no';
}

/** `pods` and `*` include no subresource; `pods/*` and `*\/*` include the resource itself and all of its subresources. */
export function namesResource(
  resources: readonly string[],
  { resource, subresource = '' }: { resource: string; subresource?: string },
): boolean {
  return resources.some((text) => {
    const slash = text.indexOf('/');
    const [name, own] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
    return (name === '*' || name === resource) && (own === '*' || own === subresource);
  });
}

/** Whether it intercepts the creation of pods, or of objects that create pods. */
export function interceptsWorkloads(webhook: Webhook): boolean {
  return intercepts(webhook, workloadKinds);
}

/** Whether it intercepts the creation of pods, by any creator. */
export function interceptsPods(webhook: Webhook): boolean {
  return intercepts(
    webhook,
    workloadKinds.filter(({ resource }) => resource === 'pods'),
  );
}

function intercepts({ rules }: Webhook, kinds: typeof workloadKinds): boolean {
  return rules.some(
    ({ operations, apiGroups, resources, scope }) =>
      scope !== 'Cluster' &&
      operations.some((name) => name === '*' || name === 'CREATE') &&
      kinds.some(
        (kind) =>
          apiGroups.some((name) => name === '*' || name === kind.group) && namesResource(resources, kind),
      ),
  );
}

/** With matchPolicy Equivalent, a rule for another version of the API matches the same objects, as long as that version is served. */
function byVersion(
  { matchPolicy }: Webhook,
  { apiVersions }: Rule,
  { older }: EssentialRequest,
  minor: Known<number>,
): Answer {
  if (apiVersions === undefined || apiVersions.includes('*') || apiVersions.includes('v1')) return 'yes';
  if (matchPolicy === 'Exact' || !older?.versions.some((version) => apiVersions.includes(version)))
    return 'no';
  if (!minor.known) return 'maybe';
  return minor.value < older.until ? 'yes' : 'no';
}

/**
 * Any of the objects: the collected ones, and one without labels, since an object without labels may be created at any time. Where the list
 * is incomplete, an object that was not collected may have the labels that the selector requires.
 */
function byObjects(
  { objectSelector }: Webhook,
  objects: { labels: readonly StringMap[]; all: boolean } = { labels: [], all: true },
): Answer {
  const bare = holdAll(objectSelector, () => undefined);
  if (bare === 'yes') return bare;
  const answer = either([
    bare,
    ...objects.labels.map((labels) => holdAll(objectSelector, (key) => labelOf(labels, key))),
  ]);
  return answer === 'no' && !objects.all ? 'maybe' : answer;
}
