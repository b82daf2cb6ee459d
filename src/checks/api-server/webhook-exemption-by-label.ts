import { command } from '../../shared/requirement.ts';
import { securityWebhooks } from '../../data/security-webhooks.ts';
import type { Webhook } from '../../model/types.ts';
import { interceptsWorkloads } from '../../model/webhooks.ts';
import { plural } from '../../shared/text.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { coveredBy } from '../helpers/webhook-cover.ts';

export default defineCheck({
  id: 'api-server/webhook-exemption-by-label',
  title: 'Admission webhook bypass through object labels (objectSelector)',
  control: 'Webhook exemptions by object label',
  severity: 'low',
  why: 'The `objectSelector` of a validating webhook excludes objects by labels that their author sets. An attacker with permission to create Pods can set the label and bypass the policy.',
  remediation:
    'Remove the exclusion from `objectSelector` and exempt namespaces with `namespaceSelector` instead. Only administrators set namespace labels.',
  references: ['webhook-object-selector', 'T1562.001', 'K04'],
  needs: [],
  uses: ['extensions', 'webhooks', 'namespaces'],
  collectors: ['webhooks'],
  *run(parts): Iterable<Finding> {
    const { extensions } = parts;
    const guards = extensions.webhooks
      .filter(({ kind }) => kind === 'ValidatingWebhookConfiguration')
      .map((record) => ({ record, guards: record.webhooks.filter(interceptsWorkloads) }))
      .filter((one) => one.guards.length > 0);
    const evaluated = guards.map(({ record, guards: webhooks }) => {
      const bare = webhooks
        .map((webhook) => ({ webhook, covered: coveredBy(webhook, webhooks, parts) }))
        .filter(({ covered }) => covered !== 'yes');
      return {
        record,
        exempt: bare
          .filter(({ webhook, covered }) => covered === 'no' && exclusions(webhook).length > 0)
          .map(({ webhook }) => webhook),
        // CEL conditions may exclude objects by a label, or by any other field that the author of the object sets.
        open: bare
          .filter(({ webhook }) => webhook.matchConditions === true || exclusions(webhook).length > 0)
          .map(({ webhook }) => webhook),
      };
    });
    const faults = evaluated.filter(({ exempt }) => exempt.length > 0);
    for (const { record, exempt } of faults) yield fault(record, exempt);
    if (faults.length > 0) return;
    const open = evaluated.filter((one) => one.open.length > 0);
    if (open.length > 0) {
      yield {
        verdict: 'unknown',
        message: `${listed(open.map(({ record }) => record.name))} may exempt objects by labels or names that their author sets; this depends on matchConditions, on the namespaces of another webhook of the same configuration, or on whether that webhook enforces the same policy`,
        requires: open.map(({ record }) =>
          command(`kubectl get ${record.kind.toLowerCase()} ${record.name} -o yaml`),
        ),
        evidence: few(open, ({ record, open: webhooks }) =>
          observed(`${record.kind} ${record.name}`, webhooks.map(({ name }) => name).join(', ')),
        ),
      };
      return;
    }
    const evidence = [
      observed('webhook configurations', plural(extensions.webhooks.length, 'configuration')),
    ];
    yield guards.length === 0
      ? { verdict: 'not-applicable', message: 'no validating webhook covers workloads', evidence }
      : {
          verdict: 'pass',
          message: `no object label exempts workloads from the ${plural(guards.length, 'validating webhook configuration')}`,
          evidence,
        };
  },
});

function fault(record: WebhookRecord, webhooks: readonly Webhook[]): Finding {
  const product = securityWebhooks.find(({ pattern }) => pattern.test(record.name));
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    ...(product && { severity: 'medium' as const }),
    message: `objects that do not match ${listed([...new Set(webhooks.flatMap(exclusions))])} are not validated`,
    evidence: few(webhooks, (webhook) =>
      observed(
        `${record.kind} ${record.name}`,
        `${webhook.name}, objectSelector ${(webhook.objectSelector ?? []).join('; ')}`,
      ),
    ),
  };
}

/**
 * Requirements of the objectSelector that an object without labels meets and that a label breaks. A webhook that requires a label
 * covers objects of its own product, and protects no others.
 */
function exclusions({ objectSelector = [] }: Webhook): string[] {
  const breakable = objectSelector.filter((requirement) =>
    / (?:NotIn|DoesNotExist)(?: |$)/.test(requirement),
  );
  return breakable.length === objectSelector.length ? breakable : [];
}
