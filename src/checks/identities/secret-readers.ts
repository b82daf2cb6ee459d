import { SECRET_READING } from '../../model/requests.ts';
import { defineCheck } from '../define.ts';
import { chainsOf } from '../helpers/chains.ts';
import { namedSecrets } from '../helpers/named-secrets.ts';
import { judgeRight } from '../helpers/rights.ts';

export default defineCheck({
  id: 'identities/secret-readers',
  title: 'An identity may read the Secrets of the whole cluster',
  severity: 'high',
  why: 'Secrets hold the passwords, keys and tokens of everything that runs here, and the tokens of accounts with more rights. Whoever reads them all has what all of them open, and listing is reading: the answer of a list carries the contents.',
  fix: 'Give the right in the namespaces that need it, by a Role, and limit it by resourceNames where the names are known. Programs that only need to know which Secrets there are can do with their metadata.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.2' },
    { framework: 'MITRE ATT&CK', id: 'T1552' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust', 'secrets'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: SECRET_READING,
      reach: 'system',
      may: 'read every Secret',
      severity: 'high',
      named: namedSecrets({ ...parts, chains: chainsOf(parts.rbac) }),
    });
  },
});
