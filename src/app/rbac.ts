import type { CheckDefinition, PartName } from '../checks/define.ts';
import { PART_SOURCES } from '../checks/define.ts';
import { leastClusterRole, rightsOf } from '../collect/index.ts';
import type { ClusterRole, RoleChoice } from '../collect/index.ts';
import { distributionSignals } from '../data/distributions.ts';
import { COLLECTOR_IDS } from '../snapshot/types.ts';
import type { CollectorId, ReadRule } from '../snapshot/types.ts';
export { NODES_PROXY } from '../collect/index.ts';
import { chosenChecks } from './selection.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, CheckSelection, SourceOptions } from './types.ts';
import type { Requirement } from '../shared/requirement.ts';
import { distinctRequirements, permission } from '../shared/requirement.ts';

/** What tells where and what the cluster is. Nodes show of the control plane what its pods would. */
const OF_THE_CLUSTER: readonly CollectorId[] = [
  'version',
  'discovery',
  'nodes',
  'configmaps',
  'openid',
  'platform',
];

/** What an administrator says of those who run in a namespace. */
const TRUST: readonly CollectorId[] = ['rbac', 'webhooks', 'apiservices', ...OF_THE_CLUSTER];

/** What shows flags of the API server, beside what tells where it runs. */
const OF_THE_CONTROL_PLANE: readonly CollectorId[] = [
  ...OF_THE_CLUSTER,
  'flagz',
  'metrics',
  'health',
  'pods',
  'leases',
  'endpointslices',
  'services',
  'endpoint',
  'probe',
];

/** What is looked at for what cluster it is and who may be believed, whatever the question. */
export const CONTEXT: ReadonlySet<CollectorId> = new Set(TRUST);

/** What each part is built from beside PART_SOURCES, because any one of several witnesses will do. */
export const WITNESSES: Readonly<Partial<Record<PartName, readonly CollectorId[]>>> = {
  cluster: OF_THE_CLUSTER,
  controlPlane: OF_THE_CONTROL_PLANE,
  nodes: ['leases'],
  kubelets: ['nodes', 'kubelets', 'configmaps', 'pods'],
  workloads: ['workloads'],
  networkPolicies: ['namespaces', 'pods', 'nodes', 'crds', 'discovery'],
  webhooks: ['namespaces', 'pods', 'nodes', 'version'],
  backends: OF_THE_CONTROL_PLANE,
  budgets: ['availability', 'pods', 'workloads', 'platform'],
  services: ['pods', 'nodes', 'endpointslices'],
  exposure: ['endpointslices', 'ingresses', 'gateways', 'istio', 'nodes', 'pods', 'workloads', 'discovery'],
  extensions: ['configmaps', 'crds', 'apiservices', 'webhooks', 'ingresses', 'gateways', 'discovery'],
  certificates: ['endpoint', 'configmaps', 'webhooks', 'apiservices', 'certificates'],
  client: ['endpoint', 'identity'],
  secrets: ['secrets'],
  trust: TRUST,
  namespaces: TRUST,
  addons: ['pods', 'workloads', 'crds', 'discovery', ...TRUST],
  istio: ['istio', 'pods', 'workloads', 'crds', 'namespaces', 'configmaps', 'discovery', ...TRUST],
  envoy: ['envoy', 'pods', 'workloads', 'services', ...TRUST],
};

const MARKS_OF_DISTRIBUTIONS = distributionSignals.flatMap(({ configMaps = [] }) => configMaps);

const isMark = (namespace: string, name: string) => MARKS_OF_DISTRIBUTIONS.includes(`${namespace}/${name}`);

/** The few ConfigMaps, of all that are collected, that a part reads. */
const CONFIG_MAPS: Readonly<Partial<Record<PartName, (namespace: string, name: string) => boolean>>> = {
  cluster: isMark,
  controlPlane: (namespace, name) =>
    isMark(namespace, name) ||
    // The address that kubeadm was told, and the flags that OpenShift's operator renders.
    (namespace === 'kube-system' && name === 'kubeadm-config') ||
    (namespace === 'openshift-kube-apiserver' && name === 'config'),
  certificates: (namespace, name) =>
    `${namespace}/${name}` === 'kube-system/extension-apiserver-authentication' ||
    name === 'kube-root-ca.crt' ||
    name === 'cluster-info',
  kubelets: (namespace, name) => namespace === 'kube-system' && name === 'kubelet-config',
  // What kubeadm was told of the control plane, and what kube-proxy and CoreDNS read at their start.
  extensions: (namespace, name) =>
    namespace === 'kube-system' &&
    ['kubeadm-config', 'kube-proxy', 'kube-proxy-config', 'coredns'].includes(name),
  istio: (_namespace, name) => name === 'istio' || name.startsWith('istio-'),
};

