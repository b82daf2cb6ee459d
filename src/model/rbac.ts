import { groupBy } from '../shared/group.ts';
import type { BindingRecord, PolicyRule, RoleRecord, SubjectRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { filledRoles, gatheringRoles } from './aggregation.ts';
import type { ShippedRoles } from './rbac-table.ts';
import { limitsElsewhere, roleKey, shippedRolesOf } from './rbac-table.ts';
import type { Request } from './requests.ts';
import { rulesOfRelease, rulesWithin, rulesWithoutOpenShift } from './rules-within.ts';
import { compare, sorted } from './sorting.ts';
import type { ClusterFacts, Grant, NamedObjects, RbacFacts } from './types.ts';

/** Bindings joined with their roles. Roles without a binding grant nothing. */
export function buildRbac(
  { records }: Snapshot,
  { minor, distribution }: Pick<ClusterFacts, 'minor' | 'distribution'>,
  named: NamedObjects,
): RbacFacts {
  const shipped = shippedRolesOf(
    minor.known ? minor.value : undefined,
    distribution.known ? distribution.value.id : undefined,
  );
  const roles = filledRoles([...records.role, ...gatheringRoles(records.role, shipped)]);
  const seen = new Map(roles.map((role) => [roleKey(role.kind, role.namespace, role.name), role]));
  const grants = records.binding.flatMap((binding) =>
    grantsOf(binding, {
      seen,
      shipped,
      anyDistribution: !distribution.known,
      openShift: !distribution.known || OPENSHIFT.includes(distribution.value.id),
      minor: minor.known ? minor.value : undefined,
    }),
  );
  return {
    grants: grants.sort(
      (a, b) =>
        compare(subjectName(a.subject), subjectName(b.subject)) || compare(bindingKey(a), bindingKey(b)),
    ),
    roles: sorted(roles),
    bindings: sorted(records.binding),
    serviceAccounts: sorted(records.serviceAccount),
    tokens: sorted(records.secret.filter(({ serviceAccount }) => serviceAccount !== undefined)),
    named,
  };
}

const NO_RULES: readonly PolicyRule[] = [];

const OPENSHIFT: readonly string[] = ['openshift', 'microshift'];

interface Roles {
  seen: ReadonlyMap<string, RoleRecord>;
  shipped: ShippedRoles;
  /** The distribution is unknown. */
  anyDistribution: boolean;
  /** It is OpenShift, or may be. */
  openShift: boolean;
  minor: number | undefined;
}

function grantsOf(
  binding: BindingRecord,
  { seen, shipped, anyDistribution, openShift, minor }: Roles,
): Grant[] {
  const key = roleKey(binding.role.kind, binding.namespace, binding.role.name);
  const stock = shipped(key);
  const role = seen.get(key);
  // An aggregated role without rules has not been filled by the controller yet, as in a manifest.
  const unfilled = role === undefined || (role.aggregated === true && role.rules.length === 0);
  // The API server recreates its own roles at each start, so one of them is only missing for a while.
  const assumed = stock !== undefined && unfilled;
  const written = rulesOfRelease(assumed ? stock.rules : (role?.rules ?? NO_RULES), minor);
  const declared = openShift ? written : rulesWithoutOpenShift(written);
  const rules = binding.namespace === undefined ? declared : rulesWithin(declared);
  return binding.subjects.map((written) => {
    const subject = accountOf(written);
    const name = subjectName(subject);
    // A role that is shipped for the whole cluster grants no more when it is bound in one namespace.
    const asShipped =
      stock !== undefined && (role === undefined || withinRules(role.rules, stock.limit)) ? stock : undefined;
    const wide = binding.role.kind === 'Role' || binding.namespace === undefined;
    const builtIn = wide && asShipped?.subjects.has(name) === true;
    const perhaps =
      anyDistribution &&
      wide &&
      !builtIn &&
      limitsElsewhere(key, name).some((limit) => withinRules(role?.rules ?? [], limit));
    const leftOver = builtIn || binding.namespace !== undefined ? undefined : asShipped?.formerly.get(name);
    return {
      subject,
      binding,
      ...(role && { role }),
      rules,
      ...(assumed && { assumed }),
      ...(binding.namespace && { namespace: binding.namespace }),
      builtIn,
      ...(perhaps && { perhapsBuiltIn: true }),
      ...(leftOver !== undefined && { leftOver }),
    };
  });
}

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The API accepts a ServiceAccount by its user name, too. */
function accountOf(subject: SubjectRecord): SubjectRecord {
  const [, namespace, name] = (subject.kind === 'User' && ACCOUNT.exec(subject.name)) || [];
  return namespace !== undefined && name !== undefined
    ? { kind: 'ServiceAccount', namespace, name }
    : subject;
}

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

/** Computed once per role: thousands of bindings may share one. */
export function memoizeByRules<T>(
  answer: (rules: readonly PolicyRule[]) => T,
): (rules: readonly PolicyRule[]) => T {
  const known = new WeakMap<readonly PolicyRule[], { value: T }>();
  return (rules) => {
    let found = known.get(rules);
    if (!found) known.set(rules, (found = { value: answer(rules) }));
    return found.value;
  };
}

/** Whether some rule has resourceNames. */
const isLimited = memoizeByRules((rules) => rules.some((rule) => !isUnlimited(rule)));

/**
 * Whether these rules allow the request on objects of any name. Rules with resourceNames do not count, except for creating: a subject that
 * can apply a single object can create it, with any content.
 */
export function allows(rules: readonly PolicyRule[], request: Request): boolean {
  return allowsUnnamed(rules, request) || (request.verb === 'create' && createsByName(rules, request));
}

function allowsUnnamed(rules: readonly PolicyRule[], request: Request): boolean {
  return rules.some((rule) => isUnlimitedFor(rule, request) && matches(rule, request));
}

/** On at least some object, or on the named one. */
export function allowsNamed(rules: readonly PolicyRule[], request: Request, name?: string): boolean {
  if (request.verb === 'create' && name === undefined) return allows(rules, request);
  return rules.some(
    (rule) =>
      matches(rule, request) &&
      (isUnlimitedFor(rule, request) ||
        (rule.resourceNames ?? []).some((one) => (name === undefined ? isName(one) : one === name))),
  );
}

/**
 * A create request has no name, so resourceNames grant nothing, unless a patch or an update creates the object: then the API server
 * authorizes `create` with the name (k8s.io/apiserver pkg/endpoints/handlers/patch.go). A server-side apply patch creates objects of every
 * kind; an update those of RBAC.
 */
function createsByName(rules: readonly PolicyRule[], request: Request): boolean {
  if (request.resource.includes('/') || !isLimited(rules)) return false;
  const names = namesAllowed(rules, request);
  if (names.length === 0) return false;
  return upsertsOf(request).some((upsert) => {
    if (allowsUnnamed(rules, upsert)) return true;
    const upserted = new Set(namesAllowed(rules, upsert));
    return names.some((name) => upserted.has(name));
  });
}

/** Requests that create an object which does not exist yet, for a subject that can create it by its name. */
export function upsertsOf({ group, resource }: Request): readonly Request[] {
  const verbs = group === 'rbac.authorization.k8s.io' ? ['patch', 'update'] : ['patch'];
  return verbs.map((verb) => ({ verb, group, resource }));
}

/** Names of objects on which rules with resourceNames allow the request. */
export function namesAllowed(rules: readonly PolicyRule[], request: Request): readonly string[] {
  if (!isLimited(rules)) return NO_NAMES;
  const known = namesOf(rules);
  const key = `${request.verb} ${request.group}/${request.resource}`;
  let names = known.get(key);
  if (!names) {
    const all = new Set<string>();
    for (const rule of rules)
      if (!isUnlimited(rule) && matches(rule, request))
        // No object has a star or an empty text as its name.
        for (const name of rule.resourceNames ?? []) if (isName(name)) all.add(name);
    known.set(key, (names = [...all]));
  }
  return names;
}

const NO_NAMES: readonly string[] = [];

const namesOf = memoizeByRules(() => new Map<string, readonly string[]>());

function isName(name: string): boolean {
  return name !== '*' && name !== '';
}

function isUnlimited({ resourceNames = [] }: PolicyRule): boolean {
  return resourceNames.length === 0;
}

/**
 * RBAC compares names as text: an empty one matches every request without a name (k8s.io/kubernetes pkg/apis/rbac/v1, ResourceNameMatches).
 */
function isUnlimitedFor(rule: PolicyRule, request: Request): boolean {
  return isUnlimited(rule) || (rule.resourceNames?.includes('') === true && isNameless(request));
}

/** A new role has no name yet in the check whether it may contain more permissions than its author has. */
function isNameless({ verb, resource }: Request): boolean {
  if (verb === 'create') return !resource.includes('/');
  return verb === 'list' || verb === 'watch' || verb === 'deletecollection' || verb === 'escalate';
}

function matches(rule: PolicyRule, { verb, group, resource }: Request): boolean {
  return (
    has(rule.verbs, verb) &&
    has(rule.apiGroups, group) &&
    (rule.resources ?? []).some(
      (name) => name === '*' || name === resource || matchesSubresource(name, resource),
    )
  );
}

function has(list: readonly string[] | undefined, wanted: string): boolean {
  return (list ?? []).some((item) => item === '*' || item === wanted);
}

/** A star before the slash matches the subresource of everything (k8s.io/kubernetes pkg/apis/rbac/v1, ResourceMatches). */
function matchesSubresource(pattern: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  return slash >= 0 && pattern === `*${resource.slice(slash)}`;
}

/** Whether `limit` allows everything that the rules allow. */
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

/** Everything on everything: cluster-admin under any name. */
export const isClusterAdmin = memoizeByRules((rules) =>
  rules.some(
    ({ verbs, apiGroups, resources, resourceNames }) =>
      verbs.includes('*') &&
      (apiGroups ?? []).includes('*') &&
      (resources ?? []).includes('*') &&
      (resourceNames?.length ?? 0) === 0,
  ),
);
