import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { listed } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/public-endpoint',
  title: 'API server endpoint has a public address',
  control: 'Network exposure of the API server',
  severity: 'medium',
  why: 'Attackers on the internet can try stolen credentials, exploit vulnerabilities or overload the API server. A firewall or allowlist in front of it is not visible in the cluster.',
  remediation:
    'Use a private endpoint with VPN or bastion access. If it must stay public, restrict source addresses in the provider settings or the firewall.',
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
        ? `${value.detail}; reachability from the internet is not observable in the cluster`
        : `${value.detail} (${listed(value.addresses)}); source address restrictions are not observable in the cluster`,
      evidence: [...evidence, ...(open ? anonymous.evidence : [])],
    };
  },
});

/** By the sources that are allowed; one step less if that is only inferred from a certificate. */
const SEVERITY = {
  observed: { login: 'medium', open: 'critical' },
  inferred: { login: 'low', open: 'high' },
} as const;
