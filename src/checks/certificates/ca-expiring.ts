import { groupBy } from '../../shared/group.ts';
import type { CertificateRecord, CertificateUse } from '../../snapshot/records/index.ts';
import { component } from '../helpers/component.ts';
import { daysLeft, endText, lastToEnd, shown, SOON_DAYS, URGENT_DAYS } from '../helpers/expiry.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/ca-expiring',
  title: 'Cluster CA expiring soon',
  control: 'Cluster CA validity',
  severity: 'medium',
  why: 'When a CA expires, every certificate it signed becomes invalid and kube-apiserver, kubelets and clients lose access. A rotation must reach every node and kubeconfig and requires weeks of planning.',
  remediation:
    'Start the CA rotation now: distribute the new CA together with the old one, then reissue certificates and kubeconfigs. Remove the old CA last.',
  references: ['manual-rotation-of-ca-certificates', 'K07'],
  needs: [],
  uses: ['certificates', 'cluster'],
  providerManaged: true,
  *run({ certificates, cluster }): Iterable<Finding> {
    const bundles = groupBy(
      certificates.shown.filter(({ use }) => USES.has(use)),
      ({ holder, namespace, name, part, use }) => [holder, namespace, name, part, use].join('/'),
    );
    const evaluated = new Set<string>();
    for (const bundle of bundles.values()) {
      const last = lastToEnd(bundle);
      // The same CA is published in several places.
      if (!last || evaluated.has(last.fingerprint)) continue;
      evaluated.add(last.fingerprint);
      yield evaluate(last, cluster.takenAt);
    }
    const { trust } = certificates;
    if (!trust.known) yield { verdict: 'unknown', at, message: trust.reason, requires: trust.requires };
    else if (evaluated.size === 0)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'kube-apiserver publishes no CA certificate',
        evidence: trust.evidence,
      };
  },
});

const at = component('kube-apiserver');

const USES: ReadonlySet<CertificateUse> = new Set<CertificateUse>([
  'client-ca',
  'front-proxy-ca',
  'cluster-ca',
]);

const SIGNS: Readonly<Partial<Record<CertificateUse, string>>> = {
  'client-ca': 'client CA',
  'front-proxy-ca': 'front-proxy CA',
  'cluster-ca': 'cluster CA',
};

function evaluate(last: CertificateRecord, now: Date): Finding {
  const { namespace, name, part, use, subject } = last;
  const where = { kind: last.holder, ...(namespace !== undefined && { namespace }), name };
  const message = `${SIGNS[use] ?? ''} (${subject}) ${endText(last, now)}`;
  const left = daysLeft(last, now);
  if (left >= SOON_DAYS.ca) return { verdict: 'pass', at: where, message, evidence: [shown(last)] };
  return {
    verdict: 'fail',
    at: where,
    ...(part !== undefined && { detail: part }),
    severity: left < URGENT_DAYS ? 'critical' : left < SOON_DAYS.leaf ? 'high' : 'medium',
    message,
    evidence: [shown(last)],
  };
}
