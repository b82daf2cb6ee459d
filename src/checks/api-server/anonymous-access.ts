import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'api-server/anonymous-access',
  title: 'Anonymous authentication enabled on kube-apiserver',
  control: 'Anonymous access to kube-apiserver',
  severity: 'low',
  why: 'Every client with network access is accepted as `system:anonymous` and can read version and health by default. One wrong RBAC binding then exposes cluster data without authentication.',
  remediation:
    'Restrict anonymous requests to health endpoints with `--authentication-config` (Kubernetes 1.32 and later). Set `--anonymous-auth=false` only where no probe or load balancer sends anonymous requests.',
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
          message: 'anonymous requests can read cluster objects',
          evidence,
        };
        return;
      case 'discovery':
        yield {
          verdict: 'fail',
          at,
          detail: 'discovery',
          severity: 'medium',
          message: 'anonymous requests can list the API groups and resources, including those of add-ons',
          evidence,
        };
        return;
      case 'public-info':
        yield {
          verdict: 'fail',
          at,
          detail: 'public-info',
          message:
            'anonymous requests are accepted as system:anonymous (default: version and health endpoints only)',
          evidence,
        };
        return;
      case 'health-only':
        yield {
          verdict: 'pass',
          at,
          message: 'anonymous requests are limited to health endpoints',
          evidence,
        };
        return;
      case 'off':
        yield { verdict: 'pass', at, message: 'anonymous requests are rejected', evidence };
    }
  },
});
