import { list } from '../../shared/requirement.ts';
import { isInjector } from '../../addons/istio/recognition/control-planes.ts';
import type { Webhook } from '../../model/types.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/injector-fail-open',
  title: 'Istio admission webhooks fail open',
  control: 'Failure policy of the Istio webhooks',
  severity: 'medium',
  why: 'While istiod is unavailable, Pods start without a sidecar, and invalid Istio objects are accepted. Traffic of such Pods is not encrypted and not authorized.',
  remediation:
    'Set `failurePolicy: Fail` in the injector webhooks; istiod sets it in the validator once it is ready. Run at least two replicas of istiod.',
  references: ['admission-webhook-good-practices', 'istio-sidecar-injection', 'T1562.001'],
  needs: [],
  uses: ['extensions', 'istio'],
  collectors: ['webhooks'],
  *run({ extensions, istio }): Iterable<Finding> {
    const webhooks = extensions.webhooks.filter((record) => isInjector(record) || isValidator(record));
    if (webhooks.length === 0) {
      const { installed } = istio;
      yield installed.known && !installed.value
        ? { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence }
        : {
            verdict: 'not-applicable',
            message: 'no admission webhook of Istio exists',
            evidence: [
              observed('webhook configurations', plural(extensions.webhooks.length, 'configuration')),
            ],
          };
      return;
    }
    const findings = webhooks.flatMap((record) => fault(record) ?? []);
    yield* findings;
    if (findings.length === 0)
      yield {
        verdict: 'pass',
        message: `failurePolicy of ${plural(webhooks.length, 'webhook configuration')} of Istio is Fail`,
        evidence: few(webhooks, ({ kind, name }) => observed(`${kind} ${name}`, 'failurePolicy Fail')),
      };
  },
});

/** `istio-validator[-REVISION]-NAMESPACE`, and that of the default revision (charts istio-discovery and base). */
function isValidator({ kind, name, webhooks }: WebhookRecord): boolean {
  return (
    kind === 'ValidatingWebhookConfiguration' &&
    /^(?:istio-validator|istiod-default-validator)/.test(name) &&
    webhooks.some((webhook) => webhook.name.endsWith('.istio.io'))
  );
}

/**
 * The chart installs the validator with Ignore; istiod changes it together with the CA bundle when it is ready. Without a bundle it was
 * never ready, or this is a manifest.
 */
function fault(record: WebhookRecord): Finding | undefined {
  const open = record.webhooks.filter(({ failurePolicy }) => failurePolicy === 'Ignore');
  const [first] = open;
  if (!first) return undefined;
  const at = { kind: record.kind, name: record.name };
  const evidence = [observed(`${record.kind} ${record.name}`, evidenceOf(first))];
  if (isInjector(record))
    return {
      verdict: 'fail',
      at,
      detail: 'injector',
      message: `failurePolicy of ${plural(open.length, 'injector webhook')} is Ignore (expected Fail): Pods start without a sidecar while istiod is unavailable`,
      evidence,
    };
  return first.hasCaBundle
    ? {
        verdict: 'fail',
        at,
        detail: 'validator',
        severity: 'low',
        message:
          'failurePolicy of the validator is Ignore (expected Fail): invalid Istio objects are accepted while istiod is unavailable',
        evidence,
      }
    : {
        verdict: 'unknown',
        at,
        message: 'failurePolicy is Ignore and no caBundle is set: istiod sets both when it is ready',
        requires: [list('validatingwebhookconfigurations.admissionregistration.k8s.io')],
        evidence,
      };
}

function evidenceOf({ name, failurePolicy = 'Fail', hasCaBundle }: Webhook): string {
  return `${name}, failurePolicy ${failurePolicy}, caBundle ${hasCaBundle ? 'set' : 'not set'}`;
}
