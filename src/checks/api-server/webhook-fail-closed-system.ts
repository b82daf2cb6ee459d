import { command } from '../../shared/requirement.ts';
import type { EssentialGrade, EssentialRequest } from '../../data/cluster-essentials.ts';
import { essentialRequests } from '../../data/cluster-essentials.ts';
import type { Backend, Webhook } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, lowered, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'api-server/webhook-fail-closed-system',
  title: 'Fail-closed admission webhook intercepts critical system requests',
  control: 'Fail-closed webhooks and critical system requests',
  severity: 'medium',
  why: 'If the webhook is unavailable, kube-apiserver rejects requests that the cluster needs to run or recover. After an outage, webhook, network and DNS Pods can block each other until manual deletion of the webhook.',
  remediation:
    'Exclude `kube-system`, `kube-node-lease` and the webhook namespace with `namespaceSelector`, and narrow the rules of the webhook; or set `failurePolicy: Ignore`. Run several replicas on different nodes with a short `timeoutSeconds`.',
  references: ['admission-webhook-good-practices'],
  needs: [],
  collectors: ['webhooks'],
  uses: ['extensions', 'webhooks', 'backends', 'services', 'cluster'],
  *run(parts): Iterable<Finding> {
    const { extensions } = parts;
    const findings = extensions.webhooks.flatMap((record) => evaluate(record, parts) ?? []);
    yield* findings;
    if (findings.length === 0)
      yield {
        verdict: 'pass',
        message: `no fail-closed webhook intercepts critical system requests (${plural(extensions.webhooks.length, 'configuration')} checked)`,
        evidence:
          extensions.webhooks.length === 0
            ? [observed('webhook configurations', 'none')]
            : few(extensions.webhooks.slice(0, 5), ({ kind, name, webhooks }) =>
                observed(`${kind} ${name}`, plural(webhooks.length, 'webhook')),
              ),
      };
  },
});

type Parts = Pick<CheckParts, 'extensions' | 'webhooks' | 'backends' | 'services' | 'cluster'>;

/** A webhook that fails closed, and the essential requests that it intercepts. */
interface Caught {
  webhook: Webhook;
  backend: Backend;
  /** Intercepted for certain. */
  sure: readonly EssentialRequest[];
  /** Possibly intercepted: a condition, or labels that were not collected, decide. */
  perhaps: readonly EssentialRequest[];
}

function evaluate(record: WebhookRecord, parts: Parts): Finding | undefined {
  const caught = record.webhooks
    .filter(({ failurePolicy = 'Fail' }) => failurePolicy === 'Fail')
    .map((webhook): Caught => {
      const requested = (answer: string): EssentialRequest[] =>
        essentialRequests.filter((request) => parts.webhooks.requested(webhook, request) === answer);
      return {
        webhook,
        backend: parts.backends.of(webhook),
        sure: requested('yes'),
        perhaps: requested('maybe'),
      };
    })
    .filter(({ sure, perhaps }) => sure.length + perhaps.length > 0)
    .filter(({ backend }) => !isProviders(backend, parts));
  if (caught.length === 0) return undefined;
  const unclear = caught.filter(
    ({ backend }) => backend.state === 'own-host' && !parts.cluster.managed.known,
  );
  const sure = caught.filter((one) => one.sure.length > 0 && !unclear.includes(one));
  return sure.length > 0 ? fault(record, sure, parts) : unknown(record, caught);
}

/** On a managed control plane the loopback address is a host of the provider. */
function isProviders({ state }: Backend, { cluster }: Parts): boolean {
  return state === 'own-host' && cluster.managed.known && cluster.managed.value;
}

function fault(record: WebhookRecord, caught: readonly Caught[], parts: Parts): Finding {
  const evaluated = caught.map((one) => ({ ...one, facts: factsOf(one, parts) }));
  const worst = [...evaluated].sort((a, b) => severityRank(a.facts) - severityRank(b.facts))[0];
  const effects = [...new Set(evaluated.flatMap(({ facts }) => facts.effects))];
  const down = evaluated.find(({ facts }) => facts.down !== undefined);
  const words = [
    ...effects.slice(0, MAX_EFFECTS),
    ...(effects.length > MAX_EFFECTS ? [`and ${plural(effects.length - MAX_EFFECTS, 'more effect')}`] : []),
    ...(down?.facts.down ? [down.facts.down] : []),
    ...(evaluated.some(({ facts }) => facts.itself)
      ? ["requests for the webhook's own Pods are also intercepted"]
      : []),
  ];
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    ...(worst && { severity: severityOf(worst.facts) }),
    message: `without a response from ${listed(evaluated.map(({ webhook }) => webhook.name))}, ${words.join('; ')}`,
    evidence: [
      ...few(evaluated, ({ webhook, backend }) =>
        observed(`${record.kind} ${record.name}`, describe(webhook, backend)),
      ),
      ...unique(evaluated.flatMap(({ backend }) => backend.evidence)).slice(0, 3),
    ],
  };
}

