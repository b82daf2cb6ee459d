import { rerun } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/issuer-discovery-open',
  title: 'Anybody may read the issuer of service account tokens',
  severity: 'info',
  why: 'The discovery document of service account tokens is open to requests without credentials. It is public by nature when clouds trust these tokens; otherwise it tells strangers how the cluster signs and what it is called.',
  fix: 'Remove the binding of system:service-account-issuer-discovery to system:unauthenticated when no outside service needs it.',
  references: ['service-account-issuer-discovery'],
  needs: [],
  uses: ['controlPlane'],
  *run({ controlPlane }): Iterable<Finding> {
    const found = controlPlane.apiServer.probes.find(({ path }) => path === PATH);
    if (!found || found.status === 0) {
      yield {
        verdict: 'unknown',
        at,
        message: found?.error ?? 'nobody asked without credentials',
        requires: [rerun('run against the live cluster, without a proxy that adds credentials')],
      };
      return;
    }
    const evidence: Evidence[] = [
      {
        witness: 'probe',
        confidence: 'observed',
        source: `GET ${PATH} without credentials`,
        value: `HTTP ${found.status}`,
      },
    ];
    yield found.status === 200
      ? {
          verdict: 'fail',
          at,
          message: 'the issuer and the public keys of tokens are open to everybody',
          evidence,
        }
      : { verdict: 'pass', at, message: 'strangers are refused', evidence };
  },
});

const at = component('kube-apiserver');
const PATH = '/.well-known/openid-configuration';
