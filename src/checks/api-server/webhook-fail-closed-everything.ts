import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { NamespaceFacts, ServiceFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { StringMap, WebhookRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { selects } from '../helpers/selectors.ts';

type Webhook = WebhookRecord['webhooks'][number];

export default defineCheck({
  id: 'api-server/webhook-fail-closed-everything',
  title: 'An admission webhook can lock the whole cluster',
  severity: 'medium',
  why: 'The API server asks this webhook before it lets anything start, kube-system included, and refuses when no answer comes. The webhook runs in the same cluster: after an outage its own pods, the network and DNS wait for it, and it waits for them. Nobody gets out of that without deleting the webhook by hand.',
  fix: 'Exclude kube-system and the namespace of the webhook by its namespaceSelector, or set failurePolicy: Ignore; run it with several replicas on different nodes and a short timeout.',
  references: [
    {
      framework: 'docs',
      id: 'Admission webhook good practices',
      url: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    },
  ],
  needs: [],
  collectors: ['webhooks'],
  uses: ['extensions', 'namespaces', 'services', 'cluster'],
  *run({ extensions, namespaces, services, cluster }): Iterable<Finding> {
    let faults = 0;
    for (const record of extensions.webhooks) {
      const caught = record.webhooks.filter((webhook) => locks(webhook, namespaces));
      const sure = caught.filter(({ matchConditions }) => matchConditions !== true);
      if (caught.length === 0) continue;
      faults++;
      yield sure.length > 0
        ? judge(record, sure, { namespaces, services, cluster })
        : conditional(record, caught);
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message: `no webhook stands in the way of kube-system when it fails (${plural(extensions.webhooks.length, 'configuration')} looked at)`,
        evidence:
          extensions.webhooks.length === 0
            ? [observed('webhook configurations', 'none')]
            : few(extensions.webhooks.slice(0, 5), ({ kind, name, webhooks }) =>
                observed(`${kind} ${name}`, plural(webhooks.length, 'webhook')),
              ),
      };
  },
});

/** Fails closed, is served from inside the cluster, and is asked about kube-system's pods, leases or nodes. */
function locks(webhook: Webhook, namespaces: readonly NamespaceFacts[]): boolean {
  // admissionregistration.k8s.io/v1 makes Fail of an absent policy.
  return (
    (webhook.failurePolicy ?? 'Fail') === 'Fail' &&
    webhook.service !== undefined &&
    (asks(webhook, POD_STARTS) || asks(webhook, POD_CHANGES) || asks(webhook, LEASES)) &&
    selects(webhook.namespaceSelector, labelsOf('kube-system', namespaces)) &&
    // Objects of the system carry none of the labels that an object selector can ask for.
    selects(webhook.objectSelector, {})
  );
}

interface Question {
  operation: 'CREATE' | 'UPDATE';
  group: string;
  resource: string;
}

const POD_STARTS: Question = { operation: 'CREATE', group: '', resource: 'pods' };
const POD_CHANGES: Question = { operation: 'UPDATE', group: '', resource: 'pods' };
/** Heartbeats of nodes and the election of controllers. */
const LEASES: Question = { operation: 'UPDATE', group: 'coordination.k8s.io', resource: 'leases' };

function asks({ rules }: Webhook, { operation, group, resource }: Question): boolean {
  return rules.some(
    ({ operations, apiGroups, resources }) =>
      operations.some((name) => name === '*' || name === operation) &&
      apiGroups.some((name) => name === '*' || name === group) &&
      resources.some((name) => name === '*' || name === '*/*' || name === resource),
  );
}

/** Kubernetes puts the name of every namespace on it as a label. */
function labelsOf(name: string, namespaces: readonly NamespaceFacts[]): StringMap {
  const seen = namespaces.find((namespace) => namespace.name === name)?.record.labels;
  return { ...seen, 'kubernetes.io/metadata.name': name };
}

/** Does it pick kube-system only as long as kube-system has no labels but its name? Nobody looked at them. */
function hangsOnLabels({ namespaceSelector = [] }: Webhook, namespaces: readonly NamespaceFacts[]): boolean {
  const named = (requirement: string) => /^kubernetes\.io\/metadata\.name(?=[= ])/.test(requirement);
  return (
    !namespaces.some(({ name }) => name === 'kube-system') &&
    namespaceSelector.some((requirement) => !named(requirement))
  );
}

type Context = Pick<CheckParts, 'namespaces' | 'services' | 'cluster'>;

function judge(record: WebhookRecord, webhooks: readonly Webhook[], context: Context): Finding {
  const anyAsks = (question: Question) => webhooks.some((webhook) => asks(webhook, question));
  const itself = webhooks.some((webhook) =>
    selects(webhook.namespaceSelector, labelsOf(namespaceOf(webhook), context.namespaces)),
  );
  const backends = [...new Set(webhooks.flatMap((webhook) => serviceOf(webhook, context.services)))];
  const silent = silence(webhooks, context);
  const facts: Facts = {
    stops: anyAsks(LEASES) ? 'everything' : anyAsks(POD_STARTS) ? 'starts' : 'changes',
    down: silent !== undefined,
    itself,
  };
  const words = [
    STOPS[facts.stops],
    ...(silent ? [silent.words] : []),
    ...(itself ? ['its own pods wait for it too'] : []),
  ];
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    severity: severityOf(facts),
    // A label of kube-system that was not seen may leave it out.
    ...(webhooks.every((webhook) => hangsOnLabels(webhook, context.namespaces)) && {
      restsOn: ['namespaces'] as const,
    }),
    message: `when ${listed(webhooks.map(({ name }) => name))} does not answer, ${words.join('; ')}`,
    evidence: [
      ...(silent?.evidence ?? []),
      ...few(webhooks, (webhook) => observed(`${record.kind} ${record.name}`, describe(webhook))),
      ...few(backends.slice(0, 3), (service) =>
        observed(
          `service ${service.record.namespace}/${service.record.name}`,
          `${service.pods.filter(({ ready }) => ready).length} of ${plural(service.pods.length, 'pod')} ready`,
        ),
      ),
    ],
  };
}

interface Silence {
  words: string;
  evidence: readonly Evidence[];
}

/** Why nobody answers at the time of the snapshot; undefined when somebody may. */
function silence(webhooks: readonly Webhook[], { services, cluster }: Context): Silence | undefined {
  // Files, and a look at one namespace, need not hold what is there.
  if (cluster.source !== 'live' || cluster.namespace !== undefined) return undefined;
  // Services without any pods, or of one namespace only, may mean that the others were not seen.
  const podsSeen = services.some(({ pods }) => pods.length > 0);
  const allSeen = new Set(services.map(({ record }) => record.namespace)).size > 1;
  for (const webhook of webhooks) {
    const name = webhook.service ?? '';
    const own = services.find(({ record }) => `${record.namespace}/${record.name}` === name);
    if (!own && allSeen)
      return {
        words: `its Service ${name} does not exist`,
        evidence: [observed(`service ${name}`, `not among the ${plural(services.length, 'Service')} seen`)],
      };
    if (own?.record.selector && podsSeen && !own.pods.some(({ ready }) => ready))
      return { words: `its Service ${name} has no ready pod now`, evidence: [] };
  }
  return undefined;
}

interface Facts {
  stops: keyof typeof STOPS;
  /** It does not answer at the time of the snapshot. */
  down: boolean;
  itself: boolean;
}

const STOPS = {
  everything: 'no pod starts, not even in kube-system, and nodes and controllers cannot renew their leases',
  starts: 'no pod starts, not even in kube-system',
  changes: 'pods of every namespace, those of kube-system too, cannot be changed or cleaned up',
} as const;

/** Down now: nothing starts any more. Caught in itself, or in the way of leases: no way back without a hand. */
function severityOf({ stops, down, itself }: Facts): Severity {
  if (stops === 'changes') return down ? 'medium' : 'low';
  if (down) return 'critical';
  return itself || stops === 'everything' ? 'high' : 'medium';
}

function conditional(record: WebhookRecord, webhooks: readonly Webhook[]): Finding {
  return {
    verdict: 'unknown',
    at: { kind: record.kind, name: record.name },
    message: `whether its matchConditions leave kube-system out is not judged here`,
    settle: [`kubectl get ${record.kind.toLowerCase()} ${record.name} -o yaml`],
    evidence: few(webhooks, (webhook) => observed(`${record.kind} ${record.name}`, describe(webhook))),
  };
}

function describe({ name, failurePolicy, service, namespaceSelector, timeoutSeconds }: Webhook): string {
  const timeout = timeoutSeconds === undefined ? [] : [`timeout ${timeoutSeconds} s`];
  const selector =
    namespaceSelector && namespaceSelector.length > 0 ? namespaceSelector.join('; ') : 'every namespace';
  return [
    name,
    `failurePolicy ${failurePolicy ?? 'Fail'}`,
    `service ${service ?? ''}`,
    selector,
    ...timeout,
  ].join(', ');
}

function namespaceOf({ service = '' }: Webhook): string {
  return service.slice(0, service.indexOf('/'));
}

function serviceOf({ service }: Webhook, services: readonly ServiceFacts[]): ServiceFacts[] {
  return services.filter(
    ({ record }) => `${record.namespace}/${record.name}` === service && record.selector !== undefined,
  );
}
