import { withReceivers } from '../collector-config.ts';
import { withAllToAll, withBusStrategy, withEventSources, withMetadataSession } from './reduced.ts';
import type { CustomKind } from './types.ts';

const CONDITIONS = ['conditions.type', 'conditions.status', 'conditions.reason'];

/**
 * Kinds of add-ons with the fields that checks of src/checks/addons read. Field names are those of the projects' CRDs; `x.*` keeps only that
 * `x` is set, and the values of the given names.
 */
export const ADDON_KINDS: Readonly<Record<string, CustomKind>> = {
  'cert-manager.io/Certificate': {
    spec: ['secretName', 'issuerRef.name', 'issuerRef.kind', 'issuerRef.group'],
    status: ['notAfter', 'renewalTime', ...CONDITIONS],
  },
  // A self-signed issuer has no other field than the address of its revocation list.
  'cert-manager.io/Issuer': { spec: ['selfSigned.crlDistributionPoints'] },
  'cert-manager.io/ClusterIssuer': { spec: ['selfSigned.crlDistributionPoints'] },
  'keda.sh/ClusterTriggerAuthentication': {
    spec: [
      'secretTargetRef.name',
      'env.name',
      'hashiCorpVault.address',
      'azureKeyVault.vaultUri',
      'gcpSecretManager.secrets.parameter',
      'awsSecretManager.secrets.parameter',
    ],
  },
  'karpenter.k8s.aws/EC2NodeClass': {
    spec: ['httpEndpoint', 'session', 'httpPutResponseHopLimit'].map((name) => `metadataOptions.${name}`),
    prepare: withMetadataSession,
  },
  'argoproj.io/EventBus': { spec: ['nats.native.strategy'], prepare: withBusStrategy },
  'argoproj.io/EventSource': { spec: ['sources.name', 'sources.verifies'], prepare: withEventSources },
  'consul.hashicorp.com/ServiceIntentions': {
    spec: ['destination.name', 'sources.name', 'sources.action'],
  },
  'kuma.io/MeshTrafficPermission': {
    spec: ['targetRef.kind', 'from.targetRef.kind', 'from.default.action'],
  },
  'kuma.io/TrafficPermission': { spec: ['allToAll'], prepare: withAllToAll },
  'pkg.crossplane.io/Provider': { spec: ['package'] },
  'pkg.crossplane.io/Function': { spec: ['package'] },
  'pkg.crossplane.io/Configuration': { spec: ['package'] },
  'opentelemetry.io/OpenTelemetryCollector': {
    spec: ['receivers.name', 'receivers.port', 'receivers.verifies'],
    prepare: withReceivers,
  },
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
  'kuma.io/Mesh': { spec: ['mtls.enabledBackend', 'mtls.backends.name', 'mtls.backends.mode'] },
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
