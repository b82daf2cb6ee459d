import { hostCommand } from '../../shared/requirement.ts';
import type { ApiServerFacts, ClusterFacts } from '../../model/types.ts';
import type { CertificateRecord } from '../../snapshot/records/index.ts';
import { component } from '../helpers/component.ts';
import { daysLeft, endText, lastToEnd, shown, SOON_DAYS, URGENT_DAYS } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/serving-expiring',
  title: "The API server's certificate is about to expire",
  severity: 'medium',
  why: 'When this certificate ends, every client refuses to talk to the API server: kubectl, the kubelets, the controllers and the pipelines, all at the same minute. What runs goes on running, and nobody can steer it any more.',
  fix: 'Renew it (kubeadm certs renew apiserver on every control-plane node, then restart the API server), and let a machine watch the date.',
  references: ['pki-certificates', 'K07'],
  needs: [],
  uses: ['certificates', 'controlPlane', 'cluster'],
  providerManaged: true,
  *run({ certificates, controlPlane, cluster }): Iterable<Finding> {
    const { serving, shown: all } = certificates;
    if (!serving.known) {
      yield { verdict: 'unknown', at, message: serving.reason, requires: serving.requires };
      return;
    }
    const seen = all.filter(({ use }) => use === 'serving');
    const ending = seen.filter((one) => daysLeft(one, cluster.takenAt) < SOON_DAYS.leaf);
    if (ending.length > 0) {
      const first = [...ending].sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1))[0] ?? serving.value;
      yield {
        verdict: 'fail',
        at,
        severity: daysLeft(first, cluster.takenAt) < URGENT_DAYS ? 'high' : 'medium',
        message: `the certificate of the API server ${endText(first, cluster.takenAt)}`,
        evidence: few(ending, (one) => shown(one)),
      };
      return;
    }
    yield (
      others(seen, controlPlane.apiServer, cluster) ?? {
        verdict: 'pass',
        at,
        message: `the certificate of the API server ${endText(lastToEnd([...seen].reverse()) ?? serving.value, cluster.takenAt)}`,
        evidence: few(seen, (one) => shown(one)),
      }
    );
  },
});

const at = component('kube-apiserver');

/** Where people run the control plane themselves, every API server has a certificate of its own. */
function others(
  seen: readonly CertificateRecord[],
  { replicas }: ApiServerFacts,
  { managed }: ClusterFacts,
): Finding | undefined {
  if (managed.known && managed.value) return undefined;
  if (replicas.known && replicas.value <= seen.length) return undefined;
  return {
    verdict: 'unknown',
    at,
    message: replicas.known
      ? `${seen.length} of ${replicas.value} API servers showed a certificate, and it is in order`
      : 'a certificate was shown that is in order; how many API servers there are is not known',
    requires: replicas.known
      ? [hostCommand('kubeadm certs check-expiration', { after: ' on every control-plane host' })]
      : replicas.requires,
    evidence: few(seen, (one) => shown(one)),
  };
}
