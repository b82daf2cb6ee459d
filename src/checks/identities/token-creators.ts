import { defineCheck } from '../define.ts';
import { chainsOf } from '../helpers/chains.ts';
import { namedTokens } from '../helpers/named-rights.ts';
import { judgeRight } from '../helpers/rights.ts';

const REQUESTS = [{ verb: 'create', group: '', resource: 'serviceaccounts/token' }] as const;

export default defineCheck({
  id: 'identities/token-creators',
  title: 'An identity may mint tokens of any service account',
  severity: 'high',
  why: 'A token of a service account is that account. Whoever may mint tokens everywhere can become the most powerful program of the cluster, from outside, for as long as the token is valid.',
  fix: 'Give create on serviceaccounts/token in one namespace, or limit it by resourceNames to the accounts that tokens are made for.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.13' },
    { framework: 'MITRE ATT&CK', id: 'T1528' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: REQUESTS,
      reach: 'system',
      may: 'mint tokens of any service account',
      severity: 'high',
      named: namedTokens({ rbac: parts.rbac, chains: chainsOf(parts.rbac) }),
    });
  },
});