/**
 * The few objects of `platform` that a part reads, by group: those by which OpenShift's operators say what they were asked
 * for and what they did. Budgets, quotas and settings of add-ons are kept for the sections of a report.
 */
const PLATFORM: Readonly<Partial<Record<PartName, Readonly<Record<string, readonly string[]>>>>> = {
  cluster: { 'config.openshift.io': ['infrastructures'] },
  budgets: { 'postgresql.cnpg.io': ['clusters'] },
  controlPlane: {
    'config.openshift.io': ['apiservers', 'infrastructures'],
    'operator.openshift.io': ['kubeapiservers'],
  },
};

/** Whose job a fix is depends on who runs the control plane. */
function partsOf({ needs, uses, providerManaged }: CheckDefinition): PartName[] {
  return [...needs, ...uses, ...(providerManaged ? (['cluster'] as const) : [])];
}

/** Everything that a check looks at, directly or through a part. */
export function collectorsOf(check: CheckDefinition): CollectorId[] {
  const { collectors = [], passNeeds = [] } = check;
  return [
    ...partsOf(check).flatMap((part) => [...PART_SOURCES[part], ...(WITNESSES[part] ?? [])]),
    ...collectors,
    ...passNeeds,
    // Discovery tells that an API is not served, and so hides nothing.
    ...(passNeeds.length > 0 ? (['discovery'] as const) : []),
  ];
}

/**
 * The collectors and rights that decide the chosen checks; without a choice, everything. Only `kubelet` lets get nodes/proxy in.
 */
function wanted(selection: CheckSelection, kubelet: boolean): [readonly CollectorId[], RoleChoice] {
  const { only = [], skip = [], framework } = selection;
  if (only.length + skip.length === 0 && framework === undefined) return [COLLECTOR_IDS, { kubelet }];
  const checks = chosenChecks(selection);
  const collectors = new Set(checks.flatMap(collectorsOf));
  const parts = [...new Set(checks.flatMap(partsOf))];
  return [
    COLLECTOR_IDS.filter((id) => collectors.has(id)),
    {
      kubelet,
      narrowed: (id, rule) =>
        id === 'configmaps'
          ? namesRead(parts, rule)
          : id === 'platform'
            ? resourcesRead(parts, rule)
            : [rule],
    },
  ];
}

function namesRead(parts: readonly PartName[], rule: ReadRule): readonly ReadRule[] {
  const { namespace = '', resourceNames = [] } = rule;
  const names = resourceNames.filter((name) => parts.some((part) => CONFIG_MAPS[part]?.(namespace, name)));
  return names.length > 0 ? [{ ...rule, resourceNames: names }] : [];
}

function resourcesRead(parts: readonly PartName[], rule: ReadRule): readonly ReadRule[] {
  const { group = '', resource } = rule;
  const read = new Set(parts.flatMap((part) => PLATFORM[part]?.[group] ?? []));
  return [...read]
    .filter((name) => resource === '*' || resource === name)
    .map((name) => ({ ...rule, resource: name }));
}

/** The least ClusterRole that decides the chosen checks; without a choice, everything. */
export function leastRole(selection: CheckSelection, kubelet = false): ClusterRole {
  return leastClusterRole(...wanted(selection, kubelet));
}

/** Permissions of that role that collectors were refused, each once, by their words. */
export async function missingPermissions(
  selection: CheckSelection,
  source: SourceOptions,
  io: AppIo,
): Promise<Requirement[]> {
  const rights = rightsOf(...wanted(selection, source.kubelets !== undefined));
  const { outcomes } = await loadSnapshot(source, io);
  const missing = [...outcomes.values()].flatMap(({ missing: rules }) => rules ?? []);
  const refused = missing.filter((rule) => isAmong(rights, rule)).map((rule) => permission(rule));
  return distinctRequirements(refused).sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Whether a role with these rights would have helped; what is refused in one namespace is asked for in all of them. */
function isAmong(
  rights: readonly ReadRule[],
  { verb, group, resource, path, resourceNames }: ReadRule,
): boolean {
  return rights.some(
    (right) =>
      right.verb === verb &&
      right.group === group &&
      right.path === path &&
      (right.resource === resource || right.resource === '*') &&
      (right.resourceNames === undefined ||
        (resourceNames ?? []).some((name) => right.resourceNames?.includes(name))),
  );
}
