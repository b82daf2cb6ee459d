import { onControlPlaneHost } from '../../shared/requirement.ts';
import { cleanPath } from '../../shared/path.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { unseen } from '../helpers/flags.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/shared-authority',
  title: 'etcd trusts the CA of the cluster',
  severity: 'high',
  why: 'etcd lets in whoever shows a certificate of the CA that it trusts. When that is the CA of the cluster, every kubelet and every person with a client certificate can read and write all that is stored, Secrets included, past all rights.',
  fix: 'Give etcd a CA of its own, as kubeadm does (/etc/kubernetes/pki/etcd/ca.crt), and sign the certificates of etcd, its peers and the API server with it.',
  references: ['CIS 2.7', 'NSA Control plane hardening: etcd', 'K06'],
  needs: [],
  uses: ['controlPlane'],
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { etcd, apiServer } }): Iterable<Finding> {
    const elsewhere = usesOtherDatastore(etcd);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    const trusted = etcd.flag('trusted-ca-file');
    const clients = apiServer.flag('client-ca-file');
    for (const answer of [trusted, clients])
      if (!answer.known) {
        yield {
          verdict: 'unknown',
          at,
          message: answer.reason,
          requires: requiresOr(
            answer.requires,
            onControlPlaneHost('compare the CA files on a control-plane host'),
          ),
        };
        return;
      }
    if (!trusted.known || !clients.known) return;
    if (trusted.unseen === 0 && trusted.observations.every(({ value }) => value === '')) {
      yield {
        verdict: 'not-applicable',
        at,
        message: 'etcd is given no CA to trust; etcd/client-tls-open says whom it lets in',
        evidence: trusted.observations.map(({ evidence }) => evidence),
      };
      return;
    }
    const files = new Set(clients.observations.map(({ value }) => cleanPath(value)));
    const shared = trusted.observations.filter(({ value }) => value !== '' && files.has(cleanPath(value)));
    if (shared.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `etcd and the API server trust the same file: ${shared[0]?.value ?? ''}`,
        evidence: [...shared, ...clients.observations].map(({ evidence }) => evidence),
      };
    else if (trusted.unseen > 0) yield unseen('etcd', trusted);
    else if (clients.unseen > 0) yield unseen('kube-apiserver', clients);
    else
      yield {
        verdict: 'pass',
        at,
        message: 'etcd and the API server trust different files',
        // Two files may hold the same certificate: the files themselves do not show.
        evidence: [...trusted.observations, ...clients.observations].map(({ evidence }) => ({
          ...evidence,
          confidence: 'inferred' as const,
        })),
      };
  },
});
