import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  memberNames,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/authorization-dry-run',
  title: 'AuthorizationPolicy evaluated in dry-run mode only',
  control: 'Enforcement of AuthorizationPolicies',
  severity: 'medium',
  why: 'The proxies only log the result of the policy. An attacker with access to a workload can send requests that the policy would deny.',
  remediation: 'Remove the annotation `istio.io/dry-run` after the logs show no unexpected denials.',
  references: ['istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('AuthorizationPolicy') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = mesh.read.authorizationPolicies;
    const dry = policies.filter(({ dryRun, action }) => dryRun && action !== 'AUDIT');
    yield* policyVerdict(istio, {
      findings: [
        ...dry.map((policy): Finding => {
          const members = mesh.selectedBy(policy);
          return {
            verdict: 'fail',
            at: policyRef(policy.record),
            message: `istio.io/dry-run is true: action ${policy.action} is logged, not enforced${members.length > 0 ? `, for ${memberNames(members)}` : ''}`,
            evidence: [observed(policyName(policy), 'annotation istio.io/dry-run: true')],
          };
        }),
        ...invalidOnes(policies),
      ],
      objects: policies.length,
      noun: 'AuthorizationPolicy',
      pass: 'no AuthorizationPolicy is in dry-run mode',
    });
  },
});
