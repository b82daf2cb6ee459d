import type * as certificate from '../schema/certificate.ts';
import type * as cluster from '../schema/cluster.ts';
import type * as core from '../schema/core.ts';
import type * as kubelet from '../schema/kubelet.ts';
import type * as policy from '../schema/policy.ts';
import type * as server from '../schema/server.ts';

export type * from '../schema/certificate.ts';
export type * from '../schema/cluster.ts';
export type * from '../schema/core.ts';
export type * from '../schema/kubelet.ts';
export type * from '../schema/policy.ts';
export type * from '../schema/server.ts';

/** Every record kind of a snapshot. The key is the `t` of a line in the file; adding one is a schema change. */
export interface RecordTypes {
  pod: core.PodRecord;
  node: core.NodeRecord;
  kubelet: kubelet.KubeletRecord;
  namespace: core.NamespaceRecord;
  workload: core.WorkloadRecord;
  service: core.ServiceRecord;
  endpointSlice: core.EndpointSliceRecord;
  serviceAccount: core.ServiceAccountRecord;
  secret: core.SecretRecord;
  configMap: core.ConfigMapRecord;
  lease: core.LeaseRecord;
  ingress: cluster.IngressRecord;
  class: cluster.ClassRecord;
  gateway: cluster.GatewayRecord;
  route: cluster.RouteRecord;
  networkPolicy: policy.NetworkPolicyRecord;
  role: cluster.RoleRecord;
  binding: cluster.BindingRecord;
  storageClass: cluster.StorageClassRecord;
  persistentVolume: cluster.PersistentVolumeRecord;
  persistentVolumeClaim: cluster.PersistentVolumeClaimRecord;
  csiDriver: cluster.CsiDriverRecord;
  crd: cluster.CrdRecord;
  apiService: cluster.ApiServiceRecord;
  webhook: cluster.WebhookRecord;
  custom: cluster.CustomRecord;
  envoyBootstrap: cluster.EnvoyBootstrapRecord;
  certificate: certificate.CertificateRecord;
  signingRequest: certificate.SigningRequestRecord;
  flagz: server.FlagzRecord;
  metrics: server.MetricsRecord;
  health: server.HealthRecord;
  version: server.VersionRecord;
  probe: server.ProbeRecord;
  endpoint: server.EndpointRecord;
  client: server.ClientRecord;
  discovery: server.DiscoveryRecord;
  identity: server.IdentityRecord;
  right: server.RightRecord;
  openid: server.OpenIdRecord;
}

export type RecordKind = keyof RecordTypes;
