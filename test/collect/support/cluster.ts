/** The API of a small but complete cluster, written here independently of the collectors. */
import type { FakeSettings, ServedResource } from './server.ts';

const table = `
v1 Pod pods ns
v1 Node nodes
v1 Namespace namespaces
v1 Service services ns
v1 ServiceAccount serviceaccounts ns
v1 Secret secrets ns
v1 ConfigMap configmaps ns
v1 PersistentVolume persistentvolumes
v1 PersistentVolumeClaim persistentvolumeclaims ns
v1 ResourceQuota resourcequotas ns
v1 LimitRange limitranges ns
apps/v1 Deployment deployments ns
v1 ReplicationController replicationcontrollers ns
apps/v1 DaemonSet daemonsets ns
apps/v1 StatefulSet statefulsets ns
apps/v1 ReplicaSet replicasets ns
batch/v1 Job jobs ns
batch/v1 CronJob cronjobs ns
discovery.k8s.io/v1 EndpointSlice endpointslices ns
coordination.k8s.io/v1 Lease leases ns
flowcontrol.apiserver.k8s.io/v1 FlowSchema flowschemas
flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration prioritylevelconfigurations
networking.k8s.io/v1 Ingress ingresses ns
networking.k8s.io/v1 IngressClass ingressclasses
networking.k8s.io/v1 NetworkPolicy networkpolicies ns
networking.k8s.io/v1 ServiceCIDR servicecidrs
rbac.authorization.k8s.io/v1 Role roles ns
rbac.authorization.k8s.io/v1 ClusterRole clusterroles
rbac.authorization.k8s.io/v1 RoleBinding rolebindings ns
rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings
storage.k8s.io/v1 StorageClass storageclasses
storage.k8s.io/v1 CSIDriver csidrivers
storage.k8s.io/v1 CSINode csinodes
storage.k8s.io/v1 VolumeAttachment volumeattachments
snapshot.storage.k8s.io/v1 VolumeSnapshot volumesnapshots ns
snapshot.storage.k8s.io/v1 VolumeSnapshotClass volumesnapshotclasses
snapshot.storage.k8s.io/v1 VolumeSnapshotContent volumesnapshotcontents
apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions
apiregistration.k8s.io/v1 APIService apiservices
admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration validatingwebhookconfigurations
admissionregistration.k8s.io/v1 MutatingWebhookConfiguration mutatingwebhookconfigurations
admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy validatingadmissionpolicies
policy/v1 PodDisruptionBudget poddisruptionbudgets ns
autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers ns
node.k8s.io/v1 RuntimeClass runtimeclasses
scheduling.k8s.io/v1 PriorityClass priorityclasses
certificates.k8s.io/v1 CertificateSigningRequest certificatesigningrequests
gateway.networking.k8s.io/v1 GatewayClass gatewayclasses
gateway.networking.k8s.io/v1 Gateway gateways ns
gateway.networking.k8s.io/v1 HTTPRoute httproutes ns
gateway.networking.k8s.io/v1alpha2 TLSRoute tlsroutes ns
gateway.networking.k8s.io/v1beta1 ReferenceGrant referencegrants ns
gateway.networking.k8s.io/v1 BackendTLSPolicy backendtlspolicies ns
networking.istio.io/v1 Gateway gateways ns
networking.istio.io/v1 VirtualService virtualservices ns
networking.istio.io/v1 DestinationRule destinationrules ns
networking.istio.io/v1 ServiceEntry serviceentries ns
networking.istio.io/v1 Sidecar sidecars ns
networking.istio.io/v1alpha3 EnvoyFilter envoyfilters ns
networking.istio.io/v1beta1 ProxyConfig proxyconfigs ns
security.istio.io/v1 PeerAuthentication peerauthentications ns
security.istio.io/v1 AuthorizationPolicy authorizationpolicies ns
security.istio.io/v1 RequestAuthentication requestauthentications ns
telemetry.istio.io/v1 Telemetry telemetries ns
extensions.istio.io/v1alpha1 WasmPlugin wasmplugins ns
sailoperator.io/v1 Istio istios
sailoperator.io/v1 IstioRevision istiorevisions
gateway.envoyproxy.io/v1alpha1 EnvoyProxy envoyproxies ns
gateway.envoyproxy.io/v1alpha1 SecurityPolicy securitypolicies ns
gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy backendtrafficpolicies ns
projectcontour.io/v1 HTTPProxy httpproxies ns
projectcontour.io/v1alpha1 ContourConfiguration contourconfigurations ns
getambassador.io/v3alpha1 Mapping mappings ns
getambassador.io/v3alpha1 Host hosts ns
consul.hashicorp.com/v1alpha1 ServiceIntentions serviceintentions ns
consul.hashicorp.com/v1alpha1 Mesh meshes ns
route.openshift.io/v1 Route routes ns
traefik.io/v1alpha1 IngressRoute ingressroutes ns
cilium.io/v2 CiliumNetworkPolicy ciliumnetworkpolicies ns
cilium.io/v2 CiliumClusterwideNetworkPolicy ciliumclusterwidenetworkpolicies
crd.projectcalico.org/v1 NetworkPolicy networkpolicies ns
crd.projectcalico.org/v1 GlobalNetworkPolicy globalnetworkpolicies
policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy adminnetworkpolicies
config.openshift.io/v1 ClusterVersion clusterversions
config.openshift.io/v1 Infrastructure infrastructures
config.openshift.io/v1 OAuth oauths
config.openshift.io/v1 Ingress ingresses
config.openshift.io/v1 Network networks
operator.openshift.io/v1 Etcd etcds
operator.openshift.io/v1 IngressController ingresscontrollers ns
k3s.cattle.io/v1 ETCDSnapshotFile etcdsnapshotfiles
constraints.gatekeeper.sh/v1beta1 K8sRequiredLabels k8srequiredlabels
monitoring.coreos.com/v1 Prometheus prometheuses ns
kyverno.io/v1 ClusterPolicy clusterpolicies
kiali.io/v1alpha1 Kiali kialis ns
argoproj.io/v1alpha1 Application applications ns
ceph.rook.io/v1 CephCluster cephclusters ns
example.com/v1 Widget widgets ns
`;

