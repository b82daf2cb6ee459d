import { REMOTE_SECRET } from '../../addons/istio/recognition/forms.ts';
import { allows, namesAllowed, subjectName } from '../../model/rbac.ts';
import { SECRET_READING } from '../../model/requests.ts';
import type { Grant } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { doubtAbout, originOf } from '../helpers/holders.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { isEveryUser, passOnBindings } from '../helpers/rbac.ts';

/** Secrets with the key of the mesh CA (istio security/pkg/pki/ca). */
const CA_SECRETS: readonly string[] = ['cacerts', 'istio-ca-secret'];

export default defineCheck({
  id: 'istio/ca-secret-readers',
  title: 'Mesh CA key or remote cluster credential readable',
  control: 'Readers of mesh CA keys and remote credentials',
  severity: 'medium',
  why: 'The key of the CA signs certificates for every identity of the mesh, and a remote Secret contains a token of another cluster. An attacker with this permission can impersonate any workload, or read that cluster.',
  remediation:
    'Remove the RoleBinding, or limit its Role by `resourceNames` to other Secrets. Install gateways in a namespace of their own, because their Role reads all Secrets of their namespace.',
  references: ['istio-plug-in-ca', 'istio-multicluster', 'T1552', 'K02'],
  needs: ['rbac'],
  uses: ['istio', 'secrets', 'workloads', 'controlPlane', 'cluster', 'trust'],
  passNeeds: ['secrets', 'pods', 'workloads'],
  *run(parts): Iterable<Finding> {
    const { istio, secrets, rbac } = parts;
    const absent = withoutIstio(istio);
    if (absent) {
      yield absent;
      return;
    }
    const targets = targetsOf(parts);
    if (targets.size === 0) {
      yield secrets.all.known
        ? {
            verdict: 'not-applicable',
            message: 'no Secret with a CA key of the mesh or a remote cluster credential exists',
            evidence: secrets.all.evidence,
          }
        : { verdict: 'unknown', message: secrets.all.reason, requires: secrets.all.requires };
      return;
    }
    const readers = rbac.grants.flatMap((grant) => readingOf(grant, targets));
    const findings = [...groupBy(readers, ({ namespace }) => namespace)].flatMap(([namespace, found]) =>
      faultsOf(namespace, found, parts),
    );
    yield* findings;
    if (findings.length > 0) return;
    yield passOnBindings(
      parts,
      `no RoleBinding allows subjects other than istiod to read ${listed([...targets].flatMap(([namespace, names]) => [...names].map((name) => `Secret ${namespace}/${name}`)))}`,
      [observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`)],
    );
  },
});

/** Names of the Secrets by namespace. Those of a CA may exist where Secrets were not listed. */
function targetsOf({ istio, secrets }: Pick<CheckParts, 'istio' | 'secrets'>): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>();
  const add = (namespace: string, name: string) => {
    const names = targets.get(namespace) ?? new Set();
    targets.set(namespace, names.add(name));
  };
  const planes = new Set(
    istio.revisions.flatMap(({ namespace, external, managed }) => (external || managed ? [] : [namespace])),
  );
  for (const { namespace, name, labels } of secrets.seen)
    if (labels[REMOTE_SECRET] === 'true' || (planes.has(namespace) && CA_SECRETS.includes(name)))
      add(namespace, name);
  if (!secrets.all.known) for (const place of planes) for (const name of CA_SECRETS) add(place, name);
  return targets;
}

type Parts = Pick<CheckParts, 'istio' | 'workloads' | 'cluster' | 'trust'>;

interface Reading {
  namespace: string;
  grant: Grant;
  names: readonly string[];
}

/** Bindings of all Secrets of the cluster are a risk of identities/secret-readers. */
function readingOf(grant: Grant, targets: ReadonlyMap<string, ReadonlySet<string>>): Reading[] {
  const { rules, namespace: own } = grant;
  const everywhere = SECRET_READING.some((request) => allows(rules, request));
  if (everywhere) {
    const names = own === undefined ? undefined : targets.get(own);
    return own === undefined || names === undefined ? [] : [{ namespace: own, grant, names: [...names] }];
  }
  const allowed = new Set(SECRET_READING.flatMap((request) => namesAllowed(rules, request)));
  if (allowed.size === 0) return [];
  return [...targets].flatMap(([namespace, names]) => {
    const found = [...names].filter((name) => allowed.has(name));
    return found.length > 0 && (own === undefined || own === namespace)
      ? [{ namespace, grant, names: found }]
      : [];
  });
}

function faultsOf(namespace: string, readings: readonly Reading[], parts: Parts): Finding[] {
  const own = ownAccounts(parts);
  const foreign = readings.filter(
    ({ grant }) => !own.has(subjectName(grant.subject)) && originOf(grant, parts) !== 'shipped',
  );
  const sure = foreign.filter(({ grant }) => originOf(grant, parts) !== 'uncertain');
  const [first] = foreign;
  if (!first) return [];
  const text = `read Secret ${listed([...new Set(foreign.flatMap(({ names }) => names))])}`;
  if (sure.length === 0) return [doubtAbout(first.grant, text, parts.cluster)];
  const subjects = [...groupBy(sure, ({ grant }) => subjectName(grant.subject))];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Namespace', name: namespace },
      ...(sure.some(({ grant }) => isEveryUser(grant)) && { severity: 'high' as const }),
      members: subjects.map(([name]) => name).sort(),
      message: `${plural(subjects.length, 'subject')} other than istiod can read the Secrets: ${listed(subjects.map(([name, own]) => `${name} (${[...new Set(own.flatMap(({ names }) => names))].join(', ')})`))}`,
      evidence: few(sure, ({ grant, names }) =>
        observed(
          `${grant.binding.kind} ${grant.binding.namespace === undefined ? '' : `${grant.binding.namespace}/`}${grant.binding.name}`,
          `${subjectName(grant.subject)}: ${grant.binding.role.kind} ${grant.binding.role.name}, ${names.join(', ')}`,
        ),
      ),
    },
  ];
}

/** ServiceAccounts of control planes that an administrator installed. */
function ownAccounts({ istio, workloads }: Pick<CheckParts, 'istio' | 'workloads'>): Set<string> {
  const planes = new Set(
    istio.revisions.flatMap(({ trusted, workload }) =>
      trusted && workload ? [`${workload.namespace ?? ''}/${workload.name}`] : [],
    ),
  );
  return new Set(
    workloads
      .filter(({ kind, namespace, name }) => kind === 'Deployment' && planes.has(`${namespace}/${name}`))
      .map(({ namespace, template }) =>
        subjectName({ kind: 'ServiceAccount', namespace, name: template.serviceAccount ?? 'default' }),
      ),
  );
}
