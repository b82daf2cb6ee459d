import { shippedBindings } from '../data/default-rbac.ts';
import { groupBy } from '../shared/group.ts';
import type { BindingRecord, PolicyRule, RoleRecord, SubjectRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { compare, sorted } from './sorting.ts';
import type { Grant, RbacFacts } from './types.ts';

const shipped = new Map(shippedBindings.map((binding) => [`${binding.name} ${binding.role}`, binding]));

/** Bindings joined with their roles: who may do what, and where. Roles that nobody is bound to grant nothing. */
export function buildRbac({ records }: Snapshot): RbacFacts {
  const roles = new Map(records.role.map((role) => [roleKey(role.kind, role.namespace, role.name), role]));
  const grants = records.binding.flatMap((binding) => grantsOf(binding, roles));
  return {
    grants: grants.sort(
      (a, b) =>
        compare(subjectName(a.subject), subjectName(b.subject)) || compare(bindingKey(a), bindingKey(b)),
    ),
    roles: sorted(records.role),
    bindings: sorted(records.binding),
    serviceAccounts: sorted(records.serviceAccount),
  };
}

function grantsOf(binding: BindingRecord, roles: ReadonlyMap<string, RoleRecord>): Grant[] {
  const { kind, name } = binding.role;
  const role = roles.get(roleKey(kind, kind === 'Role' ? binding.namespace : undefined, name));
  return binding.subjects.map((subject) => ({
    subject,
    binding,
    ...(role && { role }),
    rules: role?.rules ?? [],
    ...(binding.namespace && { namespace: binding.namespace }),
    builtIn: isShipped(binding, subject, role),
  }));
}

/** By name, role and subject; the label `kubernetes.io/bootstrapping` can be put on anything. */
function isShipped(binding: BindingRecord, subject: SubjectRecord, role: RoleRecord | undefined): boolean {
  const name = subjectName(subject);
  const known = shipped.get(`${binding.name} ${binding.role.name}`);
  if (known)
    return (
      known.subjects.includes(name) &&
      (known.rules === undefined || role === undefined || withinRules(role.rules, known.rules))
    );
  // Each controller has a role, a binding and an account of its own name (bootstrappolicy/controller_policy.go).
  if (binding.name.startsWith(CONTROLLER) && binding.role.name === binding.name) {
    return name === `ServiceAccount kube-system/${binding.name.slice(CONTROLLER.length)}`;
  }
  // Roles of kube-system and kube-public that the control plane's own components read their configuration with.
  const internal = binding.namespace === 'kube-system' || binding.namespace === 'kube-public';
  return (
    internal &&
    binding.name.startsWith('system:') &&
    (INTERNAL_USERS.has(name) || name.startsWith('ServiceAccount kube-system/'))
  );
}

const CONTROLLER = 'system:controller:';

const INTERNAL_USERS = new Set(['User system:kube-controller-manager', 'User system:kube-scheduler']);

/** `User jane`, `Group ops`, `ServiceAccount ns/name`. */
export function subjectName({ kind, namespace, name }: SubjectRecord): string {
  return kind === 'ServiceAccount' ? `ServiceAccount ${namespace ?? ''}/${name}` : `${kind} ${name}`;
}

/** Grants by the name of their subject, in their order. */
export function bySubject(grants: readonly Grant[]): Map<string, Grant[]> {
  return groupBy(grants, ({ subject }) => subjectName(subject));
}

export function bindingName({ kind, namespace, name }: BindingRecord): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

function bindingKey({ binding }: Grant): string {
  return bindingName(binding);
}

function roleKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

export interface Request {
  verb: string;
  group: string;
  /** `pods`, `nodes/proxy`. */
  resource: string;
}

/** Do these rules allow the request on objects of any name? Rules that are limited to names do not count. */
export function allows(rules: readonly PolicyRule[], { verb, group, resource }: Request): boolean {
  return rules.some(
    (rule) =>
      has(rule.verbs, verb) &&
      has(rule.apiGroups, group) &&
      (rule.resourceNames?.length ?? 0) === 0 &&
      (rule.resources ?? []).some(
        (name) => name === '*' || name === resource || matchesSubresource(name, resource),
      ),
  );
}

function has(list: readonly string[] | undefined, wanted: string): boolean {
  return (list ?? []).some((item) => item === '*' || item === wanted);
}

/** A star before the slash stands for the subresource of everything (k8s.io/kubernetes pkg/apis/rbac/v1, ResourceMatches). */
function matchesSubresource(pattern: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  return slash >= 0 && pattern === `*${resource.slice(slash)}`;
}

/** Do the rules allow nothing that `limit` does not allow? */
export function withinRules(rules: readonly PolicyRule[], limit: readonly PolicyRule[]): boolean {
  return rules.every((rule) =>
    rule.verbs.every((verb) => {
      const fitting = limit.filter(({ verbs }) => has(verbs, verb));
      const urls = rule.nonResourceURLs ?? [];
      const names = rule.resourceNames ?? [];
      return (
        urls.every((url) => fitting.some(({ nonResourceURLs }) => has(nonResourceURLs, url))) &&
        (rule.resources ?? []).every((resource) =>
          (rule.apiGroups ?? []).every((group) =>
            fitting.some(
              ({ resources, apiGroups, resourceNames = [] }) =>
                has(resources, resource) &&
                has(apiGroups, group) &&
                (resourceNames.length === 0 ||
                  (names.length > 0 && names.every((name) => resourceNames.includes(name)))),
            ),
          ),
        )
      );
    }),
  );
}

/** Everything on everything: cluster-admin under whatever name. */
export function isClusterAdmin(rules: readonly PolicyRule[]): boolean {
  return rules.some(
    ({ verbs, apiGroups, resources, resourceNames }) =>
      verbs.includes('*') &&
      (apiGroups ?? []).includes('*') &&
      (resources ?? []).includes('*') &&
      (resourceNames?.length ?? 0) === 0,
  );
}

/** What a subject can do that matters for the whole cluster, worst first; empty = nothing of that kind. */
export function powersOf(rules: readonly PolicyRule[]): string[] {
  if (isClusterAdmin(rules)) return ['cluster-admin'];
  return POWERS.filter(({ requests }) => requests.some((request) => allows(rules, request))).map(
    ({ name }) => name,
  );
}

const POWERS: readonly { name: string; requests: readonly Request[] }[] = [
  {
    name: 'can make itself cluster-admin',
    requests: [
      { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
      { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
      { verb: 'impersonate', group: '', resource: 'users' },
      { verb: 'impersonate', group: '', resource: 'groups' },
    ],
  },
  {
    name: 'reads Secrets',
    requests: ['get', 'list', 'watch'].map((verb) => ({ verb, group: '', resource: 'secrets' })),
  },
  {
    name: 'runs commands in every pod of a node',
    requests: ['get', 'create'].map((verb) => ({ verb, group: '', resource: 'nodes/proxy' })),
  },
  { name: 'runs commands in pods', requests: [{ verb: 'create', group: '', resource: 'pods/exec' }] },
  {
    name: 'creates pods',
    requests: [
      { verb: 'create', group: '', resource: 'pods' },
      { verb: 'create', group: 'apps', resource: 'deployments' },
      { verb: 'create', group: 'apps', resource: 'daemonsets' },
    ],
  },
  {
    name: 'mints service account tokens',
    requests: [{ verb: 'create', group: '', resource: 'serviceaccounts/token' }],
  },
  {
    name: 'changes admission webhooks',
    requests: ['create', 'update', 'patch'].map((verb) => ({
      verb,
      group: 'admissionregistration.k8s.io',
      resource: 'mutatingwebhookconfigurations',
    })),
  },
];
