/**
 * Kinds by the collector that brings them, for whoever reads files: a collector is complete when all of its kinds are. The collectors
 * have the same lists with what a request needs; a test compares them.
 */
import { groupedRouteKinds } from '../data/route-kinds.ts';
import { CUSTOM_KINDS } from './project/custom-kinds.ts';
import { collectorOfCustom } from './collector-of.ts';
import type { CollectorId } from './types.ts';

export interface KnownKind {
  collector: CollectorId;
  /** API group; '' is the core group. `kind` may be `*`: every kind of the group. */
  group: string;
  kind: string;
  /** Name in paths and of files, `pods`. */
  plural: string;
  /** False: of the cluster. Where a kind of others does not say, its objects do. */
  namespaced: boolean;
  /** Part of Kubernetes: there is such a kind in every cluster. Others are there when somebody installed them. */
  builtIn: boolean;
  /** The collector looks nowhere else: the whole of these namespaces is all that it wants. */
  only?: readonly string[];
}

/** `apps/Deployment`; a kind of the core group goes by its name alone, `Pod`. */
export function kindKey({ group, kind }: { group: string; kind: string }): string {
  return group === '' ? kind : `${group}/${kind}`;
}

type Row = readonly [kind: string, plural: string, group: string];

const CLUSTER: Readonly<Partial<Record<CollectorId, readonly Row[]>>> = {
  nodes: [['Node', 'nodes', '']],
  namespaces: [['Namespace', 'namespaces', '']],
  ingresses: [['IngressClass', 'ingressclasses', 'networking.k8s.io']],
  rbac: [
    ['ClusterRole', 'clusterroles', 'rbac.authorization.k8s.io'],
    ['ClusterRoleBinding', 'clusterrolebindings', 'rbac.authorization.k8s.io'],
  ],
  storage: [
    ['StorageClass', 'storageclasses', 'storage.k8s.io'],
    ['CSIDriver', 'csidrivers', 'storage.k8s.io'],
    ['PersistentVolume', 'persistentvolumes', ''],
  ],
  crds: [['CustomResourceDefinition', 'customresourcedefinitions', 'apiextensions.k8s.io']],
  apiservices: [['APIService', 'apiservices', 'apiregistration.k8s.io']],
  webhooks: [
    ['ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', 'admissionregistration.k8s.io'],
    ['MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', 'admissionregistration.k8s.io'],
  ],
  certificates: [['CertificateSigningRequest', 'certificatesigningrequests', 'certificates.k8s.io']],
  flowcontrol: [
    ['PriorityLevelConfiguration', 'prioritylevelconfigurations', 'flowcontrol.apiserver.k8s.io'],
    ['FlowSchema', 'flowschemas', 'flowcontrol.apiserver.k8s.io'],
  ],
  platform: [['RuntimeClass', 'runtimeclasses', 'node.k8s.io']],
};

