import { INGRESS_STATUS, NODES, SERVICE_STATUS, VOLUMES } from '../data/operator-permissions.ts';
import type { OwnNamespaces } from '../data/system-namespaces.ts';
import { distributionNamespaces, initialNamespaces, systemNamespaces } from '../data/system-namespaces.ts';
import type { Evidence, Known, UnknownReason } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import { groupBy } from '../shared/group.ts';
import type { PolicyRule } from '../snapshot/records/index.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import { bindingName } from './rbac.ts';
import type {
  ClusterFacts,
  Distribution,
  ExtensionFacts,
  Grant,
  ProductMarks,
  RbacFacts,
  TrustFacts,
  WriterPermission,
} from './types.ts';
import { list } from '../shared/requirement.ts';

/** The inputs of TrustFacts. */
interface TrustInput {
  readonly cluster: ClusterFacts;
  readonly rbac: RbacFacts;
  readonly extensions: ExtensionFacts;
  readonly outcome: (id: CollectorId) => Outcome;
}

/**
 * Determines whether an object's author is an administrator or a tenant, for all checks that exempt objects of administrators. The
 * distribution's own namespaces are an administrator's. Elsewhere cluster-scoped objects prove that an administrator installed a
 * product: a ClusterRoleBinding to a ServiceAccount of the namespace (a subject that can create pods there can use that ServiceAccount,
 * and so has its permissions anyway), or a webhook configuration or an APIService with a Service there. Names, labels, annotations and
 * images prove nothing: a tenant writes them. docs/trust.md documents it for users.
 */
export function buildTrust({ rbac, extensions, outcome, cluster }: TrustInput): TrustFacts {
  const { distribution } = cluster;
  const grants = groupBy(
    rbac.grants.filter(({ namespace }) => namespace === undefined),
    accountNamespace,
  );
  const calls = groupBy(calledServices(extensions), ({ namespace }) => namespace);
  const uncollected = SOURCES.filter((id) => outcome(id).status !== 'ok');
  const answer = (subject: string, evidence: readonly Evidence[]): Known<boolean> =>
    evidence.length > 0 || uncollected.length === 0
      ? known(evidence.length > 0, ...evidence)
      : unknown(
          `unknown whether an administrator installed ${subject}: not all of ${uncollected.join(', ')} is observed`,
          ...REQUIRED_LISTS,
        );
  const authorIn: TrustFacts['authorIn'] = (namespace) =>
    namespace === undefined || isOfDistribution(namespace, distribution) ? 'administrator' : 'tenant';
  const own = known(true, seenIn(distribution));
  const perhaps = (namespace: string) => {
    const uncertainty = mayBeOfDistribution(namespace, cluster);
    return uncertainty && unknown(uncertainty.reason, ...uncertainty.requires);
  };
  return {
    authorIn,
    put: ({ kind, namespace, name }, marks) =>
      authorIn(namespace) === 'administrator'
        ? own
        : (perhaps(namespace) ??
          answer(`${kind} ${namespace}/${name}`, [
            ...byPermissions(grants.get(namespace) ?? [], permissionsOf(marks, namespace)),
            ...(calls.get(namespace) ?? [])
              .filter((call) => isOf(call, marks))
              .map(({ evidence }) => evidence),
          ])),
    isProductNamespace: (namespace) => {
      if (authorIn(namespace) === 'administrator') return own;
      const maybe = perhaps(namespace);
      if (maybe) return maybe;
      if (!systemNamespaces.has(namespace)) return known(false);
      return answer(`the product that namespace ${namespace} is named after`, [
        ...(grants.get(namespace) ?? []).filter(isOperatorGrant).map(byBinding),
        ...(calls.get(namespace) ?? [])
          .filter(({ groups: called }) => called.some(isExtension))
          .map(({ evidence }) => evidence),
      ]);
    },
  };
}

/** Lists that are required to rule out an object of an administrator. */
const SOURCES = ['rbac', 'webhooks', 'apiservices'] as const;

