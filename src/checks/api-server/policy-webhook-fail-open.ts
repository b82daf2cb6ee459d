import { securityWebhooks } from '../../data/security-webhooks.ts';
import { initialNamespaces, systemNamespaces } from '../../data/system-namespaces.ts';
import { list } from '../../shared/requirement.ts';
import type { Answer } from '../../model/selectors.ts';
import { both, either } from '../../model/selectors.ts';
import type { Webhook } from '../../model/types.ts';
import { interceptsPods, interceptsWorkloads } from '../../model/webhooks.ts';
import { plural } from '../../shared/text.ts';
import { few, observed } from '../helpers/objects.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/policy-webhook-fail-open',
  title: 'Policy engine webhook fails open (failurePolicy: Ignore)',
  control: 'Failure policy of policy engine webhooks',
  severity: 'low',
  why: 'If the webhook is unavailable, kube-apiserver admits objects without policy enforcement. An attacker able to stop or overload its Pods can create workloads that violate the policies.',
  remediation:
    'Set `failurePolicy: Fail` for application namespaces and exclude `kube-system` with `namespaceSelector`. Run several replicas of the policy engine.',
  references: ['admission-webhook-good-practices', 'T1562.001', 'K04'],
  peerChecks: [273],
  needs: [],
  uses: ['extensions', 'namespaces', 'webhooks'],
  collectors: ['webhooks'],
  *run(parts): Iterable<Finding> {
    const { extensions } = parts;
    let faults = 0;
    let engines = 0;
    for (const record of extensions.webhooks) {
      const product = securityWebhooks.find(({ pattern }) => pattern.test(record.name))?.product;
      // Policies apply to workloads; a webhook for labels of namespaces protects the engine itself, and one for no namespace
      // protects nothing.
      const guards = record.webhooks.filter(
        (webhook) => interceptsWorkloads(webhook) && asked(webhook, parts) !== 'no',
      );
      if (product === undefined || guards.length === 0) continue;
      engines++;
      // With other webhooks that fail closed, the open ones are for exceptions (Kyverno has a pair of each).
      const ofPods = guards.filter(interceptsPods);
      const evaluated = ofPods.length > 0 ? ofPods : guards;
      const open = evaluated.filter(({ failurePolicy }) => failurePolicy === 'Ignore');
      const closed = evaluated.filter((webhook) => !open.includes(webhook));
      if (open.length === 0 || closed.some((webhook) => asked(webhook, parts) === 'yes')) continue;
      faults++;
      const what = ofPods.length > 0 ? 'Pods' : 'workloads';
      yield closed.length === 0
        ? {
            verdict: 'fail',
            at: { kind: record.kind, name: record.name },
            message: `${product}: all webhooks for ${what} have failurePolicy Ignore; expected Fail`,
            evidence: few(open, ({ name }) =>
              observed(`${record.kind} ${record.name}`, `${name}, failurePolicy Ignore`),
            ),
          }
        : {
            verdict: 'unknown',
            at: { kind: record.kind, name: record.name },
            message: `${product}: unknown whether the webhooks for ${what} with failurePolicy Fail apply to any namespace`,
            requires: [list('namespaces')],
            evidence: few(closed, ({ name }) =>
              observed(`${record.kind} ${record.name}`, `${name}, failurePolicy Fail`),
            ),
          };
    }
    if (faults > 0) return;
    const evidence = [
      observed('webhook configurations', plural(extensions.webhooks.length, 'configuration')),
    ];
    yield engines === 0
      ? { verdict: 'not-applicable', message: 'no webhook of a known policy engine is registered', evidence }
      : { verdict: 'pass', message: 'policy engine webhooks fail closed', evidence };
  },
});

/** A future namespace, without labels. */
const LATER = '(a new namespace)';

/** Whether the webhook intercepts workloads of users: without labels of their own, in an existing or future namespace. */
function asked(
  webhook: Webhook,
  { namespaces, webhooks }: Pick<CheckParts, 'namespaces' | 'webhooks'>,
): Answer {
  const users = namespaces.filter(({ name }) => !isSystems(name));
  const places = [LATER, ...users.map(({ name }) => name)];
  return both(
    webhooks.requestedWithoutLabels(webhook),
    either(places.map((name) => webhooks.requestedIn(webhook, name))),
  );
}

function isSystems(name: string): boolean {
  return name !== 'default' && (initialNamespaces.has(name) || systemNamespaces.has(name));
}
