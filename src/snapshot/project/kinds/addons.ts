import type { CustomKind } from './types.ts';

const CONDITIONS = ['conditions.type', 'conditions.status', 'conditions.reason'];

/**
 * Kinds of add-ons with the fields that checks of src/checks/addons read. Field names are those of the projects' CRDs; `x.*` keeps only that
 * `x` is set, and the values of the given names.
 */
export const ADDON_KINDS: Readonly<Record<string, CustomKind>> = {
  'cert-manager.io/Certificate': { status: ['notAfter', 'renewalTime', ...CONDITIONS] },
  'argoproj.io/AppProject': { spec: ['sourceRepos', 'destinations.namespace'] },
  'source.toolkit.fluxcd.io/GitRepository': { spec: ['url', 'suspend', 'verify.mode'] },
  'source.toolkit.fluxcd.io/OCIRepository': { spec: ['insecure', 'suspend', 'verify.provider'] },
  'source.toolkit.fluxcd.io/HelmRepository': { spec: ['url', 'type', 'insecure', 'suspend'] },
  'source.toolkit.fluxcd.io/Bucket': { spec: ['insecure', 'suspend'] },
  'kyverno.io/ClusterPolicy': {
    spec: ['validationFailureAction', 'rules.validate.failureAction', 'rules.verifyImages.failureAction'],
  },
  'policies.kyverno.io/ValidatingPolicy': { spec: ['validationActions'] },
  'policies.kyverno.io/ImageValidatingPolicy': { spec: ['validationActions'] },
  'constraints.gatekeeper.sh/*': {
    spec: ['enforcementAction', 'scopedEnforcementActions.action'],
  },
  'config.gatekeeper.sh/Config': { spec: ['match.excludedNamespaces', 'match.processes'] },
  'velero.io/Schedule': { spec: ['paused'] },
  'velero.io/Backup': { status: ['phase', 'completionTimestamp'] },
  'velero.io/BackupStorageLocation': { status: ['phase'] },
  'external-secrets.io/ClusterSecretStore': {
    spec: [
      'conditions.namespaces',
      'conditions.namespaceRegexes',
      'conditions.namespaceSelector.matchLabels.*',
      'conditions.namespaceSelector.matchExpressions.key',
    ],
  },
  'secrets-store.csi.x-k8s.io/SecretProviderClass': { spec: ['secretObjects.secretName'] },
  'karpenter.sh/NodePool': { spec: ['limits.cpu', 'limits.memory', 'limits.nodes'] },
  'ceph.rook.io/CephCluster': {
    spec: ['external.enable', 'mon.count', 'network.connections.encryption.enabled'],
    status: ['ceph.health'],
  },
  'ceph.rook.io/CephBlockPool': {
    spec: ['replicated.size', 'erasureCoded.codingChunks', 'erasureCoded.dataChunks'],
  },
  'longhorn.io/Setting': { top: ['value'] },
  'longhorn.io/BackupTarget': { spec: ['backupTargetURL'] },
  'longhorn.io/Volume': { spec: ['numberOfReplicas'] },
  'kafka.strimzi.io/Kafka': {
    spec: [
      'kafka.listeners.name',
      'kafka.listeners.type',
      'kafka.listeners.tls',
      'kafka.listeners.authentication.type',
    ],
  },
  'operators.coreos.com/Subscription': { spec: ['installPlanApproval'] },
  'kuma.io/Mesh': { spec: ['mtls.enabledBackend'] },
  'dapr.io/Configuration': { spec: ['mtls.enabled'] },
  'elasticsearch.k8s.elastic.co/Elasticsearch': {
    spec: ['http.tls.selfSignedCertificate.disabled', 'http.tls.certificate.secretName'],
  },
  'kibana.k8s.elastic.co/Kibana': {
    spec: ['http.tls.selfSignedCertificate.disabled', 'http.tls.certificate.secretName'],
  },
  'triggers.tekton.dev/EventListener': {
    spec: [
      'triggers.name',
      'triggers.triggerRef',
      'triggers.interceptors.ref.name',
      'triggers.interceptors.name',
      'triggerGroups.name',
      'triggerGroups.interceptors.ref.name',
    ],
  },
  'metallb.io/BGPPeer': { spec: ['password', 'passwordSecret.name'] },
};