const NAMESPACED: Readonly<Partial<Record<CollectorId, readonly Row[]>>> = {
  pods: [['Pod', 'pods', '']],
  workloads: [
    ['Deployment', 'deployments', 'apps'],
    ['DaemonSet', 'daemonsets', 'apps'],
    ['StatefulSet', 'statefulsets', 'apps'],
    ['ReplicaSet', 'replicasets', 'apps'],
    ['ReplicationController', 'replicationcontrollers', ''],
    ['Job', 'jobs', 'batch'],
    ['CronJob', 'cronjobs', 'batch'],
  ],
  availability: [
    ['PodDisruptionBudget', 'poddisruptionbudgets', 'policy'],
    ['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'autoscaling'],
  ],
  services: [['Service', 'services', '']],
  endpointslices: [['EndpointSlice', 'endpointslices', 'discovery.k8s.io']],
  leases: [['Lease', 'leases', 'coordination.k8s.io']],
  configmaps: [['ConfigMap', 'configmaps', '']],
  secrets: [['Secret', 'secrets', '']],
  serviceaccounts: [['ServiceAccount', 'serviceaccounts', '']],
  ingresses: [['Ingress', 'ingresses', 'networking.k8s.io']],
  networkpolicies: [['NetworkPolicy', 'networkpolicies', 'networking.k8s.io']],
  rbac: [
    ['Role', 'roles', 'rbac.authorization.k8s.io'],
    ['RoleBinding', 'rolebindings', 'rbac.authorization.k8s.io'],
  ],
  storage: [['PersistentVolumeClaim', 'persistentvolumeclaims', '']],
  platform: [
    ['ResourceQuota', 'resourcequotas', ''],
    ['LimitRange', 'limitranges', ''],
  ],
};

/** Where a collector looks, when that is not the whole cluster. */
const ONLY: Readonly<Partial<Record<CollectorId, readonly string[]>>> = {
  leases: ['kube-system', 'kube-node-lease'],
};

/** Kinds of others that have a record of their own; the rest of them are custom records. */
const OTHERS: Readonly<Partial<Record<CollectorId, readonly string[]>>> = {
  gateways: [
    ...['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
      (kind) => `gateway.networking.k8s.io/${kind}`,
    ),
    'route.openshift.io/Route',
    'projectcontour.io/HTTPProxy',
    'traefik.io/IngressRoute',
    'traefik.io/IngressRouteTCP',
    'traefik.io/IngressRouteUDP',
    'traefik.containo.us/IngressRoute',
    'traefik.containo.us/IngressRouteTCP',
    'traefik.containo.us/IngressRouteUDP',
    'getambassador.io/Mapping',
    'getambassador.io/TCPMapping',
    'x.getambassador.io/AmbassadorMapping',
    'x.getambassador.io/AmbassadorTCPMapping',
    ...groupedRouteKinds.map(({ group, kind }) => `${group}/${kind}`),
  ],
  istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'],
  networkpolicies: [
    'cilium.io/CiliumNetworkPolicy',
    'cilium.io/CiliumClusterwideNetworkPolicy',
    'projectcalico.org/NetworkPolicy',
    'projectcalico.org/GlobalNetworkPolicy',
    'crd.projectcalico.org/NetworkPolicy',
    'crd.projectcalico.org/GlobalNetworkPolicy',
    'policy.networking.k8s.io/AdminNetworkPolicy',
    'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
    'policy.networking.k8s.io/ClusterNetworkPolicy',
    'crd.antrea.io/NetworkPolicy',
    'crd.antrea.io/ClusterNetworkPolicy',
  ],
  certificates: ['certificates.k8s.io/ClusterTrustBundle'],
};

/** Kinds of others that belong to the cluster; for the custom ones their objects say it. */
const CLUSTER_WIDE_OTHERS = new Set([
  'GatewayClass',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'GlobalNetworkSet',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'ClusterTrustBundle',
]);

function builtIn(
  rows: Readonly<Partial<Record<CollectorId, readonly Row[]>>>,
  namespaced: boolean,
): KnownKind[] {
  return (Object.keys(rows) as CollectorId[]).flatMap((collector) =>
    (rows[collector] ?? []).map(([kind, plural, group]) => {
      const only = ONLY[collector];
      return { collector, group, kind, plural, namespaced, builtIn: true, ...(only && { only }) };
    }),
  );
}

function ofOthers(): KnownKind[] {
  const seen = new Set(BUILT_IN.map(kindKey));
  const rows: [CollectorId, string][] = [
    ...(Object.keys(OTHERS) as CollectorId[]).flatMap((id) =>
      (OTHERS[id] ?? []).map((key): [CollectorId, string] => [id, key]),
    ),
    ...[...CUSTOM_KINDS.keys()].map((key): [CollectorId, string] => {
      const [group, kind] = halves(key);
      return [collectorOfCustom(group, kind), key];
    }),
  ];
  return rows.flatMap(([collector, key]) => {
    const [group, kind] = halves(key);
    if (seen.has(kindKey({ group, kind }))) return [];
    seen.add(key);
    const namespaced = !CLUSTER_WIDE_OTHERS.has(kind);
    return [{ collector, group, kind, plural: '', namespaced, builtIn: false }];
  });
}

function halves(key: string): [group: string, kind: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

const BUILT_IN: readonly KnownKind[] = [...builtIn(CLUSTER, false), ...builtIn(NAMESPACED, true)];

/** Every kind that gives records. */
export const KNOWN_KINDS: readonly KnownKind[] = [...BUILT_IN, ...ofOthers()];

const BY_KEY: ReadonlyMap<string, KnownKind> = new Map(KNOWN_KINDS.map((kind) => [kindKey(kind), kind]));

/** Kinds of Kubernetes stood in `extensions` before they got a group of their own; they are the same objects. */
const BY_OLD_NAME: ReadonlyMap<string, KnownKind> = new Map(
  BUILT_IN.filter(({ group }) => ['apps', 'networking.k8s.io'].includes(group)).map((kind) => [
    kind.kind,
    kind,
  ]),
);

/** The kind in this table; undefined when it gives no record. */
export function knownKind(group: string, kind: string): KnownKind | undefined {
  if (group === 'extensions') return BY_OLD_NAME.get(kind);
  return BY_KEY.get(kindKey({ group, kind })) ?? BY_KEY.get(`${group}/*`);
}

const BY_NAME: ReadonlyMap<string, KnownKind> = new Map(BUILT_IN.map((kind) => [kind.kind, kind]));

/** The kind of Kubernetes itself that goes by this name, in whatever group. */
export function knownKindNamed(kind: string): KnownKind | undefined {
  return BY_NAME.get(kind);
}

/** The version that a kind of Kubernetes itself has where none is named. */
export function apiVersionOf({ group }: KnownKind): string {
  return group === '' ? 'v1' : `${group}/v1`;
}
