/**
 * The kind of an object without one: arrays that tools saved without their list, responses of old API servers. Detected by the path that
 * the server gave it (`selfLink`, until 1.19), by fields that only one kind has, and by the name of its file.
 */
import { isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { KNOWN_KINDS, knownKind } from '../kinds.ts';
import type { KnownKind } from '../kinds.ts';

const CORE = '';
const APPS = 'apps';
const RBAC = 'rbac.authorization.k8s.io';
const NETWORKING = 'networking.k8s.io';

/** The kind of an object with a name and without a kind; `hint` = the kind in the name of its file or list. */
export function kindByShape(raw: Raw, hint: KnownKind | undefined): KnownKind | undefined {
  const shaped = byFields(raw);
  const named = kindByPath(obj(raw['metadata'])['selfLink']) ?? hint;
  // Among kinds with the same form the name decides; a unique form takes precedence over a name.
  if (shaped !== undefined)
    return named !== undefined && isAlike(shaped, named.kind) ? named : knownKind(...shaped);
  return named !== undefined && !(NEEDS_FORM.has(named.kind) && !has(raw, 'rules')) ? named : undefined;
}

/** The metadata of these is not enough: without their form they would count as harmless. */
const NEEDS_FORM = new Set(
  (
    'Pod Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job CronJob Role ClusterRole RoleBinding ' +
    'ClusterRoleBinding Service NetworkPolicy Ingress ValidatingWebhookConfiguration MutatingWebhookConfiguration'
  ).split(' '),
);

/** Whether it is certainly a pod or a node. */
export function certainKind(raw: Raw): KnownKind | undefined {
  const shaped = byFields(raw);
  return shaped !== undefined && CERTAIN.has(shaped[1]) ? knownKind(...shaped) : undefined;
}

const CERTAIN = new Set(['Pod', 'Node']);

type Named = readonly [group: string, kind: string];

/** Kinds whose objects look the same except for optional details. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Job']),
  new Set(['Role', 'ClusterRole']),
  new Set(['RoleBinding', 'ClusterRoleBinding']),
  new Set(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']),
  new Set(['ConfigMap', 'Secret']),
];

function isAlike([, kind]: Named, other: string): boolean {
  return ALIKE.some((set) => set.has(kind) && set.has(other));
}

/** `/api/v1/namespaces/shop/pods/web` and `/apis/apps/v1/namespaces/shop/deployments` name the kind. */
export function kindByPath(path: unknown): KnownKind | undefined {
  const found = pathParts(path);
  return (
    found &&
    KNOWN_KINDS.find(
      ({ group, plural }) =>
        plural === found.plural && (group === found.group || found.group === 'extensions'),
    )
  );
}

/** The parts of a path of the API; `namespace` is that of the objects. */
export function pathParts(
  path: unknown,
): { group: string; namespace: string | undefined; plural: string } | undefined {
  if (typeof path !== 'string') return undefined;
  const match =
    /^\/(?:api|apis\/([^/]+))\/v\d[^/]*\/(?:namespaces\/([^/]+)\/(?=[a-z]))?([a-z]+)(?:\/|$)/.exec(path);
  if (match === null) return undefined;
  return { group: match[1] ?? '', namespace: match[2], plural: match[3] ?? '' };
}

const BY_FILE: ReadonlyMap<string, KnownKind> = new Map(
  KNOWN_KINDS.filter(({ builtIn }) => builtIn).flatMap((kind) => [
    [kind.plural, kind],
    [kind.kind.toLowerCase(), kind],
    [`${kind.kind.toLowerCase()}list`, kind],
  ]),
);

/**
 * The kind in a file name, as in `Nodes.json`, `core_v1_pods.json`, `cluster-role-bindings.yaml`, `config/node/n1.json`: from its own name,
 * else from the nearest folders'.
 */
export function kindByFile(name: string): KnownKind | undefined {
  const parts = name.split('/');
  // `rbac.authorization.k8s.io_v1_clusterroles`: group and version precede it.
  for (const part of [parts.pop() ?? '', ...parts.slice(-2).reverse()]) {
    const kind = kindByName(baseWord(part));
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Kinds of Kubernetes without a record here, by the names of their files; dumps contain them as well. */
const OTHERS = new Set(
  (
    'events endpoints componentstatuses controllerrevisions podtemplates priorityclasses volumeattachments csinodes ' +
    'csistoragecapacities podsecuritypolicies thirdpartyresources'
  ).split(' '),
);

/** Whether it is certainly of a kind without a record: by its path, as an event, or by the name of its file. */
export function isOfOtherKind(raw: Raw, name: string): boolean {
  const path = pathParts(obj(raw['metadata'])['selfLink']);
  if (path !== undefined) return kindByPath(obj(raw['metadata'])['selfLink']) === undefined;
  return (
    isObject(raw['involvedObject']) ||
    OTHERS.has(
      baseWord(name)
        .toLowerCase()
        .replace(/[^a-z]/g, ''),
    )
  );
}

/** `pods` of `a/core_v1_pods.json.gz`: the kind in the name of a file or folder. */
function baseWord(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base
    .replace(/(?:\.(?:json|ya?ml|jsonl|ndjson|txt|gz|out|dump))+$/i, '')
    .replace(/^.*_v\d\w*_/, '')
    .replace(/^all[-_]|[-_.](?:all|list)$/gi, '');
}

/** The kind with this plural or singular name, `pods`, `Node`, `ClusterRoleList`. */
export function kindByName(name: string): KnownKind | undefined {
  return BY_FILE.get(name.toLowerCase().replace(/[^a-z]/g, ''));
}

/**
 * The namespace in the path of a dump's file: `namespaces/shop/core/pods.yaml` of must-gather, `resources/ns/shop/Pods.json` of
 * Sonobuoy, `shop/pods.json` of `kubectl cluster-info dump`.
 */
export function folderNamespace(name: string): string | undefined {
  const reported = /(?:^|\/)(?:namespaces|resources\/ns)\/([^/]+)\//.exec(name)?.[1];
  return reported ?? /([^/]+)\/[^/]+$/.exec(name)?.[1];
}

function has(raw: Raw, ...keys: readonly string[]): boolean {
  return keys.some((key) => raw[key] !== undefined && raw[key] !== null);
}

const isList = Array.isArray;

function byFields(raw: Raw): Named | undefined {
  const spec = obj(raw['spec']);
  const status = obj(raw['status']);
  return (
    runs(raw, spec, status) ?? permissions(raw) ?? nets(raw, spec) ?? stores(raw, spec) ?? extends_(raw, spec)
  );
}

/** Workloads and nodes. */
function runs(raw: Raw, spec: Raw, status: Raw): Named | undefined {
  if (isList(spec['containers'])) return [CORE, 'Pod'];
  if (isObject(status['nodeInfo'])) return [CORE, 'Node'];
  if (isObject(spec['jobTemplate'])) return ['batch', 'CronJob'];
  if (isList(obj(obj(spec['template'])['spec'])['containers'])) return workload(raw, spec, status);
  if (isObject(spec['scaleTargetRef'])) return ['autoscaling', 'HorizontalPodAutoscaler'];
  if (isObject(spec['selector']) && has(spec, 'minAvailable', 'maxUnavailable'))
    return ['policy', 'PodDisruptionBudget'];
  if (isList(spec['finalizers']) && Object.keys(spec).length === 1) return [CORE, 'Namespace'];
  if (has(spec, 'podCIDR', 'providerID') || isObject(status['daemonEndpoints'])) return [CORE, 'Node'];
  return undefined;
}

function workload(raw: Raw, spec: Raw, status: Raw): Named {
  if (has(spec, 'serviceName', 'volumeClaimTemplates')) return [APPS, 'StatefulSet'];
  if (has(status, 'numberReady', 'desiredNumberScheduled', 'currentNumberScheduled'))
    return [APPS, 'DaemonSet'];
  if (has(spec, 'completions', 'parallelism', 'backoffLimit') || has(status, 'succeeded', 'failed'))
    return ['batch', 'Job'];
  if (has(spec, 'strategy', 'progressDeadlineSeconds', 'paused')) return [APPS, 'Deployment'];
  const owners = obj(raw['metadata'])['ownerReferences'];
  if (isList(owners) && owners.some((owner) => obj(owner)['kind'] === 'Deployment'))
    return [APPS, 'ReplicaSet'];
  const selector = obj(spec['selector']);
  if (
    isObject(spec['selector']) &&
    !has(selector, 'matchLabels', 'matchExpressions') &&
    Object.keys(selector).length > 0
  )
    return [CORE, 'ReplicationController'];
  return [APPS, has(spec, 'replicas') ? 'Deployment' : 'DaemonSet'];
}

function permissions(raw: Raw): Named | undefined {
  const namespaced = typeof obj(raw['metadata'])['namespace'] === 'string';
  if (isObject(raw['roleRef'])) return [RBAC, namespaced ? 'RoleBinding' : 'ClusterRoleBinding'];
  const rules = raw['rules'];
  if (
    isObject(raw['aggregationRule']) ||
    (isList(rules) && rules.length > 0 && rules.every((rule) => isList(obj(rule)['verbs'])))
  )
    return [RBAC, namespaced ? 'Role' : 'ClusterRole'];
  if (
    has(raw, 'automountServiceAccountToken', 'imagePullSecrets') ||
    (isList(raw['secrets']) && !has(raw, 'data'))
  )
    return [CORE, 'ServiceAccount'];
  return undefined;
}

const SERVICE_TYPES = new Set(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']);

function nets(raw: Raw, spec: Raw): Named | undefined {
  if (typeof spec['type'] === 'string' && SERVICE_TYPES.has(spec['type'])) return [CORE, 'Service'];
  if (has(spec, 'clusterIP', 'externalName', 'sessionAffinity')) return [CORE, 'Service'];
  if (has(raw, 'addressType') && has(raw, 'endpoints')) return ['discovery.k8s.io', 'EndpointSlice'];
  if (isObject(spec['podSelector']) && !has(spec, 'template')) return [NETWORKING, 'NetworkPolicy'];
  if (has(spec, 'ingressClassName', 'defaultBackend') || isList(spec['rules'])) {
    const rules: readonly unknown[] = isList(spec['rules']) ? spec['rules'] : [];
    if (rules.every((rule) => has(obj(rule), 'http', 'host'))) return [NETWORKING, 'Ingress'];
  }
  if (typeof spec['controller'] === 'string') return [NETWORKING, 'IngressClass'];
  return undefined;
}

function stores(raw: Raw, spec: Raw): Named | undefined {
  if (typeof raw['provisioner'] === 'string') return ['storage.k8s.io', 'StorageClass'];
  if (has(spec, 'attachRequired', 'podInfoOnMount', 'volumeLifecycleModes'))
    return ['storage.k8s.io', 'CSIDriver'];
  if (has(spec, 'persistentVolumeReclaimPolicy')) return [CORE, 'PersistentVolume'];
  if (isList(spec['accessModes']))
    return [CORE, isObject(spec['capacity']) ? 'PersistentVolume' : 'PersistentVolumeClaim'];
  // Without a type it may be a ConfigMap as well, whose content would be read.
  if (isObject(raw['data']) && typeof raw['type'] === 'string') return [CORE, 'Secret'];
  return undefined;
}

function extends_(raw: Raw, spec: Raw): Named | undefined {
  if (has(obj(spec['names']), 'plural')) return ['apiextensions.k8s.io', 'CustomResourceDefinition'];
  if (has(spec, 'groupPriorityMinimum', 'versionPriority')) return ['apiregistration.k8s.io', 'APIService'];
  if (isList(raw['webhooks'])) {
    const mutates = raw['webhooks'].some((one) => has(obj(one), 'reinvocationPolicy'));
    return ['admissionregistration.k8s.io', `${mutates ? 'Mutating' : 'Validating'}WebhookConfiguration`];
  }
  if (has(spec, 'holderIdentity', 'leaseDurationSeconds')) return ['coordination.k8s.io', 'Lease'];
  if (typeof spec['request'] === 'string' && has(spec, 'usages', 'signerName'))
    return ['certificates.k8s.io', 'CertificateSigningRequest'];
  if (isObject(spec['priorityLevelConfiguration'])) return ['flowcontrol.apiserver.k8s.io', 'FlowSchema'];
  if (isObject(spec['hard'])) return [CORE, 'ResourceQuota'];
  if (isList(spec['limits'])) return [CORE, 'LimitRange'];
  return undefined;
}
