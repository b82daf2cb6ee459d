import { groupBy } from '../../shared/group.ts';
import type { CertificateRecord, CertificateUse } from '../../snapshot/records/index.ts';
import { component } from '../helpers/component.ts';
import { daysLeft, endText, lastToEnd, shown, SOON_DAYS, URGENT_DAYS } from '../helpers/expiry.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/ca-expiring',
  title: 'A certificate authority of the cluster is about to expire',
  severity: 'medium',
  why: 'When an authority ends, everything that it signed ends with it: the API server, the kubelets, the clients. A new one has to be spread to every node and every kubeconfig first, which takes weeks of care and not minutes.',
  fix: 'Plan the rotation now: publish the new authority beside the old one, reissue what it signs, then remove the old one.',
  references: ['manual-rotation-of-ca-certificates', 'K07'],
  needs: [],
  uses: ['certificates', 'cluster'],
  providerManaged: true,
  *run({ certificates, cluster }): Iterable<Finding> {
    const bundles = groupBy(
      certificates.shown.filter(({ use }) => USES.has(use)),
      ({ holder, namespace, name, part, use }) => [holder, namespace, name, part, use].join('/'),
    );
    const judged = new Set<string>();
    for (const bundle of bundles.values()) {
      const last = lastToEnd(bundle);
      // The same authority is published in several places.
      if (!last || judged.has(last.fingerprint)) continue;
      judged.add(last.fingerprint);
      yield judge(last, cluster.takenAt);
    }
    const { trust } = certificates;
    if (!trust.known) yield { verdict: 'unknown', at, message: trust.reason, requires: trust.requires };
    else if (judged.size === 0)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'the API server publishes no certificate authority',
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
  'client-ca': 'signs client certificates',
  'front-proxy-ca': 'signs the front proxies of aggregated APIs',
  'cluster-ca': 'is how pods recognise the API server',
};

function judge(last: CertificateRecord, now: Date): Finding {
  const { namespace, name, part, use, subject } = last;
  const where = { kind: last.holder, ...(namespace !== undefined && { namespace }), name };
  const message = `${subject}, which ${SIGNS[use] ?? ''}, ${endText(last, now)}`;
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
