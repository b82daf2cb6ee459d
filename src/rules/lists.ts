/** The rules' model as data: the lists, the shape of their objects, and the collectors that provide them. */
import type { CheckParts } from '../checks/define.ts';
import { ENTRY_POINT_SOURCES } from '../result/entry-points.ts';
import { collectorsOfKind } from '../snapshot/collector-of.ts';
import { kindOfRecords } from '../snapshot/kinds.ts';
import { snapshotJsonSchema } from '../snapshot/index.ts';
import { ANNOTATIONS } from '../snapshot/project/annotations.ts';
import type { RecordKind } from '../snapshot/records/index.ts';
import type { CollectorId } from '../snapshot/types.ts';
import { once } from '../shared/once.ts';
import type { Shape } from './shape.ts';
import { fields, flag, text, texts, whole } from './shape.ts';

/** Parts of the cluster's model that lists are built from. */
export type RuleParts = Pick<
  CheckParts,
  'records' | 'cluster' | 'controlPlane' | 'exposure' | 'addons' | 'rbac' | 'extensions'
>;

export interface ListSource {
  /** One sentence for the documentation. */
  about: string;
  /** Collectors that must be complete as evidence of absence. */
  collectors: readonly CollectorId[];
  /** Fields that distinguish objects with the same kind, namespace and name. */
  apart?: readonly string[];
  /** Kind of Kubernetes object; absent = a field of the object. */
  kind?: string;
  /** Kind of record in the snapshot, with the fields of the objects. */
  record?: RecordKind;
  /** For lists that the model computes. */
  made?: { shape: Shape; from: (parts: RuleParts) => readonly object[] };
}

const rule = fields({
  verbs: texts,
  'apiGroups?': texts,
  'resources?': texts,
  'resourceNames?': texts,
  'nonResourceURLs?': texts,
});

/** A list of unchanged records; their kind declares its collectors and its Kubernetes kind. */
function ofRecords(record: RecordKind, about: string, more: Pick<ListSource, 'apart'> = {}): ListSource {
  const kind = kindOfRecords(record);
  return {
    about,
    record,
    collectors: collectorsOfKind(record),
    ...(kind !== undefined && { kind }),
    ...more,
  };
}

/** Lists by the name that rules use. */
export const LISTS: Readonly<Record<string, ListSource>> = {
  nodes: ofRecords('node', 'Nodes.'),
  namespaces: ofRecords('namespace', 'Namespaces.'),
  workloads: ofRecords(
    'workload',
    'Deployments, DaemonSets, StatefulSets, Jobs and CronJobs; ReplicaSets, ReplicationControllers and DeploymentConfigs without an owner.',
  ),
  pods: ofRecords('pod', 'Pods with their template.'),
  services: ofRecords('service', 'Services.'),
  exposure: {
    about: 'Entry points: Services, Ingresses, Gateways and ports of nodes, with their reach.',
    collectors: ENTRY_POINT_SOURCES,
    apart: ['type'],
    made: {
      shape: fields({
        type: {
          enum: [
            'LoadBalancer',
            'NodePort',
            'ExternalIP',
            'HostPort',
            'HostNetwork',
            'Ingress',
            'Gateway',
            'Tunnel',
            'Proxy',
          ],
        },
        kind: text,
        'namespace?': text,
        name: text,
        addresses: texts,
        ports: texts,
        hosts: texts,
        reach: { enum: ['public', 'internal', 'unknown'] },
        'onNodes?': flag,
        'target?': text,
        'tls?': flag,
      }),
      from: ({ exposure }) => exposure.map((entry) => ({ ...entry, service: undefined })),
    },
  },
  ingresses: ofRecords('ingress', 'Ingresses.'),
  gateways: ofRecords('gateway', 'Gateways of the Gateway API and of Istio.', { apart: ['api'] }),
  routes: ofRecords('route', 'Routes of gateways.'),
  networkPolicies: ofRecords('networkPolicy', 'NetworkPolicies of Kubernetes, Cilium and Calico.'),
  identities: {
    about: 'Permissions: one object per subject and binding, with the rules of the role.',
    collectors: ['rbac'],
    apart: ['binding'],
    made: {
      shape: fields({
        kind: { enum: ['User', 'Group', 'ServiceAccount'] },
        name: text,
        'namespace?': text,
        binding: text,
        'role?': text,
        clusterWide: flag,
        'within?': text,
        builtIn: flag,
        rules: { type: 'array', items: rule },
      }),
      from: ({ rbac }) =>
        rbac.grants.map(({ subject, binding, role, rules, namespace, builtIn }) => ({
          kind: subject.kind,
          name: subject.name,
          namespace: subject.namespace,
          binding: `${binding.kind} ${binding.namespace ? `${binding.namespace}/` : ''}${binding.name}`,
          role: role && `${role.kind} ${role.name}`,
          clusterWide: namespace === undefined,
          within: namespace,
          builtIn,
          rules,
        })),
    },
  },
  roles: ofRecords('role', 'Roles and ClusterRoles.'),
  bindings: ofRecords('binding', 'RoleBindings and ClusterRoleBindings.'),
  serviceAccounts: ofRecords('serviceAccount', 'ServiceAccounts.'),
  secrets: ofRecords('secret', 'Secrets without their data.'),
  addons: {
    about: 'Add-ons, recognized by images and custom resources.',
    collectors: ['workloads', 'pods', 'crds'],
    kind: 'Addon',
    made: {
      shape: fields({
        id: text,
        name: text,
        category: text,
        'version?': text,
        namespaces: texts,
        'form?': text,
        notes: texts,
      }),
      from: ({ addons }) => addons.map((addon) => ({ ...addon, workloads: undefined, evidence: undefined })),
    },
  },
  components: {
    about:
      'kube-apiserver, etcd, kube-controller-manager and kube-scheduler. A rule that reads an unknown value is unknown.',
    collectors: [],
    kind: 'Component',
    made: {
      shape: fields({ name: text, version: text, replicas: whole, healthy: flag }),
      from: ({ controlPlane: plane }) =>
        [plane.apiServer, plane.etcd, plane.controllerManager, plane.scheduler].map(
          ({ name, version, replicas, healthy }) => ({ name, version, replicas, healthy }),
        ),
    },
  },
  priorityClasses: ofRecords('priorityClass', 'PriorityClasses.'),
  storageClasses: ofRecords('storageClass', 'StorageClasses.'),
  persistentVolumes: ofRecords('persistentVolume', 'PersistentVolumes.'),
  persistentVolumeClaims: ofRecords('persistentVolumeClaim', 'PersistentVolumeClaims.'),
  customResourceDefinitions: ofRecords('crd', 'CustomResourceDefinitions.'),
  apiServices: ofRecords('apiService', 'Aggregated APIs (APIServices).'),
  webhooks: ofRecords('webhook', 'Admission webhooks.'),
};

