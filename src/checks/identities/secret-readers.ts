import { SECRET_READING } from '../../model/requests.ts';
import { permissionCheck } from '../families/permission-check.ts';
import { chainsOf } from '../helpers/escalation-paths.ts';
import { namedSecrets } from '../helpers/named-secrets.ts';

export default permissionCheck({
  id: 'identities/secret-readers',
  title: 'Cluster-wide read access to Secrets granted',
  control: 'Cluster-wide read access to Secrets',
  severity: 'high',
  why: 'Secrets contain passwords, keys and ServiceAccount tokens, often with more permissions than the subject has. Read access to all Secrets usually leads to full cluster compromise.',
  remediation:
    'Grant access with a Role in the required namespaces, limited by `resourceNames`. `list` and `watch` also return the content of all matching Secrets.',
  references: ['CIS 5.1.2', 'T1552', 'K02', 'rbac-good-practices'],
  uses: ['secrets'],
  requests: SECRET_READING,
  reach: 'system',
  may: 'read all Secrets',
  named: (parts) => namedSecrets({ ...parts, chains: chainsOf(parts.rbac) }),
});
