import { permissionCheck } from '../families/permission-check.ts';
import { worthsOf } from '../helpers/chains.ts';
import { namedSecrets } from '../helpers/named-secrets.ts';

const REQUESTS = [
  { verb: 'get', group: '', resource: 'secrets' },
  { verb: 'list', group: '', resource: 'secrets' },
  { verb: 'watch', group: '', resource: 'secrets' },
  // The answer to a change holds the whole object, to a dry run as well; that to the deletion of a collection holds all of it.
  { verb: 'patch', group: '', resource: 'secrets' },
  { verb: 'deletecollection', group: '', resource: 'secrets' },
] as const;

export default permissionCheck({
  id: 'identities/secret-readers',
  title: 'An identity may read the Secrets of the whole cluster',
  severity: 'high',
  why: 'Secrets hold the passwords, keys and tokens of everything that runs here, and the tokens of accounts with more rights. Whoever reads them all has what all of them open, and listing is reading: the answer of a list carries the contents.',
  fix: 'Give the right in the namespaces that need it, by a Role, and limit it by resourceNames where the names are known. Programs that only need to know which Secrets there are can do with their metadata.',
  references: ['CIS 5.1.2', 'T1552', 'K02', 'rbac-good-practices'],
  uses: ['secrets'],
  requests: REQUESTS,
  reach: 'system',
  may: 'read every Secret',
  named: (parts) => namedSecrets({ ...parts, worths: worthsOf(parts.rbac) }),
});
