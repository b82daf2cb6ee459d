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
  title: 'API server certificate expiring soon',
  control: 'API server certificate validity',
  severity: 'medium',
  why: 'After expiry, all clients reject the API server: kubectl, kubelets, controllers and pipelines fail at the same time. Running workloads continue, but cannot be managed or recovered.',
  remediation:
    'Run `kubeadm certs renew apiserver` on every control plane node and restart kube-apiserver. Monitor the expiry date.',
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
        message: `API server certificate ${endText(first, cluster.takenAt)}`,
        evidence: few(ending, (one) => shown(one)),
      };
      return;
    }
    yield (
      others(seen, controlPlane.apiServer, cluster) ?? {
        verdict: 'pass',
        at,
        message: `API server certificate ${endText(lastToEnd([...seen].reverse()) ?? serving.value, cluster.takenAt)}`,
        evidence: few(seen, (one) => shown(one)),
      }
    );
  },
});

const at = component('kube-apiserver');

/** In a self-managed control plane every API server has its own certificate. */
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
      ? `certificates of ${seen.length} of ${replicas.value} API servers observed, none expiring soon`
      : 'observed certificates do not expire soon; number of API servers is unknown',
    requires: replicas.known
      ? [hostCommand('kubeadm certs check-expiration', { after: ' on every control plane host' })]
      : replicas.requires,
    evidence: few(seen, (one) => shown(one)),
  };
}