const REQUIRED_LISTS = [
  list('clusterrolebindings.rbac.authorization.k8s.io'),
  list('clusterroles.rbac.authorization.k8s.io'),
  list('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
  list('apiservices.apiregistration.k8s.io'),
];

/** A namespace that is reserved for Kubernetes or the recognized distribution: ordinary tenants create nothing in it. */
export function isOfDistribution(name: string, distribution: Known<Distribution>): boolean {
  if (name === 'default') return false;
  if (initialNamespaces.has(name)) return true;
  return distribution.known && isOwn(name, distributionNamespaces[distribution.value.id]);
}

/**
 * Whether the namespace might be a distribution's own, while the distribution is unknown. Undefined where it is not; else why the
 * distribution is unknown, and what is required to decide it: such a namespace counts neither as an administrator's nor as a tenant's.
 */
export function mayBeOfDistribution(
  name: string,
  { distribution, distributionOpen }: Pick<ClusterFacts, 'distribution' | 'distributionOpen'>,
): UnknownReason | undefined {
  if (
    distribution.known ||
    !distributionOpen ||
    !Object.values(distributionNamespaces).some((own) => isOwn(name, own))
  )
    return undefined;
  return {
    reason: `whether namespace ${name} is the distribution's own is not known: ${distribution.reason}`,
    requires: distribution.requires,
  };
}

function isOwn(name: string, own: OwnNamespaces | undefined): boolean {
  return (
    own?.names?.includes(name) === true || (own?.prefixes ?? []).some((prefix) => name.startsWith(prefix))
  );
}

function seenIn(distribution: Known<Distribution>): Evidence {
  const whose = distribution.known ? distribution.value.name : 'Kubernetes';
  return evidenceOf('namespace', `a namespace reserved by ${whose}`);
}

/** Namespace of the ServiceAccount of a grant; a grant to all ServiceAccounts of a namespace is one to each. */
function accountNamespace({ subject: { kind, namespace, name } }: Grant): string | undefined {
  if (kind === 'ServiceAccount') return namespace;
  if (kind === 'Group') return /^system:serviceaccounts:(.+)$/.exec(name)?.[1];
  return /^system:serviceaccount:([^:]+):[^:]+$/.exec(name)?.[1];
}

/** Tenants have read permissions as well. */
const CHANGING: ReadonlySet<string> = new Set([
  '*',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

function permissionsOf(
  { groups = [], permissions = [], only }: ProductMarks,
  namespace: string,
): WriterPermission[] {
  if (only && !only.includes(namespace)) return [];
  // Where the operator's writes are known, the rest of its groups proves nothing.
  const rest = groups.filter((group) => !permissions.some((permission) => permission.group === group));
  return [...rest.map((group) => ({ group })), ...permissions];
}

/** Roles for users and pipelines include every product's objects by aggregation: their subjects are no products. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit', 'view']);

function byPermissions(grants: readonly Grant[], permissions: readonly WriterPermission[]): Evidence[] {
  return grants
    .filter(
      ({ binding, rules }) =>
        !FOR_PEOPLE.has(binding.role.name) &&
        permissions.some((permission) => rules.some((rule) => gives(rule, permission))),
    )
    .map(byBinding);
}

/**
 * By name: a wildcard for the group is an administrator's, and proves nothing about a product. Everything in one group is an
 * operator's.
 */
function gives(rule: PolicyRule, { group, resources, verbs }: WriterPermission): boolean {
  const { apiGroups = [], resources: named = [], resourceNames = [] } = rule;
  return (
    resourceNames.length === 0 &&
    apiGroups.includes(group) &&
    (resources
      ? resources.some((name) => named.includes(name))
      : named.some((name) => OPERATORS.test(name) || (name === '*' && rule.verbs.includes('*')))) &&
    rule.verbs.some((verb) => (verbs ? verbs.includes(verb) || verb === '*' : CHANGING.has(verb)))
  );
}

/** The binding by which a ServiceAccount of the namespace is the operator of a product, of its cluster-wide grants. */
export function operatorGrant(
  grants: readonly Grant[],
  marks: ProductMarks,
  namespace: string,
): Evidence | undefined {
  return byPermissions(grants, permissionsOf(marks, namespace))[0];
}

/** Whether a rule is that of an operator of the group: it writes the status or the finalizers of its objects, or everything. */
export function writesStatus(rule: PolicyRule, group: string): boolean {
  return gives(rule, { group });
}

/**
 * Subresources of a product's own objects: its users, and pipelines, write the objects everywhere. Only its operator writes status and
 * finalizers; the roles that products ship for users exclude these subresources, or make them read-only.
 */
const OPERATORS = /\/(?:status|finalizers)$/;

/**
 * Permissions that only an operator needs, of whatever product: to write the status of the objects of an API extension, or of entry
 * points, volumes and nodes.
 */
function isOperatorGrant({ binding, rules }: Grant): boolean {
  return (
    !FOR_PEOPLE.has(binding.role.name) &&
    rules.some(
      (rule) =>
        SYSTEM_WORK.some((permission) => gives(rule, permission)) ||
        (rule.apiGroups ?? []).some((group) => isExtension(group) && gives(rule, { group })),
    )
  );
}

const SYSTEM_WORK: readonly WriterPermission[] = [...INGRESS_STATUS, ...SERVICE_STATUS, ...VOLUMES, ...NODES];

/** An API group of an extension: of custom resources or an aggregated API server, not of Kubernetes itself. */
function isExtension(group: string): boolean {
  if (!group.includes('.')) return false;
  return !group.endsWith('.k8s.io') || group.endsWith('.x-k8s.io') || EXTENSIONS_OF_KUBERNETES.has(group);
}

const EXTENSIONS_OF_KUBERNETES: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io',
  'policy.networking.k8s.io',
  'snapshot.storage.k8s.io',
  'metrics.k8s.io',
  'custom.metrics.k8s.io',
  'external.metrics.k8s.io',
]);

/** A Service that a cluster-scoped object configures the API server to call. */
interface Call {
  namespace: string;
  /** Of the object. */
  name: string;
  /** API groups that it is called for. */
  groups: readonly string[];
  evidence: Evidence;
}

function calledServices({ webhooks, apiServices }: Pick<ExtensionFacts, 'webhooks' | 'apiServices'>): Call[] {
  const call = (kind: string, name: string, groups: readonly string[], service?: string): Call[] =>
    service === undefined
      ? []
      : [
          {
            namespace: service.slice(0, service.indexOf('/')),
            name,
            groups,
            evidence: evidenceOf(`${kind} ${name}`, `calls service ${service}`),
          },
        ];
  return [
    ...webhooks.flatMap(({ kind, name, webhooks: list }) =>
      list.flatMap(({ service, rules }) =>
        call(
          kind,
          name,
          rules.flatMap(({ apiGroups }) => apiGroups),
          service,
        ),
      ),
    ),
    ...apiServices.flatMap(({ name, group, service }) => call('APIService', name, [group], service)),
  ];
}

function isOf({ name, groups }: Call, { groups: own = [], calls }: ProductMarks): boolean {
  return own.some((group) => groups.includes(group)) || calls?.test(name) === true;
}

function byBinding({ binding, subject }: Grant): Evidence {
  return evidenceOf(
    bindingName(binding),
    `${binding.role.kind} ${binding.role.name} to ${subject.kind} ${subject.name}`,
  );
}

function evidenceOf(source: string, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: source, value };
}
