import { rerun } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/issuer-discovery-open',
  title: 'ServiceAccount issuer discovery exposed to anonymous users',
  control: 'ServiceAccount issuer discovery',
  severity: 'info',
  why: 'Unauthenticated users can read the issuer URL and public signing keys of ServiceAccount tokens. Workload identity federation requires this; otherwise it discloses cluster information.',
  remediation:
    'Remove the binding of ClusterRole `system:service-account-issuer-discovery` to `system:unauthenticated`, unless an external service fetches the keys.',
  references: ['service-account-issuer-discovery'],
  needs: [],
  uses: ['controlPlane'],
  *run({ controlPlane }): Iterable<Finding> {
    const found = controlPlane.apiServer.probes.find(({ path }) => path === PATH);
    if (!found || found.status === 0) {
      yield {
        verdict: 'unknown',
        at,
        message: found?.error ?? 'no anonymous request was sent',
        requires: [rerun('run against the live cluster, without a proxy that adds credentials')],
      };
      return;
    }
    const evidence: Evidence[] = [
      {
        source: 'probe',
        confidence: 'observed',
        location: `anonymous GET ${PATH}`,
        value: `HTTP ${found.status}`,
      },
    ];
    yield found.status === 200
      ? {
          verdict: 'fail',
          at,
          message: 'token issuer and public signing keys are readable without authentication',
          evidence,
        }
      : { verdict: 'pass', at, message: `anonymous requests to ${PATH} are rejected`, evidence };
  },
});

const at = component('kube-apiserver');
const PATH = '/.well-known/openid-configuration';
