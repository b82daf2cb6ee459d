import { groupByEach } from '../../shared/group.ts';
import type { IngressRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

/** A rule for a host, and for its paths where they are known. */
interface Claim {
  at: ObjectRef & { namespace: string };
  key: string;
  /** The reader of the rule: two classes have proxies of their own. */
  reader: string;
}

export default defineCheck({
  id: 'exposure/host-claimed-twice',
  title: 'Host and path claimed by several namespaces',
  control: 'Hosts of Ingresses and routes',
  severity: 'medium',
  why: 'Controllers merge the rules of all namespaces, and the older or more specific rule wins. A user with Ingresses in one namespace can receive the requests and cookies of another team.',
  remediation:
    'Assign each host to one namespace, and enforce it with an admission policy. Use a Gateway with `allowedRoutes` and a hostname per listener for delegation.',
  references: ['K02', 'K05'],
  peerChecks: [201],
  needs: [],
  uses: ['extensions'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses', 'gateways'],
  *run({ extensions: { ingresses, routes } }): Iterable<Finding> {
    const claims = [...ingresses.flatMap(ofIngress), ...routes.flatMap(ofRoute)];
    const groups = [...groupByEach(claims, ({ key, reader }) => [`${reader} ${key}`]).values()];
    yield* judged({
      faults: groups.flatMap(faultOf),
      evaluated: claims.length,
      noun: 'rule with a host',
      many: 'rules with a host',
      pass: 'no host and path is claimed by two namespaces',
    });
  },
});

function ofIngress({ namespace, name, paths = [], className = '' }: IngressRecord): Claim[] {
  const at = { kind: 'Ingress', namespace, name };
  return paths
    .filter((path) => !path.startsWith('* '))
    .map((key) => ({ at, key: key.replace(/(?<=.)\/$/, '').toLowerCase(), reader: `Ingress ${className}` }));
}

/** An OpenShift router gives a host to the oldest namespace; other kinds of routes match by more than the path. */
function ofRoute({ kind, group, namespace, name, hosts }: RouteRecord): Claim[] {
  if (kind !== 'HTTPProxy' || group !== 'projectcontour.io') return [];
  return hosts.map((host) => ({ at: { kind, namespace, name }, key: host.toLowerCase(), reader: kind }));
}

function faultOf(claims: readonly Claim[]): Finding[] {
  const namespaces = [...new Set(claims.map(({ at }) => at.namespace))].sort();
  const [first] = claims;
  if (!first || namespaces.length < 2) return [];
  return [
    {
      verdict: 'fail',
      detail: `${first.reader} ${first.key}`,
      message: `${first.key} is claimed by ${listed(namespaces)}`,
      evidence: few(claims, ({ at, key }) => observed(`${at.kind} ${at.namespace}/${at.name}`, key)),
    },
  ];
}
