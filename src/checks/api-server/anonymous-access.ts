import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/anonymous-access',
  title: 'The API server answers requests without credentials',
  severity: 'low',
  why: 'Whoever can reach the API server learns something about the cluster without proving who they are. With the stock setting it is the version and the health; one wrong role binding, and it is data. A later mistake in RBAC then opens the cluster to everybody at once.',
  fix: 'Allow requests without credentials on the health paths only (AuthenticationConfiguration, Kubernetes 1.32+), or switch them off with --anonymous-auth=false where nothing probes the API server.',
  references: ['CIS 1.2.1', 'K09', 'anonymous-requests'],
  peerChecks: [7, 9],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { anonymous } = controlPlane.apiServer;
    if (!anonymous.known) {
      yield { verdict: 'unknown', at, message: anonymous.reason, requires: anonymous.requires };
      return;
    }
    const { evidence } = anonymous;
    switch (anonymous.value) {
      case 'resources':
        yield {
          verdict: 'fail',
          at,
          detail: 'resources',
          severity: 'critical',
          message: 'anybody who reaches the API server can read objects of the cluster without credentials',
          evidence,
        };
        return;
      case 'discovery':
        yield {
          verdict: 'fail',
          at,
          detail: 'discovery',
          severity: 'medium',
          message: 'anybody can list the API of the cluster without credentials, add-ons included',
          evidence,
        };
        return;
      case 'public-info':
        yield {
          verdict: 'fail',
          at,
          detail: 'public-info',
          message:
            'requests without credentials are let in as system:anonymous (stock default: version and health can be read)',
          evidence,
        };
        return;
      case 'health-only':
        yield {
          verdict: 'pass',
          at,
          message: 'requests without credentials get the health paths and nothing else',
          evidence,
        };
        return;
      case 'off':
        yield { verdict: 'pass', at, message: 'requests without credentials are refused', evidence };
    }
  },
});
