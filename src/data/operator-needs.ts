import { INGRESS_STATUS } from './operator-permissions.ts';

/**
 * Permissions that the operator of a product requires for its work, with the work, by the ids of the catalogue of add-ons and the checks
 * that report them. As of 2026-12-01; sources: the roles in the charts and manifests of
 * https://github.com/argoproj/argo-rollouts 1.10, https://github.com/argoproj/argo-workflows 4.0,
 * https://github.com/cert-manager/cert-manager 1.21, https://github.com/tigera/operator 1.34,
 * https://github.com/elastic/cloud-on-k8s 3.5, https://github.com/external-secrets/external-secrets 1.3,
 * https://github.com/open-policy-agent/gatekeeper 3.23, https://github.com/knative/serving 1.20,
 * https://github.com/kubernetes-sigs/kueue 0.17, https://github.com/kyverno/kyverno 1.19, https://github.com/metallb/metallb 0.16,
 * https://github.com/kubernetes-sigs/node-feature-discovery 0.17, https://github.com/prometheus-operator/prometheus-operator 0.85 and
 * https://github.com/bitnami-labs/sealed-secrets 0.40. Unverified: all others.
 */
export const asOf = '2026-12-01';

/** Checks of permissions, without their area; one of them has two parts. */
export type NeededPermission =
  | 'secret-readers'
  /** To open sessions in Pods. */
  | 'pod-exec'
  /** To change running Pods. */
  | 'pod-changes'
  | 'pod-creators'
  | 'webhook-writers'
  | 'token-creators'
  | 'node-proxy-permissions'
  | 'escalation-permissions';

type Needs = Readonly<Partial<Record<NeededPermission, string>>>;

const OWN_WEBHOOK: Needs = { 'webhook-writers': 'renews the certificate of its own webhooks' };

const DATABASE: Needs = {
  'secret-readers': 'creates the credentials of its databases',
  'pod-exec': 'runs commands in the Pods of its databases',
  'pod-changes': 'manages the Pods of its databases',
  'pod-creators': 'creates the Pods of its databases',
  ...OWN_WEBHOOK,
};

const WORKLOADS: Needs = {
  'pod-changes': 'manages the Pods of its workloads',
  'pod-creators': 'creates the Pods of its workloads',
  ...OWN_WEBHOOK,
};

const MONITORS: Needs = {
  'secret-readers': 'reads the credentials that its monitors refer to',
  'pod-creators': 'creates the Pods of its servers',
  ...OWN_WEBHOOK,
};

const ENTRY_POINT: Needs = { 'secret-readers': 'reads the certificates that its routes refer to' };

const ISTIOD: Needs = { 'secret-readers': 'serves the certificates of gateways by SDS' };

