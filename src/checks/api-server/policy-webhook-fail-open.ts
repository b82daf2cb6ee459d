import { securityWebhooks } from '../../data/security-webhooks.ts';
import { interceptsWorkloads } from '../../model/webhooks.ts';
import { plural } from '../../shared/text.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
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
  uses: ['extensions'],
  collectors: ['webhooks'],
  *run({ extensions }): Iterable<Finding> {
    let faults = 0;
    let engines = 0;
    for (const record of extensions.webhooks) {
      const product = securityWebhooks.find(({ pattern }) => pattern.test(record.name))?.product;
      // What a policy is about is what runs; a webhook for labels of namespaces guards the engine itself.
      const guards = record.webhooks.filter(interceptsWorkloads);
      if (product === undefined || guards.length === 0) continue;
      engines++;
      const open = guards.filter(({ failurePolicy }) => failurePolicy === 'Ignore');
      // Beside those that fail closed, further ones are for exceptions (Kyverno has a pair of each).
      if (open.length < guards.length) continue;
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: record.kind, name: record.name },
        message: `${product}: all webhooks for workloads have failurePolicy Ignore; expected Fail`,
        evidence: few(open, ({ name }) =>
          observed(`${record.kind} ${record.name}`, `${name}, failurePolicy Ignore`),
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
