import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { listed } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/public-endpoint',
  title: 'The API server has a public address',
  severity: 'medium',
  why: 'An API server with a public address can be tried by everybody on the internet: with stolen credentials, with the next vulnerability in it, or simply with load. Whether a firewall or an allow-list stands before it cannot be seen from inside the cluster.',
  fix: "Give the API server a private endpoint and reach it through a VPN or a bastion; where it has to stay public, limit the source addresses in the provider's settings or the firewall.",
  references: ['NSA Network separation: control plane', 'T1133', 'K06'],
  peerChecks: [330],
  needs: [],
  uses: ['controlPlane'],
  *run({ controlPlane }) {
    const { endpoint, anonymous } = controlPlane.apiServer;
    if (!endpoint.known) {
      yield { verdict: 'unknown', at, message: endpoint.reason, requires: endpoint.requires };
      return;
    }
    const { evidence, value } = endpoint;
    if (value.reach !== 'public') {
      yield { verdict: 'pass', at, message: value.detail, evidence };
      return;
    }
    const open = anonymous.known && anonymous.value === 'resources';
    const inferred = value.basis === 'inferred';
    yield {
      verdict: 'fail',
      at,
      severity: SEVERITY[value.basis][open ? 'open' : 'login'],
      message: inferred
        ? `${value.detail}; whether that leads to it from the internet is not visible in the cluster`
        : `${value.detail} (${listed(value.addresses)}); whether something limits who reaches it is not visible in the cluster`,
      evidence: [...evidence, ...(open ? anonymous.evidence : [])],
    };
  },
});

/** Whom it lets in decides; what is only concluded from a certificate is one step less. */
const SEVERITY = {
  observed: { login: 'medium', open: 'critical' },
  inferred: { login: 'low', open: 'high' },
} as const;
