import { requestedWithin, clusterScoped, policiesSince } from '../data/cluster-scoped.ts';
import type { PolicyRule } from '../snapshot/records/index.ts';

type Rules = readonly PolicyRule[];

const within = new WeakMap<Rules, Rules>();

/**
 * The rules that apply in a RoleBinding: without those for paths and cluster-scoped objects, which no RoleBinding grants. Equal input
 * arrays return the same array, because thousands of bindings may share one role.
 */
export function rulesWithin(rules: Rules): Rules {
  return once(within, rules, (rule) => (isOfPaths(rule) ? [] : parts(rule)));
}

const served = new Map<number, WeakMap<Rules, Rules>>();

/** Without admission policies, where the release does not have them yet. */
export function rulesOfRelease(rules: Rules, minor: number | undefined): Rules {
  if (minor === undefined) return rules;
  let known = served.get(minor);
  if (!known) served.set(minor, (known = new WeakMap()));
  const isThere = (resource: string) => (policiesSince[resource] ?? 0) <= minor;
  return once(known, rules, (rule) => {
    const { apiGroups = [], resources = [] } = rule;
    if (apiGroups.join() !== 'admissionregistration.k8s.io' || resources.every(isThere)) return undefined;
    const rest = resources.filter(isThere);
    return rest.length === 0 && !rule.nonResourceURLs ? [] : [{ ...rule, resources: rest }];
  });
}

const elsewhere = new WeakMap<Rules, Rules>();

const OPENSHIFT = 'apps.openshift.io';

/** Without the controllers of OpenShift, on another distribution: no API server has that group there. */
export function rulesWithoutOpenShift(rules: Rules): Rules {
  return once(elsewhere, rules, (rule) => {
    const { apiGroups = [] } = rule;
    if (!apiGroups.includes(OPENSHIFT)) return undefined;
    const rest = apiGroups.filter((group) => group !== OPENSHIFT);
    return rest.length === 0 && !rule.nonResourceURLs ? [] : [{ ...rule, apiGroups: rest }];
  });
}

/** `change` returns the replacement of a rule, undefined where it is unchanged. */
function once(
  known: WeakMap<Rules, Rules>,
  rules: Rules,
  change: (rule: PolicyRule) => readonly PolicyRule[] | undefined,
): Rules {
  const before = known.get(rules);
  if (before) return before;
  const changed = rules.map(change);
  const after = changed.every((part) => part === undefined)
    ? rules
    : rules.flatMap((rule, index) => changed[index] ?? [rule]);
  known.set(rules, after);
  return after;
}

/** Paths belong to no namespace. */
function isOfPaths({ resources = [] }: PolicyRule): boolean {
  return resources.length === 0;
}

/** The rule without cluster-scoped resources, and those of them that are requested in a namespace all the same. */
function parts(rule: PolicyRule): readonly PolicyRule[] | undefined {
  const { resources = [], nonResourceURLs, ...rest } = rule;
  const outside = resources.filter((name) => isOutside(rest, name));
  if (outside.length === 0 && nonResourceURLs === undefined) return undefined;
  const inside = resources.filter((name) => !outside.includes(name));
  return [
    ...(inside.length > 0 ? [{ ...rest, resources: inside }] : []),
    ...outside.flatMap((name) => {
      const allowed = (rest.apiGroups ?? []).flatMap(
        (group) => requestedWithin[`${group}/${baseOf(name)}`] ?? [],
      );
      const verbs = rest.verbs.includes('*') ? allowed : rest.verbs.filter((verb) => allowed.includes(verb));
      return verbs.length > 0 ? [{ ...rest, verbs, resources: [name] }] : [];
    }),
  ];
}

/** In a group that Kubernetes does not serve, or in any, a resource of that name may be namespaced. */
function isOutside({ apiGroups = [] }: PolicyRule, resource: string): boolean {
  const base = baseOf(resource);
  return (
    apiGroups.some((group) => clusterScoped[group]?.includes(base) === true) && apiGroups.every(isBuiltIn)
  );
}

/** `nodes` of `nodes/proxy`. */
function baseOf(resource: string): string {
  return resource.split('/', 1)[0] ?? '';
}

function isBuiltIn(group: string): boolean {
  return Object.hasOwn(clusterScoped, group) || (group !== '*' && !group.includes('.'));
}
