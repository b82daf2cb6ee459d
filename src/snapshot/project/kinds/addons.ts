import { CONDITIONS } from './types.ts';
import type { CustomKind } from './types.ts';

export const addons: Record<string, CustomKind> = {
  'velero.io/Schedule': {
    spec: [
      'schedule',
      'paused',
      'template.ttl',
      'template.includedNamespaces',
      'template.excludedNamespaces',
      'template.snapshotVolumes',
      'template.storageLocation',
    ],
    status: ['phase', 'lastBackup'],
  },
  'velero.io/Backup': {
    spec: ['ttl', 'includedNamespaces', 'storageLocation'],
    status: ['phase', 'expiration', 'completionTimestamp'],
  },
  'velero.io/BackupStorageLocation': {
    spec: [
      'provider',
      'accessMode',
      'default',
      'objectStorage.bucket',
      'config.insecureSkipTLSVerify',
      'config.s3Url',
    ],
    status: ['phase', 'lastSyncedTime'],
  },
  'config.kio.kasten.io/Policy': { spec: ['frequency', 'actions.action', 'paused'], status: ['validation'] },
  'cert-manager.io/ClusterIssuer': {
    spec: ['acme.server', 'ca.secretName', 'selfSigned?', 'vault.server', 'venafi?'],
    status: CONDITIONS,
  },
  'cert-manager.io/Issuer': {
    spec: ['acme.server', 'ca.secretName', 'selfSigned?', 'vault.server', 'venafi?'],
    status: CONDITIONS,
  },
  'cert-manager.io/Certificate': {
    spec: ['secretName', 'dnsNames', 'issuerRef', 'isCA'],
    status: ['notAfter', 'renewalTime', ...CONDITIONS],
  },
  'argoproj.io/Application': {
    spec: ['project', 'destination', 'source.repoURL', 'sources.repoURL', 'syncPolicy.automated'],
    status: ['sync.status', 'health.status'],
  },
  'argoproj.io/AppProject': {
    spec: ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'sourceNamespaces'],
  },
  'argoproj.io/ArgoCD': {
    spec: [
      'server.insecure',
      'server.route.enabled',
      'server.ingress.enabled',
      'ha.enabled',
      'rbac.defaultPolicy',
    ],
  },
  'source.toolkit.fluxcd.io/*': {
    spec: ['url', 'endpoint', 'insecure', 'verify.provider', 'verify.mode', 'suspend'],
    status: CONDITIONS,
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    spec: ['serviceAccountName', 'sourceRef', 'suspend', 'targetNamespace', 'prune'],
    status: CONDITIONS,
  },
  'helm.toolkit.fluxcd.io/HelmRelease': {
    spec: ['serviceAccountName', 'chart.spec.chart', 'chart.spec.version', 'targetNamespace', 'suspend'],
    status: CONDITIONS,
  },
  'kyverno.io/ClusterPolicy': {
    spec: [
      'validationFailureAction',
      'background',
      'failurePolicy',
      'rules.name',
      'rules.validate.failureAction',
    ],
  },
  'kyverno.io/Policy': {
    spec: ['validationFailureAction', 'background', 'rules.name', 'rules.validate.failureAction'],
  },
  'kyverno.io/PolicyException': { spec: ['exceptions'] },
  'templates.gatekeeper.sh/ConstraintTemplate': { spec: ['crd.spec.names.kind'] },
  'constraints.gatekeeper.sh/*': { spec: ['enforcementAction', 'match'], status: ['totalViolations'] },
  'config.gatekeeper.sh/Config': { spec: ['match'] },
  'policies.kubewarden.io/*': {
    spec: ['mode', 'module', 'policyServer', 'backgroundAudit'],
    status: ['policyStatus'],
  },
  'cilium.io/TracingPolicy': {},
  'external-secrets.io/ClusterSecretStore': { spec: ['conditions', 'provider%'], status: CONDITIONS },
  'external-secrets.io/SecretStore': { spec: ['provider%'], status: CONDITIONS },
  'monitoring.coreos.com/Prometheus': {
    spec: [
      'replicas',
      'retention',
      'storage?',
      'enableAdminAPI',
      'version',
      'externalUrl',
      'serviceMonitorNamespaceSelector',
    ],
  },
  'monitoring.coreos.com/Alertmanager': { spec: ['replicas', 'storage?', 'version', 'externalUrl'] },
  'kiali.io/Kiali': {
    spec: ['auth.strategy', 'deployment.view_only_mode', 'deployment.ingress.enabled', 'version'],
  },
  'karpenter.sh/NodePool': {
    spec: ['limits', 'disruption.consolidationPolicy', 'disruption.budgets', 'template.spec.nodeClassRef'],
  },
  'keda.sh/ScaledObject': { spec: ['scaleTargetRef', 'minReplicaCount', 'maxReplicaCount'] },
  'ceph.rook.io/CephCluster': {
    spec: ['mon.count', 'mgr.count', 'dashboard', 'network.connections', 'cephVersion.image'],
    status: ['ceph.health', 'ceph.versions', 'version.version', 'phase'],
  },
  'ceph.rook.io/CephBlockPool': { spec: ['replicated.size', 'failureDomain'] },
  'longhorn.io/Setting': { top: ['value'] },
  'longhorn.io/BackupTarget': { spec: ['backupTargetURL'], status: ['available'] },
  'postgresql.cnpg.io/Cluster': {
    spec: ['instances', 'backup?', 'imageName'],
    status: ['readyInstances', 'phase'],
  },
  'kafka.strimzi.io/Kafka': {
    spec: [
      'kafka.replicas',
      'kafka.version',
      'kafka.listeners.name',
      'kafka.listeners.type',
      'kafka.listeners.tls',
    ],
  },
  'operators.coreos.com/Subscription': {
    spec: ['installPlanApproval', 'channel', 'name', 'source'],
    status: ['installedCSV'],
  },
  'pkg.crossplane.io/Provider': { spec: ['package'], status: CONDITIONS },
  'management.cattle.io/Setting': {},
};
