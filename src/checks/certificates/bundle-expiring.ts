import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { CertificateUse } from '../../snapshot/records/index.ts';
import { daysLeft, endText, lastToEnd, shown, SOON_DAYS, URGENT_DAYS } from '../helpers/expiry.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/bundle-expiring',
  title: 'Webhook or APIService CA bundle expiring soon',
  control: 'Webhook and APIService CA bundle validity',
  severity: 'medium',
  why: 'After expiry, kube-apiserver rejects TLS connections to the webhook or aggregated API server. Fail-closed webhooks then block matching requests, fail-open webhooks skip validation, and aggregated APIs become unavailable.',
  remediation:
    'Renew the serving certificate and `caBundle` together. Automate the injection with cert-manager or the add-on itself.',
  references: ['dynamic-admission-control', 'pki-certificates'],
  needs: [],
  uses: ['certificates', 'extensions', 'cluster'],
  collectors: ['webhooks', 'apiservices'],
  *run({ certificates, extensions, cluster }): Iterable<Finding> {
    const bundles = groupBy(
      certificates.shown.filter(({ use }) => USES.has(use)),
      ({ holder, name, part }) => [holder, name, part].join('/'),
    );
    const faults = groupBy(
      [...bundles.values()].flatMap((bundle) => {
        const last = lastToEnd(bundle);
        return last && daysLeft(last, cluster.takenAt) < SOON_DAYS.leaf ? [last] : [];
      }),
      ({ holder, name }) => `${holder}/${name}`,
    );
    for (const [first, ...rest] of faults.values()) {
      if (!first) continue;
      const worst = [first, ...rest].sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1))[0] ?? first;
      const expired = Date.parse(worst.notAfter) <= cluster.takenAt.getTime();
      const closed = extensions.webhooks.some(
        ({ kind, name, webhooks }) =>
          kind === worst.holder &&
          name === worst.name &&
          webhooks.some((webhook) => webhook.name === worst.part && webhook.failurePolicy !== 'Ignore'),
      );
      yield {
        verdict: 'fail',
        at: { kind: worst.holder, name: worst.name },
        severity: expired
          ? closed
            ? 'high'
            : 'medium'
          : daysLeft(worst, cluster.takenAt) < URGENT_DAYS
            ? 'medium'
            : 'low',
        message: `${worst.part === undefined ? 'caBundle certificate' : `caBundle certificate of ${worst.part}`} ${endText(worst, cluster.takenAt)}${expired && closed ? '; matching requests are rejected (failurePolicy: Fail)' : ''}`,
        evidence: few([first, ...rest], (one) => shown(one)),
      };
    }
    if (faults.size === 0)
      yield {
        verdict: 'pass',
        message:
          bundles.size === 0
            ? 'no CA bundle is configured'
            : `no CA bundle of ${bundles.size} expires within ${SOON_DAYS.leaf} days`,
        evidence: [
          observed('caBundle of webhooks and APIServices', plural(bundles.size, 'bundle')),
          ...few([...bundles.values()].flatMap((bundle) => lastToEnd(bundle) ?? []).slice(0, 5), (one) =>
            shown(one),
          ),
        ],
      };
  },
});

const USES: ReadonlySet<CertificateUse> = new Set<CertificateUse>([
  'webhook-ca',
  'aggregated-ca',
  'conversion-ca',
]);
