/**
 * The compared items: every section as named objects with fields. An edge of the map is a field of its source (`leads to`,
 * `runs on`, `claims`, `bindings`). Counts of pods, restarts, leaders and times are not compared.
 */
import type { Known, ObjectRef, Result } from '../types.ts';
import { ENTRY_POINT_SOURCES } from '../entry-points.ts';
import { compareText } from '../sort.ts';
import type { DiffSection } from './types.ts';

/** `undefined` = not known; known to be absent is `none`. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface Item {
  key: string;
  what: string;
  object?: ObjectRef;
  fields: Fields;
  /** Fields that describe it when it is added or removed. */
  summaryFields?: readonly string[];
  /** Created by Kubernetes or the distribution: adding or removing it is neutral. */
  builtIn?: boolean;
}

export interface ItemSection {
  section: DiffSection;
  /** Collectors that must be complete to report it as added or removed. */
  sources: readonly string[];
  items: (result: Result) => Item[];
}

export const NONE = 'none';

const list = (items: readonly string[]) =>
  items.length > 0 ? [...items].sort(compareText).join(', ') : NONE;
const known = (value: Known<string | number | boolean>) => (value.known ? String(value.value) : undefined);

/** Generated parts of names change with each pod and are not part of the architecture. */
function stableName(name: string): string {
  return name.replace(/-[a-f0-9]{8,10}-[a-z0-9]{5}$/, '');
}

/** Autoscalers change the number all the time; whether there is one, or a second, is architecture. */
function replicasText(replicas: number | undefined): string | undefined {
  return replicas === undefined || replicas < 2 ? replicas?.toString() : '2 or more';
}

