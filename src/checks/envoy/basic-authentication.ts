import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { few, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/basic-authentication',
  title: 'Gateway authenticates users with passwords',
  control: 'Basic authentication of gateways',
  severity: 'low',
  why: 'Basic authentication sends the password with every request and has no expiry, second factor or lockout. Envoy Gateway stores it as a SHA-1 hash in a Secret.',
  remediation:
    'Replace `basicAuth` of SecurityPolicy with `oidc` or `jwt`. Keep it only for internal tools behind TLS.',
  references: ['envoy-gateway-threat-model', 'K06'],
  needs: [],
  uses: ['envoy'],
  passNeeds: ['envoy'],
  *run({ envoy }): Iterable<Finding> {
    const policies = envoy.objects('gateway.envoyproxy.io/SecurityPolicy');
    let fails = 0;
    for (const record of policies) {
      const [secret] = valuesAt(record, 'basicAuth.users.name');
      if (secret === undefined) continue;
      fails++;
      yield failAt(record, `basicAuth is set, with Secret ${String(secret)}`, [
        fieldOf(record, 'basicAuth.users.name', secret),
      ]);
    }
    if (fails > 0) return;
    yield policies.length > 0
      ? {
          verdict: 'pass',
          message: 'no SecurityPolicy uses basicAuth',
          evidence: few(policies, ({ namespace = '', name }) =>
            observed(`SecurityPolicy ${namespace}/${name}`, 'no basicAuth'),
          ),
        }
      : noPolicies(envoy.controllers.some(({ form }) => form === 'Envoy Gateway'));
  },
});

function noPolicies(isInstalled: boolean): Finding {
  return isInstalled
    ? {
        verdict: 'pass',
        message: 'no SecurityPolicy exists',
        evidence: [observed('securitypolicies.gateway.envoyproxy.io', 'none')],
      }
    : {
        verdict: 'not-applicable',
        message: 'Envoy Gateway is not installed, and no SecurityPolicy exists',
        evidence: [observed(list('securitypolicies.gateway.envoyproxy.io').text, 'none')],
      };
}
