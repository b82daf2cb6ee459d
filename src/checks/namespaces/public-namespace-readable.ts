import { allows, bindingName, namesAllowed } from '../../model/rbac.ts';
import { requests } from '../../model/requests.ts';
import type { Grant } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { isAnonymous, isEveryUser } from '../helpers/rbac.ts';

const PLACE = 'kube-public';
const READING = requests(['get', 'list', 'watch'], '', 'configmaps', 'secrets');
/** Clients need it before they have credentials, and the CA certificate in the other is public. */
const PUBLIC: ReadonlySet<string> = new Set(['cluster-info', 'kube-root-ca.crt']);

export default defineCheck({
  id: 'namespaces/public-namespace-readable',
  title: 'Objects of kube-public readable by all users',
  control: 'Readable objects in kube-public',
  severity: 'low',
  why: 'Unauthenticated or all authenticated users can read objects in `kube-public` beyond the ConfigMap `cluster-info`. Users who expect a private namespace may store internal data there.',
  remediation:
    'Limit the Role in `kube-public` to the name `cluster-info` (`resourceNames`), and move other objects to a namespace of their own.',
  references: ['CIS 5.1.3', 'K02'],
  needs: ['rbac'],
  uses: ['secrets'],
  *run({ rbac, secrets }): Iterable<Finding> {
    const grants = rbac.grants.filter(
      // A grant without a namespace applies in all of them.
      (grant) =>
        (grant.namespace ?? PLACE) === PLACE && !grant.builtIn && (isAnonymous(grant) || isEveryUser(grant)),
    );
    const open = grants.filter((grant) => readable(grant).length > 0);
    const stored = secrets.seen.filter(({ namespace }) => namespace === PLACE).map(({ name }) => name);
    if (open.length > 0)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: PLACE },
        ...(open.some(isAnonymous) && { severity: 'medium' as const }),
        message: `${listed([...new Set(open.map(({ subject }) => subject.name))])} can read ${listed([...new Set(open.flatMap(readable))])}`,
        evidence: [
          ...few(open, (grant) => observed(bindingName(grant.binding), listed(readable(grant)))),
          ...(stored.length > 0 ? [observed(`Secrets in ${PLACE}`, listed(stored))] : []),
        ],
      };
    else
      yield {
        verdict: 'pass',
        at: { kind: 'Namespace', name: PLACE },
        message: 'unauthenticated and ordinary users can read cluster-info only',
        evidence: [
          observed(
            `bindings that apply in ${PLACE}`,
            `${plural(grants.length, 'permission')} of such users evaluated`,
          ),
        ],
      };
  },
});

/** What a grant allows to read beyond the public objects: `all configmaps`, `secrets/token`. */
function readable({ rules }: Grant): string[] {
  const texts = READING.flatMap((request) => [
    ...(allows(rules, request) ? [`all ${request.resource}`] : []),
    ...namesAllowed(rules, request)
      .filter((name) => request.resource === 'secrets' || !PUBLIC.has(name))
      .map((name) => `${request.resource}/${name}`),
  ]);
  return [...new Set(texts)];
}
