import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';

export default defineCheck({
  id: 'network/end-port-below-port',
  title: 'NetworkPolicy endPort is below port',
  control: 'Port ranges of NetworkPolicies',
  severity: 'low',
  why: 'The API server rejects a policy whose `endPort` is below `port`, so the manifest is never applied and its Pods stay open. A CNI plugin that reads such a range from an older object allows no port.',
  remediation: 'Set `endPort` to the last port of the range, equal to or above `port`.',
  references: ['network-policies'],
  needs: ['networkPolicies'],
  uses: ['trust'],
  run: (parts) =>
    lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: ({ outgoing, emptyRanges = [] }) => (outgoing === undefined ? 'unknown' : emptyRanges),
      claimOfOne: 'contains a port range without ports',
      claim: 'contain a port range without ports',
      none: 'every port range of a NetworkPolicy contains ports',
    }),
});