/** APIs that a cluster need not serve, by their collector: an API that is not served has no objects. */
export const OPTIONAL_APIS: Readonly<Partial<Record<CollectorId, string>>> = {
  gateways: 'gateway.networking.k8s.io',
  istio: 'networking.istio.io',
};

/** Facts about the cluster. */
export const CLUSTER: Shape = fields({
  version: { ...text, description: 'of the API server: v1.37.2' },
  minor: { ...whole, description: '37' },
  distribution: { ...text, description: 'k3s, EKS ...' },
  provider: { ...text, description: 'cloud provider of the nodes' },
  managed: { ...flag, description: 'managed by the provider' },
});

const records = once(() => snapshotJsonSchema()['$defs'] as Readonly<Record<string, Shape>>);

/** Shape of a list's objects. */
export function shapeOfList(name: string): Shape {
  const source = LISTS[name];
  if (source?.made) return source.made.shape;
  const kind = source?.record ?? '';
  return annotated(kind === 'workload' ? workloadShape() : (records()[kind] ?? {}), kind);
}

/** Without copies of the owner's template: the owner contains it. */
function workloadShape(): Shape {
  const { properties = {}, ...shape } = records()['workload'] ?? {};
  const { copiedTemplate: _copy, ...kept } = properties;
  return { ...shape, properties: kept };
}

/** Adds the prefixes of the annotations that are collected. */
function annotated(shape: Shape, kind: string): Shape {
  const { properties } = shape;
  if (!properties) return shape;
  const kept = Object.hasOwn(ANNOTATIONS, kind) ? ANNOTATIONS[kind as keyof typeof ANNOTATIONS] : undefined;
  return {
    ...shape,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, one]) => {
        if (name === 'annotations' && kept) return [name, { ...one, prefixes: kept }];
        return [name, name === 'template' ? templateShape(annotated(one, 'pod')) : one];
      }),
    ),
  };
}

/** Without the environment of containers: only a few variables of a few programs are collected. */
function templateShape(template: Shape): Shape {
  const { containers } = template.properties ?? {};
  const { env: _env, ...kept } = containers?.items?.properties ?? {};
  return {
    ...template,
    properties: {
      ...template.properties,
      containers: { ...containers, items: { ...containers?.items, properties: kept } },
    },
  };
}