export const ITEM_SECTIONS: readonly ItemSection[] = [
  {
    section: 'cluster',
    sources: [],
    items: ({ cluster }) => [
      {
        key: 'cluster',
        what: 'cluster',
        fields: {
          version: known(cluster.version),
          distribution: known(cluster.distribution),
          provider: known(cluster.provider),
          managed: known(cluster.managed),
        },
      },
    ],
  },
  {
    section: 'control-plane',
    sources: ['pods'],
    items: ({ controlPlane }) =>
      controlPlane.map(({ name, version, replicas, instances }) => ({
        key: name,
        what: name,
        object: { kind: 'Component', name },
        fields: {
          version: known(version),
          replicas: known(replicas),
          'runs on':
            name === 'kube-proxy'
              ? undefined
              : list([...new Set(instances.map((one) => one.node ?? stableName(one.name)))]),
        },
      })),
  },
  {
    section: 'flags',
    sources: ['pods', 'flagz'],
    items: ({ controlPlane }) =>
      controlPlane.flatMap(({ name, flags }) => {
        const byFlag = new Map<string, string[]>();
        for (const flag of flags) byFlag.set(flag.name, [...(byFlag.get(flag.name) ?? []), flag.value]);
        return [...byFlag].map(([flag, values]) => ({
          key: `${name} ${flag}`,
          what: `${name} --${flag}`,
          object: { kind: 'Component', name },
          fields: { value: list([...new Set(values)]) },
        }));
      }),
  },
  {
    section: 'exposure',
    sources: ENTRY_POINT_SOURCES,
    items: ({ entryPoints }) =>
      entryPoints.map(({ type, object, reach, ports, hosts, tls, workloads, addresses }) => ({
        key: `${type} ${object.kind} ${object.namespace ?? ''}/${object.name}`,
        what: `${type} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`,
        object,
        summaryFields: ['reach', 'ports', 'addresses', 'hosts'],
        fields: {
          reach: reach === 'unknown' ? undefined : reach,
          ports: list(ports),
          hosts: list(hosts),
          ...(type === 'LoadBalancer' || type === 'ExternalIP' || type === 'Ingress'
            ? { addresses: list(addresses) }
            : {}),
          TLS: tls === undefined ? undefined : tls ? 'yes' : 'no',
          'leads to': workloads === undefined ? undefined : list(workloads),
        },
      })),
  },
  {
    section: 'identities',
    sources: ['rbac'],
    items: ({ identities }) =>
      identities.map(({ kind, subject, permissions, bindings, uncollectedRoles, builtIn }) => ({
        key: `${kind} ${subject}`,
        what: `${kind} ${subject}`,
        object: { kind, name: subject },
        builtIn,
        summaryFields: ['permissions', 'bindings'],
        fields: {
          permissions: uncollectedRoles ? undefined : list(permissions),
          bindings: list(bindings.map((binding) => binding.replace(' -> ', ' to '))),
        },
      })),
  },
  {
    section: 'namespaces',
    sources: ['namespaces'],
    items: ({ namespaces }) =>
      namespaces.map((row) => ({
        key: row.name,
        what: `namespace ${row.name}`,
        object: { kind: 'Namespace', name: row.name },
        fields: {
          'Pod Security': row.podSecurity ?? NONE,
          mesh: row.mesh ?? NONE,
          'network policies':
            row.atLeast?.includes('networkPolicies') || row.networkPolicies === undefined
              ? undefined
              : row.networkPolicies === 0
                ? NONE
                : 'some',
        },
      })),
  },
  {
    section: 'node-pools',
    sources: ['nodes'],
    items: ({ nodePools }) =>
      nodePools.map(({ name, nodes, versions, zones }) => ({
        key: name,
        what: `pool ${name}`,
        object: { kind: 'NodePool', name },
        fields: { nodes: String(nodes), versions: list(versions), zones: list(zones) },
      })),
  },
  {
    section: 'nodes',
    sources: ['nodes'],
    items: ({ nodes }) =>
      nodes.map((node) => ({
        key: node.name,
        what: `node ${node.name}`,
        object: { kind: 'Node', name: node.name },
        fields: {
          state: [
            node.ready ? 'ready' : 'not ready',
            ...(node.unschedulable ? ['cordoned'] : []),
            ...node.problems,
          ].join(', '),
          version: node.version,
          runtime: node.runtime,
          'public addresses': list(node.externalIPs),
          taints: list(node.taints),
        },
      })),
  },
  {
    section: 'addons',
    sources: ['workloads', 'pods', 'crds'],
    items: ({ addons }) =>
      addons.map(({ id, name, version, form, namespaces }) => ({
        key: id,
        what: name,
        object: { kind: 'Addon', name: id },
        fields: { version, form: form ?? NONE, namespaces: list(namespaces) },
      })),
  },
  {
    section: 'workloads',
    sources: ['workloads', 'pods'],
    items: ({ workloads }) =>
      // Pods of Jobs and bare pods change all the time.
      workloads
        .filter(({ kind }) => kind !== 'Job' && kind !== 'StaticPod')
        .map(
          ({ namespace, kind, name, replicas, images, traits, schedule, serviceAccount, claims, pools }) => ({
            key: `${kind} ${namespace}/${name}`,
            what: `${kind} ${namespace}/${name}`,
            object: { kind, namespace, name },
            fields: {
              replicas: replicasText(replicas),
              images: list(images),
              'host access': list(traits),
              schedule: schedule ?? NONE,
              'service account': serviceAccount ?? 'default',
              claims: list(claims ?? []),
              'runs on': pools && list(pools),
            },
          }),
        ),
  },
  {
    section: 'storage',
    sources: ['storage'],
    items: ({ storage }) =>
      storage
        .filter(({ kind }) => kind === 'StorageClass' || kind === 'CSIDriver')
        .map(({ kind, name, type, detail, isDefault }) => ({
          key: `${kind} ${name}`,
          what: `${kind} ${name}`,
          object: { kind, name },
          fields: { type: type ?? NONE, settings: detail || NONE, default: isDefault ? 'yes' : 'no' },
        })),
  },
];
