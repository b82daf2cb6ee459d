import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { NamespaceFacts, ServiceFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { StringMap, WebhookRecord } from '../../snapshot/records/index.ts';
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
  uses: ['extensions', 'namespaces', 'services'],
  *run({ extensions, namespaces, services }): Iterable<Finding> {
    let faults = 0;
    for (const record of extensions.webhooks) {
      const caught = record.webhooks.filter((webhook) => locks(webhook, namespaces));
      const sure = caught.filter(({ matchConditions }) => matchConditions !== true);
      if (caught.length === 0) continue;
      faults++;
      yield sure.length > 0 ? judge(record, sure, { namespaces, services }) : conditional(record, caught);
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message: `no webhook stands in the way of kube-system when it fails (${plural(extensions.webhooks.length, 'configuration')} looked at)`,
        evidence: few(extensions.webhooks.slice(0, 5), ({ kind, name, webhooks }) =>
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
    (asks(webhook, '', 'pods') || asks(webhook, 'coordination.k8s.io', 'leases')) &&
    selects(webhook.namespaceSelector, labelsOf('kube-system', namespaces)) &&
    // Objects of the system carry none of the labels that an object selector can ask for.
    selects(webhook.objectSelector, {})
  );
}

function asks({ rules }: Webhook, group: string, resource: string): boolean {
  return rules.some(
    ({ operations, apiGroups, resources }) =>
      operations.some((operation) => operation === '*' || operation === 'CREATE' || operation === 'UPDATE') &&
      apiGroups.some((name) => name === '*' || name === group) &&
      resources.some((name) => name === '*' || name === '*/*' || name === resource),
  );
}

/** Kubernetes puts the name of every namespace on it as a label. */
function labelsOf(name: string, namespaces: readonly NamespaceFacts[]): StringMap {
  const seen = namespaces.find((namespace) => namespace.name === name)?.record.labels;
  return { ...seen, 'kubernetes.io/metadata.name': name };
}

type Context = Pick<CheckParts, 'namespaces' | 'services'>;

function judge(record: WebhookRecord, webhooks: readonly Webhook[], context: Context): Finding {
  const everything = webhooks.some((webhook) => asks(webhook, 'coordination.k8s.io', 'leases'));
  const itself = webhooks.some((webhook) =>
    selects(webhook.namespaceSelector, labelsOf(namespaceOf(webhook), context.namespaces)),
  );
  const backends = [...new Set(webhooks.flatMap((webhook) => serviceOf(webhook, context.services)))];
  // Services without any pods may mean that pods were not seen at all.
  const podsSeen = context.services.some(({ pods }) => pods.length > 0);
  const down = backends.find(({ pods }) => podsSeen && !pods.some(({ ready }) => ready));
  const words = [
    ...(down ? [`its Service ${down.record.namespace}/${down.record.name} has no ready pod now`] : []),
    ...(everything ? ['leases and nodes are stopped as well'] : []),
    ...(itself ? ['its own pods wait for it too'] : []),
  ];
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    severity: severityOf(down !== undefined, everything || itself),
    message: `${listed(webhooks.map(({ name }) => name))} ${webhooks.length === 1 ? 'is' : 'are'} asked for pods of every namespace, kube-system included, and refuse${webhooks.length === 1 ? 's' : ''} when it does not answer${words.length > 0 ? `: ${words.join('; ')}` : ''}`,
    evidence: [
      ...few(webhooks, (webhook) => observed(`${record.kind} ${record.name}`, facts(webhook))),
      ...few(backends.slice(0, 3), (service) =>
        observed(
          `service ${service.record.namespace}/${service.record.name}`,
          `${service.pods.filter(({ ready }) => ready).length} of ${plural(service.pods.length, 'pod')} ready`,
        ),
      ),
    ],
  };
}

/** Down now: nothing starts any more. Caught in itself, or in the way of leases: no way back without a hand. */
function severityOf(down: boolean, trapped: boolean): Severity {
  return down ? 'critical' : trapped ? 'high' : 'medium';
}

function conditional(record: WebhookRecord, webhooks: readonly Webhook[]): Finding {
  return {
    verdict: 'unknown',
    at: { kind: record.kind, name: record.name },
    message: `whether its matchConditions leave kube-system out is not judged here`,
    settle: [`kubectl get ${record.kind.toLowerCase()} ${record.name} -o yaml`],
    evidence: few(webhooks, (webhook) => observed(`${record.kind} ${record.name}`, facts(webhook))),
  };
}

function facts({ name, failurePolicy, service, namespaceSelector, timeoutSeconds }: Webhook): string {
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