export const resources: readonly ServedResource[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [api = '', kind = '', plural = '', scope] = line.split(' ');
    const slash = api.indexOf('/');
    return {
      group: slash < 0 ? '' : api.slice(0, slash),
      version: slash < 0 ? api : api.slice(slash + 1),
      kind,
      plural,
      namespaced: scope === 'ns',
    };
  });

const named = (name: string, namespace?: string, more: object = {}) => ({
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  ...more,
});

export function pod(
  name: string,
  namespace = 'team-a',
  containers: object[] = [{ name: 'c', image: 'web:1' }],
) {
  return named(name, namespace, { spec: { containers }, status: { phase: 'Running' } });
}

/** One identity lease of an API server. */
export function apiServerLease(name: string, address: string, renewTime = '2026-11-24T00:00:00.000000Z') {
  return {
    metadata: {
      name,
      namespace: 'kube-system',
      labels: {
        'apiserver.kubernetes.io/identity': 'kube-apiserver',
        'kubernetes.io/hostname': `host-${name}`,
      },
      annotations: { 'kubernetes.io/peer-advertise-address': `${address}:6443` },
    },
    spec: { renewTime, holderIdentity: name },
  };
}

const AUTH_READER = 'extension-apiserver-authentication-reader';

const METRICS = [
  '# TYPE apiserver_request_total counter',
  'apiserver_request_total{verb="LIST"} 41',
  'apiserver_audit_event_total 0',
  'apiserver_storage_data_key_generation_failures_total 0',
  'process_start_time_seconds 1.7e+09',
  '',
].join('\n');

/** A cluster in which everything is readable. */
export function wholeCluster(more: FakeSettings = {}): FakeSettings {
  return {
    resources,
    ...more,
    items: {
      '/api/v1/namespaces': ['default', 'kube-system', 'kube-public', 'team-a'].map((name) => named(name)),
      '/api/v1/nodes': [named('node-1')],
      '/api/v1/pods': [pod('web-1'), pod('etcd-node-1', 'kube-system')],
      '/api/v1/secrets': [named('db', 'team-a', { data: { password: 'aHVudGVyMg==' } })],
      '/api/v1/configmaps': [
        named('kubeadm-config', 'kube-system', {
          data: { ClusterConfiguration: 'controlPlaneEndpoint: lb.example:6443\n' },
        }),
        named('settings', 'team-a', { data: { password: 'hunter2' } }),
      ],
      '/api/v1/services': [named('kubernetes', 'default', { spec: { type: 'ClusterIP' } })],
      '/apis/rbac.authorization.k8s.io/v1/clusterroles': [named('cluster-admin')],
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings': [named('cluster-admin')],
      '/apis/rbac.authorization.k8s.io/v1/roles': [named(AUTH_READER, 'kube-system')],
      '/apis/rbac.authorization.k8s.io/v1/rolebindings': [named(`system::${AUTH_READER}`, 'kube-system')],
      '/api/v1/serviceaccounts': ['kube-system', 'team-a'].map((namespace) => named('default', namespace)),
      '/apis/apiregistration.k8s.io/v1/apiservices': [
        named('v1.', undefined, { spec: { version: 'v1' } }),
        named('v1.apps', undefined, { spec: { group: 'apps', version: 'v1' } }),
      ],
      '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas': [named('catch-all'), named('exempt')],
      '/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations': [
        named('catch-all'),
        named('exempt'),
      ],
      '/apis/scheduling.k8s.io/v1/priorityclasses': ['system-cluster-critical', 'system-node-critical'].map(
        (name) => named(name, undefined, { value: 2_000_000_000 }),
      ),
      '/apis/discovery.k8s.io/v1/endpointslices': [
        {
          metadata: {
            name: 'kubernetes',
            namespace: 'default',
            labels: { 'kubernetes.io/service-name': 'kubernetes' },
          },
          addressType: 'IPv4',
          endpoints: [{ addresses: ['10.0.0.1'] }],
          ports: [{ name: 'https', port: 6443 }],
        },
      ],
      '/apis/coordination.k8s.io/v1/leases': [apiServerLease('apiserver-a', '10.0.0.1')],
      '/apis/apps/v1/replicasets': [
        named('web-5d', 'team-a', {
          spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } },
        }),
      ],
      '/apis/security.istio.io/v1/peerauthentications': [
        named('default', 'istio-system', { spec: { mtls: { mode: 'PERMISSIVE' } } }),
      ],
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': [
        named('peerauthentications.security.istio.io', undefined, { spec: { group: 'x' } }),
      ],
      ...more.items,
    },
    documents: {
      '/version': { major: '1', minor: '37', gitVersion: 'v1.37.2' },
      '/readyz': '[+]ping ok\n[+]etcd ok\n[+]poststarthook/rbac/bootstrap-roles ok\nreadyz check passed\n',
      '/livez': '[+]ping ok\nlivez check passed\n',
      '/metrics': METRICS,
      '/flagz': { kind: 'Flagz', flags: { 'advertise-address': '10.0.0.1', 'anonymous-auth': 'false' } },
      '/.well-known/openid-configuration': { issuer: 'https://kubernetes.default.svc' },
      ...more.documents,
    },
  };
}
