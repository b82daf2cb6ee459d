import type { Request } from '../../model/requests.ts';
import { allows, allowsNamed, isClusterAdmin } from '../../model/rbac.ts';
import {
  IMAGE_CHANGES,
  POD_CREATION,
  POD_SESSIONS,
  requests,
  SECRET_READING,
  TEMPLATE_CHANGES,
} from '../../model/requests.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { PolicyRule } from '../../snapshot/records/index.ts';
import { accountsOf } from './accounts.ts';
import { chainsOf, impactsOf } from './escalation-paths.ts';

/** A permission in one namespace that allows taking over its pods, its Secrets or its ServiceAccounts. */
interface Permission {
  /** Words that follow `may`. */
  name: string;
  requests: readonly Request[];
  /** Only together with this. */
  and?: Request;
  /** It grants the permissions of the namespace's ServiceAccounts. */
  asAccounts: boolean;
}

const RBAC_GROUP = 'rbac.authorization.k8s.io';

const EVERYTHING = 'full access';
const BIND = 'bind or escalate roles';
const TOKENS = 'create ServiceAccount tokens';
const IMPERSONATE = 'impersonate ServiceAccounts';

export const SESSIONS = 'run commands in Pods';
const PODS = 'create Pods or workloads';
const SECRETS = 'read Secrets';
const BOTH = 'create and read Secrets';

/** Worst first. */
const PERMISSIONS: readonly Permission[] = [
  { name: EVERYTHING, requests: [], asAccounts: true },
  {
    name: BIND,
    requests: [
      ...requests(['bind', 'escalate'], RBAC_GROUP, 'roles'),
      ...requests(['bind'], RBAC_GROUP, 'clusterroles'),
    ],
    asAccounts: false,
  },
  { name: IMPERSONATE, requests: requests(['impersonate'], '', 'serviceaccounts'), asAccounts: true },
  { name: TOKENS, requests: requests(['create'], '', 'serviceaccounts/token'), asAccounts: true },
  { name: SESSIONS, requests: POD_SESSIONS, asAccounts: true },
  { name: PODS, requests: POD_CREATION, asAccounts: true },
  // The controller manager puts a token of the named ServiceAccount into a new Secret.
  {
    name: BOTH,
    requests: SECRET_READING,
    and: { verb: 'create', group: '', resource: 'secrets' },
    asAccounts: true,
  },
  { name: SECRETS, requests: SECRET_READING, asAccounts: false },
];

const ORDER = new Map(PERMISSIONS.map(({ name }, index) => [name, index]));

const AS_ACCOUNTS = new Set(PERMISSIONS.filter(({ asAccounts }) => asAccounts).map(({ name }) => name));

/** Opens a session over a WebSocket where the API server requires no other verb. */
const BY_GET = requests(['get'], '', 'pods/exec', 'pods/attach');

/**
 * Whether one of these permissions of a subject grants those of the namespace's ServiceAccounts. Binding or escalating roles does
 * where no step is missing, and reading Secrets where one of them contains a token of such a ServiceAccount.
 */
export function actsAsAccounts(
  permissions: readonly string[],
  { subject, namespace, rules }: Grant,
  rbac: RbacFacts,
): boolean {
  if (permissions.some((name) => AS_ACCOUNTS.has(name))) return true;
  const chains = chainsOf(rbac);
  return (
    namespace !== undefined &&
    (chains.ofRules(rules, namespace) === 'all' ||
      chains.controlsNamespace(subject, namespace) ||
      chains.together(subject).some(({ place, impact }) => place === namespace && impact === 'all'))
  );
}

/** Worst first, each once. */
export function inOrder(permissions: Iterable<string>): string[] {
  return [...new Set(permissions)].sort((a, b) => (ORDER.get(a) ?? 0) - (ORDER.get(b) ?? 0));
}

/** For permissions in this order: the rank of the worst; 0 = everything. */
export function rankOf([worst = '']: readonly string[]): number {
  return ORDER.get(worst) ?? PERMISSIONS.length;
}

/** Whether the rules allow sessions in pods by the verb `get`. */
export function opensByGet(rules: readonly PolicyRule[]): boolean {
  return BY_GET.some((request) => allows(rules, request));
}