/** By the ids of the catalogue. */
export const operatorNeeds: Readonly<Record<string, Needs>> = {
  'actions-runner-controller': {
    ...WORKLOADS,
    'secret-readers': 'stores the registration of its runners',
  },
  'argo-rollouts': {
    'secret-readers': 'reads the credentials of metric providers',
    'pod-changes': 'labels the Pods of rollouts',
    'pod-creators': 'creates ReplicaSets and Jobs of rollouts',
  },
  'argo-workflows': {
    'secret-readers': 'reads the credentials of artifact repositories',
    'pod-exec': 'signals the Pods of workflows',
    'pod-changes': 'labels the Pods of workflows',
    'pod-creators': 'creates the Pods of workflows',
  },
  'argo-events': { ...WORKLOADS, 'secret-readers': 'reads the credentials of event sources' },
  'cass-operator': DATABASE,
  'cert-manager': {
    'secret-readers': 'stores the certificates that it issues',
    'token-creators': 'requests tokens of the ServiceAccounts that issuers refer to',
    'webhook-writers': 'writes the CA of webhooks',
  },
  'chaos-mesh': {
    'secret-readers': 'reads the credentials of remote clusters',
    'pod-changes': 'injects faults into Pods',
    'pod-creators': 'creates the Pods of its workflows',
  },
  'clickhouse-operator': DATABASE,
  'cloudnative-pg': DATABASE,
  'cluster-api': { 'secret-readers': 'stores the credentials of its clusters', ...OWN_WEBHOOK },
  crossplane: {
    'secret-readers': 'stores the connection details of its resources',
    'escalation-permissions': 'grants roles to its providers',
    ...OWN_WEBHOOK,
  },
  'crunchy-postgres': DATABASE,
  dapr: { 'secret-readers': 'reads the Secrets that components refer to', ...OWN_WEBHOOK },
  eck: {
    'secret-readers': 'creates the credentials and certificates of its clusters',
    'pod-changes': 'annotates the Pods of its clusters',
    'pod-creators': 'creates the Pods of its clusters',
    ...OWN_WEBHOOK,
  },
  'external-secrets': {
    'secret-readers': 'writes Secrets',
    'token-creators': 'requests tokens of the ServiceAccounts that stores refer to',
    ...OWN_WEBHOOK,
  },
  flux: { 'secret-readers': 'reads the credentials of sources and clusters' },
  gatekeeper: {
    'secret-readers': 'audits all objects',
    'node-proxy-permissions': 'audits all objects',
    ...OWN_WEBHOOK,
  },
  'grafana-operator': MONITORS,
  keda: { 'secret-readers': 'reads the credentials that TriggerAuthentications refer to', ...OWN_WEBHOOK },
  knative: { ...WORKLOADS, 'secret-readers': 'stores the certificates of its routes' },
  'knative-eventing': { ...WORKLOADS, 'secret-readers': 'reads the credentials of event sources' },
  kserve: { ...WORKLOADS, 'secret-readers': 'reads the credentials of model storage' },
  kubeflow: WORKLOADS,
  kuberay: WORKLOADS,
  kubevirt: {
    ...WORKLOADS,
    'secret-readers': 'stores the certificates of its components',
    'escalation-permissions': 'grants the roles of its components',
  },
  kueue: { ...WORKLOADS, 'secret-readers': 'reads the credentials of remote clusters' },
  kyverno: OWN_WEBHOOK,
  'logging-operator': MONITORS,
  'mariadb-operator': DATABASE,
  metallb: OWN_WEBHOOK,
  'minio-operator': DATABASE,
  mongodb: DATABASE,
  'mysql-operator': DATABASE,
  'node-feature-discovery': { 'node-proxy-permissions': 'reads the configuration of kubelets' },
  'opensearch-operator': DATABASE,
  opentelemetry: MONITORS,
  percona: DATABASE,
  'prometheus-operator': MONITORS,
  rabbitmq: DATABASE,
  'redis-operator': DATABASE,
  'rook-ceph': { ...WORKLOADS, 'secret-readers': 'stores the keys of Ceph' },
  'sealed-secrets': { 'secret-readers': 'writes Secrets' },
  'spark-operator': WORKLOADS,
  strimzi: DATABASE,
  tekton: { ...WORKLOADS, 'secret-readers': 'reads the credentials of repositories' },
  'tekton-triggers': { ...OWN_WEBHOOK, 'secret-readers': 'reads the keys of webhooks' },
  'tidb-operator': DATABASE,
  'tigera-operator': {
    'secret-readers': 'copies the certificates of its components',
    'pod-changes': 'manages the Pods of its components',
    'pod-creators': 'creates the Pods of its components',
    'escalation-permissions': 'grants the roles of its components',
    ...OWN_WEBHOOK,
  },
  'trivy-operator': { 'secret-readers': 'reads the pull secrets of scanned images', ...WORKLOADS },
  'trust-manager': { 'secret-readers': 'reads and writes bundles', ...OWN_WEBHOOK },
  'vault-secrets-operator': {
    'secret-readers': 'writes Secrets',
    'token-creators': 'requests tokens of the ServiceAccounts that its objects refer to',
  },
  'vertical-pod-autoscaler': { 'pod-changes': 'resizes Pods in place', ...OWN_WEBHOOK },
  'victoria-metrics': MONITORS,
  vitess: DATABASE,
  volcano: WORKLOADS,
  'zalando-postgres-operator': DATABASE,
};

/** The same for istiod, and for controllers of the API of Kubernetes itself, whatever their product: by what only they write. */
export const controllerNeeds = [
  // Before the others, whose status istiod writes as well (clusterrole.yaml of the istiod chart, 1.31).
  {
    name: 'istiod',
    permissions: [
      { group: 'networking.istio.io', resources: ['workloadentries/status'], verbs: ['patch', 'update'] },
    ],
    needs: ISTIOD,
  },
  { name: 'an Ingress controller', permissions: INGRESS_STATUS, needs: ENTRY_POINT },
  {
    name: 'a Gateway controller',
    permissions: [
      { group: 'gateway.networking.k8s.io', resources: ['gateways/status'], verbs: ['patch', 'update'] },
    ],
    needs: ENTRY_POINT,
  },
] as const;
