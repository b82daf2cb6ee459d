import { onControlPlaneHost } from '../../shared/requirement.ts';
import { cleanPath } from '../../shared/path.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { usesOtherDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { uncollected } from '../helpers/flags.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/shared-ca',
  title: 'etcd does not use a dedicated CA',
  control: 'Dedicated CA for etcd',
  severity: 'high',
  why: 'etcd accepts every client certificate of the CA that it trusts. With the cluster CA, any kubelet or user with a client certificate can read and modify all data, bypassing RBAC.',
  remediation:
    'Create a dedicated etcd CA, as kubeadm does (`/etc/kubernetes/pki/etcd/ca.crt`). Sign the certificates of etcd servers, peers and the etcd client of kube-apiserver with it.',
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
            onControlPlaneHost('compare the CA files on a control plane node'),
          ),
        };
        return;
      }
    if (!trusted.known || !clients.known) return;
    if (trusted.uncollected === 0 && trusted.observations.every(({ value }) => value === '')) {
      yield {
        verdict: 'not-applicable',
        at,
        message: '--trusted-ca-file is not set: see etcd/client-cert-auth-off',
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
        message: `--trusted-ca-file of etcd is also --client-ca-file of kube-apiserver: ${shared[0]?.value ?? ''}`,
        evidence: [...shared, ...clients.observations].map(({ evidence }) => evidence),
      };
    else if (trusted.uncollected > 0) yield uncollected('etcd', trusted);
    else if (clients.uncollected > 0) yield uncollected('kube-apiserver', clients);
    else
      yield {
        verdict: 'pass',
        at,
        message: '--trusted-ca-file of etcd differs from --client-ca-file of kube-apiserver',
        // Two files may contain the same certificate: their content is not collected.
        evidence: [...trusted.observations, ...clients.observations].map(({ evidence }) => ({
          ...evidence,
          confidence: 'inferred' as const,
        })),
      };
  },
});
