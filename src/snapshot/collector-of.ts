/** Which collector brings, or would have brought, a record. */
import type { CertificateUse, RecordKind, RecordTypes } from './records/index.ts';
import type { CollectorId } from './types.ts';

/** Kinds of records that one collector brings. */
export const COLLECTOR_OF_KIND: Readonly<
  Record<Exclude<RecordKind, 'class' | 'gateway' | 'route' | 'custom' | 'certificate'>, CollectorId>
> = {
  pod: 'pods',
  node: 'nodes',
  kubelet: 'kubelets',
  namespace: 'namespaces',
  workload: 'workloads',
  service: 'services',
  endpointSlice: 'endpointslices',
  serviceAccount: 'serviceaccounts',
  secret: 'secrets',
  configMap: 'configmaps',
  lease: 'leases',
  ingress: 'ingresses',
  networkPolicy: 'networkpolicies',
  role: 'rbac',
  binding: 'rbac',
  storageClass: 'storage',
  persistentVolume: 'storage',
  persistentVolumeClaim: 'storage',
  csiDriver: 'storage',
  crd: 'crds',
  apiService: 'apiservices',
  webhook: 'webhooks',
  envoyBootstrap: 'envoy',
  signingRequest: 'certificates',
  flagz: 'flagz',
  metrics: 'metrics',
  health: 'health',
  version: 'version',
  probe: 'probe',
  endpoint: 'endpoint',
  client: 'endpoint',
  discovery: 'discovery',
  identity: 'identity',
  right: 'rights',
  openid: 'openid',
};

/** How many replicas there are to be, and how many may be away. */
const AVAILABILITY_KINDS = new Set(['policy/PodDisruptionBudget', 'autoscaling/HorizontalPodAutoscaler']);

const ISTIO_GROUP = /(?:^|\.)istio\.io$|^sailoperator\.io$|^maistra\.io$|^mesh\.cloud\.google\.com$/;
const ENVOY_GROUP = /^gateway\.envoyproxy\.io$|^projectcontour\.io$|^getambassador\.io$/;

/** A certificate comes with the object that shows it. */
const COLLECTOR_OF_HOLDER: Readonly<Record<CertificateUse, CollectorId>> = {
  serving: 'endpoint',
  'client-ca': 'configmaps',
  'front-proxy-ca': 'configmaps',
  'cluster-ca': 'configmaps',
  'webhook-ca': 'webhooks',
  'aggregated-ca': 'apiservices',
  'conversion-ca': 'crds',
  'trust-bundle': 'certificates',
  issued: 'certificates',
};

/** The collector that would have brought a record. */
export function collectorOf<K extends RecordKind>(kind: K, record: RecordTypes[K]): CollectorId {
  switch (kind) {
    case 'class':
      return (record as RecordTypes['class']).kind === 'GatewayClass' ? 'gateways' : 'ingresses';
    case 'gateway':
      return (record as RecordTypes['gateway']).api === 'networking.istio.io' ? 'istio' : 'gateways';
    case 'route':
      return isIstioRoute(record as RecordTypes['route']) ? 'istio' : 'gateways';
    case 'certificate':
      return COLLECTOR_OF_HOLDER[(record as RecordTypes['certificate']).use];
    case 'custom': {
      const { group, kind: custom } = record as RecordTypes['custom'];
      return collectorOfCustom(group, custom);
    }
    default:
      return COLLECTOR_OF_KIND[kind];
  }
}

/** Gloo has a kind of that name, too; older tools, which did not tell the group, read Istio's alone. */
export function isIstioRoute({ kind, group }: Pick<RecordTypes['route'], 'kind' | 'group'>): boolean {
  return kind === 'VirtualService' && (group === undefined || group === 'networking.istio.io');
}
/** What policies mean, and whether they count, stands in these as well. */
const POLICY_KINDS = new Set([
  'cilium.io/CiliumNodeConfig',
  'projectcalico.org/NetworkSet',
  'projectcalico.org/GlobalNetworkSet',
  'crd.projectcalico.org/NetworkSet',
  'crd.projectcalico.org/GlobalNetworkSet',
]);

/** The same for a kind that is kept as a custom record. */
export function collectorOfCustom(group: string, kind: string): CollectorId {
  if (POLICY_KINDS.has(`${group}/${kind}`)) return 'networkpolicies';
  if (AVAILABILITY_KINDS.has(`${group}/${kind}`)) return 'availability';
  if (group === 'flowcontrol.apiserver.k8s.io') return 'flowcontrol';
  return ISTIO_GROUP.test(group) ? 'istio' : ENVOY_GROUP.test(group) ? 'envoy' : 'platform';
}