/** Evaluates grants of one namespace; the permissions of a role are computed once per role and namespace. */
export function permissionReader(
  rbac: RbacFacts,
): (grant: Pick<Grant, 'rules' | 'namespace'>) => readonly string[] {
  const { roles } = rbac;
  const ofRules = rulesReader();
  const byName = new Map(
    roles.map(({ kind, namespace = '', name, rules }) => [`${kind} ${namespace}/${name}`, rules]),
  );
  const known = new Map<Grant['rules'], Map<string, readonly string[]>>();
  const isSensitive = (key: string, namespace: string): boolean =>
    read({ rules: byName.get(key) ?? NONE, namespace }).length > 0;
  const strong = strongAccounts(rbac);
  const named: Named = {
    strong,
    strongPlaces: new Set([...strong].map((name) => name.slice(0, name.indexOf('/')))),
    isSensitiveRole: (namespace, name) => isSensitive(`Role ${namespace}/${name}`, namespace),
    isSensitiveClusterRole: (namespace, name) =>
      FOR_OWNERS.has(name) || isSensitive(`ClusterRole /${name}`, namespace),
  };
  return read;

  function read({ rules, namespace = '' }: Pick<Grant, 'rules' | 'namespace'>): readonly string[] {
    const limited = rules.filter(({ resourceNames = [] }) => resourceNames.some((name) => name !== ''));
    const images = IN_PODS.some((request) => allowsNamed(rules, request));
    if (limited.length === 0 && !images) return ofRules(rules);
    const places = known.get(rules) ?? new Map<string, readonly string[]>();
    known.set(rules, places);
    const before = places.get(namespace);
    if (before) return before;
    // Prevents infinite recursion for roles that allow to bind each other.
    places.set(namespace, ofRules(rules));
    const found = inOrder([
      ...ofRules(rules),
      ...limited.flatMap((rule) => ofNames(rule, namespace, named)),
      // The names of pods, and their images, give access to those that run as an administrator.
      ...(images && chainsOf(rbac).ofRules(rules, namespace) === 'all' ? [SESSIONS] : []),
    ]);
    places.set(namespace, found);
    return found;
  }
}

const IN_PODS = [...POD_SESSIONS, ...IMAGE_CHANGES];

/** ClusterRoles that the API server recreates at each start; files rarely contain them. */
const FOR_OWNERS: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit']);

const NONE: readonly PolicyRule[] = [];

function rulesReader(): (rules: readonly PolicyRule[]) => readonly string[] {
  const byRole = new Map<readonly PolicyRule[], readonly string[]>();
  return (rules) => {
    const before = byRole.get(rules);
    if (before) return before;
    const found = isClusterAdmin(rules)
      ? [EVERYTHING]
      : PERMISSIONS.filter(
          (permission) =>
            permission.requests.some((request) => allows(rules, request)) &&
            (!permission.and || allows(rules, permission.and)),
        )
          .map(({ name }) => name)
          .filter((name, _, all) => name !== SECRETS || !all.includes(BOTH));
    byRole.set(rules, found);
    return found;
  };
}

/** The worth of named objects. */
interface Named {
  strong: ReadonlySet<string>;
  /** Namespaces of such ServiceAccounts. */
  strongPlaces: ReadonlySet<string>;
  isSensitiveRole: (namespace: string, name: string) => boolean;
  isSensitiveClusterRole: (namespace: string, name: string) => boolean;
}

/**
 * What a rule allows on its named objects: escalating a role grants any permission, binding one grants what the role grants, and
 * acting as a ServiceAccount grants what the ServiceAccount has.
 */
function ofNames(
  { resourceNames: names = [], ...rule }: PolicyRule,
  namespace: string,
  named: Named,
): string[] {
  const may = (verb: string, group: string, resource: string): boolean =>
    allows([rule], { verb, group, resource });
  const raises =
    may('escalate', RBAC_GROUP, 'roles') ||
    (may('bind', RBAC_GROUP, 'roles') && names.some((name) => named.isSensitiveRole(namespace, name))) ||
    (may('bind', RBAC_GROUP, 'clusterroles') &&
      names.some((name) => named.isSensitiveClusterRole(namespace, name)));
  const ofStrong = names.some((name) => named.strong.has(`${namespace}/${name}`));
  return [
    ...(raises ? [BIND] : []),
    ...(ofStrong && may('create', '', 'serviceaccounts/token') ? [TOKENS] : []),
    ...(ofStrong && may('impersonate', '', 'serviceaccounts') ? [IMPERSONATE] : []),
    // A subject that can change a template chooses the ServiceAccount, whatever the name.
    ...(named.strongPlaces.has(namespace) &&
    TEMPLATE_CHANGES.some(({ verb, group, resource }) => may(verb, group, resource))
      ? [PODS]
      : []),
  ];
}

/** `ns/name` of ServiceAccounts that are administrators of the cluster, or can become one, including their groups. */
export function strongAccounts(rbac: RbacFacts): ReadonlySet<string> {
  const impacts = impactsOf(rbac);
  return new Set(
    accountsOf(rbac)
      .filter((account) => impacts(account) === 'all')
      .map(({ namespace, name }) => `${namespace}/${name}`),
  );
}
