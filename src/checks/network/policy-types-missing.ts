import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';

export default defineCheck({
  id: 'network/policy-types-missing',
  title: 'NetworkPolicy rules without effect (policyTypes)',
  control: 'policyTypes of NetworkPolicies',
  severity: 'low',
  why: 'Rules of a direction that `policyTypes` does not contain are ignored: Pods seem isolated and are not. Without `policyTypes` in a manifest, the direction depends on whether egress rules exist.',
  remediation: 'Set `policyTypes` to every direction that the policy is intended to restrict.',
  references: ['NSA Network policies', 'network-policies'],
  peerChecks: [187],
  needs: ['networkPolicies'],
  uses: ['trust'],
  run: (parts) =>
    lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: ({ idle = [], typesUnset, outgoing, egress }) => {
        if (outgoing === undefined) return 'unknown';
        if (idle.length > 0)
          return idle.map(
            (direction) => `${direction} rules, but policyTypes does not contain ${TYPES[direction]}`,
          );
        return typesUnset ? [`policyTypes is not set (default: Ingress${egress ? ', Egress' : ''})`] : [];
      },
      claimOfOne: 'does not name the directions of its rules in policyTypes',
      claim: 'do not name the directions of their rules in policyTypes',
      none: 'policyTypes of every NetworkPolicy contains the directions of its rules',
      severity: (faults) => (faults.every((fault) => fault.startsWith('policyTypes')) ? 'info' : undefined),
    }),
});

const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;