/** Effects that the message names, the most severe first. */
const MAX_EFFECTS = 3;

function unique(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((one) => [`${one.location} ${one.value}`, one])).values()];
}

interface Facts {
  grade: EssentialGrade;
  effects: readonly string[];
  /** Why it was unavailable at the time of the snapshot; absent when it may be available. */
  down?: string;
  /** It intercepts the pods that serve it. */
  itself: boolean;
  /** On the API server's own host, where it starts without the API. */
  ownHost: boolean;
}

function factsOf({ webhook, backend, sure }: Caught, parts: Parts): Facts {
  const [namespace = ''] = (webhook.service ?? '').split('/');
  const aboutPods = sure.some(({ grade, namespace: place }) => grade === 'start' && place !== undefined);
  const down = backend.state === 'down' ? downNow(backend, parts) : undefined;
  return {
    grade: GRADES.find((grade) => sure.some((request) => request.grade === grade)) ?? 'change',
    effects: GRADES.flatMap((grade) =>
      sure.filter((request) => request.grade === grade).map(({ effect }) => effect),
    ),
    ...(down && { down }),
    itself:
      aboutPods &&
      backend.state !== 'outside' &&
      namespace !== '' &&
      parts.webhooks.requestedIn(webhook, namespace) === 'yes',
    ownHost: backend.state === 'own-host',
  };
}

const GRADES: readonly EssentialGrade[] = ['all', 'start', 'join', 'change'];

/** If all Services are of one namespace, the others may not have been collected. */
function downNow(backend: Backend & { state: 'down' }, { services }: Parts): string | undefined {
  const places = new Set(services.map(({ record }) => record.namespace));
  return backend.service !== undefined || places.size > 1 ? `current state: ${backend.reason}` : undefined;
}

/**
 * Down now: the failure has occurred. If the webhook intercepts its own pods or leases, only manual intervention recovers it. On the API
 * server's own host it recovers without the cluster.
 */
function severityOf({ grade, down, itself, ownHost }: Facts): Severity {
  const now = down !== undefined;
  if (grade === 'change') return now ? 'medium' : 'low';
  if (grade === 'join') return now ? 'high' : ownHost ? 'low' : 'medium';
  if (now) return 'critical';
  const severity = itself || grade === 'all' ? 'high' : 'medium';
  return ownHost ? lowered(severity) : severity;
}

function severityRank(facts: Facts): number {
  return ['critical', 'high', 'medium', 'low', 'info'].indexOf(severityOf(facts));
}

function unknown(record: WebhookRecord, caught: readonly Caught[]): Finding {
  const conditions = caught.some(({ webhook }) => webhook.matchConditions === true);
  const ownHost = caught.every(({ backend, sure }) => backend.state === 'own-host' && sure.length > 0);
  return {
    verdict: 'unknown',
    at: { kind: record.kind, name: record.name },
    message: ownHost
      ? 'webhook is served from the API server host; unknown whether the control plane is managed'
      : conditions
        ? 'unknown whether matchConditions exclude critical system requests (CEL is not evaluated)'
        : 'unknown whether selectors and versions exclude critical system requests',
    // Labels of namespaces, pods and nodes decide, and partly the version of the API server.
    restsOn: ['namespaces', 'pods', 'nodes'],
    requires: [command(`kubectl get ${record.kind.toLowerCase()} ${record.name} -o yaml`)],
    evidence: few(caught, ({ webhook, backend }) =>
      observed(`${record.kind} ${record.name}`, describe(webhook, backend)),
    ),
  };
}

function describe(webhook: Webhook, { state }: Backend): string {
  const {
    name,
    failurePolicy = 'Fail',
    service,
    servicePort,
    namespaceSelector = [],
    timeoutSeconds,
  } = webhook;
  const target =
    service !== undefined
      ? `service ${service}${servicePort === undefined ? '' : `:${servicePort}`}`
      : state === 'own-host'
        ? 'the API server host'
        : state === 'outside'
          ? 'a URL outside the cluster'
          : 'a URL';
  return [
    name,
    `failurePolicy ${failurePolicy}`,
    target,
    namespaceSelector.length > 0 ? namespaceSelector.join('; ') : 'all namespaces',
    ...(timeoutSeconds === undefined ? [] : [`timeout ${timeoutSeconds} s`]),
  ].join(', ');
}
