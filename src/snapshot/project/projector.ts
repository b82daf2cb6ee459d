/**
 * From raw Kubernetes JSON to records. Dispatches by API group and kind; versions of a group are read alike, because the
 * fields that are kept have the same place in all of them.
 */
import { projectSigningRequest, projectTrustBundle } from './certificate.ts';
import { projectConfigMap } from './config.ts';
import { projectLease, projectNamespace, projectSecret, projectServiceAccount } from './core.ts';
import { customKind, projectCustom } from './custom.ts';
import { projectApiService, projectCrd, projectWebhook } from './extension.ts';
import * as gateway from './gateway.ts';
import { projectClass, projectIngress } from './network.ts';
import { projectNode } from './node.ts';
import { createPodProjection } from './pod.ts';
import { projectAdminPolicy } from './policy/admin.ts';
import { projectAntreaPolicy } from './policy/antrea.ts';
import { projectCalicoPolicy } from './policy/calico.ts';
import { projectCiliumPolicy } from './policy/cilium.ts';
import { projectNetworkPolicy } from './policy/kubernetes.ts';
import { isObject, metaOf } from './raw.ts';
import { projectBinding, projectRole } from './rbac.ts';
import { routeKindProjections } from './route-kinds.ts';
import * as routes from './routes.ts';
import { projectEndpointSlice, projectEndpoints, projectService } from './service.ts';
import * as storage from './storage.ts';
import { createTemplateTable } from './template.ts';
import type { Project, Projected } from './types.ts';
import { createWorkloadProjection } from './workload.ts';

const FIXED: Readonly<Record<string, Project>> = {
  '/Node': projectNode,
  '/Namespace': projectNamespace,
  '/Service': projectService,
  '/ServiceAccount': projectServiceAccount,
  '/Secret': projectSecret,
  '/ConfigMap': projectConfigMap,
  '/PersistentVolume': storage.projectPersistentVolume,
  '/PersistentVolumeClaim': storage.projectPersistentVolumeClaim,
  'discovery.k8s.io/EndpointSlice': projectEndpointSlice,
  '/Endpoints': projectEndpoints,
  'coordination.k8s.io/Lease': projectLease,
  'networking.k8s.io/Ingress': projectIngress,
  'extensions/Ingress': projectIngress,
  'networking.k8s.io/IngressClass': projectClass,
  'networking.k8s.io/NetworkPolicy': projectNetworkPolicy,
  'extensions/NetworkPolicy': projectNetworkPolicy,
  'cilium.io/CiliumNetworkPolicy': projectCiliumPolicy,
  'cilium.io/CiliumClusterwideNetworkPolicy': projectCiliumPolicy,
  'projectcalico.org/NetworkPolicy': projectCalicoPolicy,
  'projectcalico.org/GlobalNetworkPolicy': projectCalicoPolicy,
  'crd.projectcalico.org/NetworkPolicy': projectCalicoPolicy,
  'crd.projectcalico.org/GlobalNetworkPolicy': projectCalicoPolicy,
  'policy.networking.k8s.io/AdminNetworkPolicy': projectAdminPolicy,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': projectAdminPolicy,
  'policy.networking.k8s.io/ClusterNetworkPolicy': projectAdminPolicy,
  'crd.antrea.io/NetworkPolicy': projectAntreaPolicy,
  'crd.antrea.io/ClusterNetworkPolicy': projectAntreaPolicy,
  'gateway.networking.k8s.io/GatewayClass': projectClass,
  'gateway.networking.k8s.io/Gateway': gateway.projectGateway,
  'gateway.networking.k8s.io/HTTPRoute': routes.projectRoute,
  'gateway.networking.k8s.io/GRPCRoute': routes.projectRoute,
  'gateway.networking.k8s.io/TLSRoute': routes.projectRoute,
  'gateway.networking.k8s.io/TCPRoute': routes.projectRoute,
  'gateway.networking.k8s.io/UDPRoute': routes.projectRoute,
  'networking.istio.io/Gateway': gateway.projectIstioGateway,
  'networking.istio.io/VirtualService': routes.projectVirtualService,
  'route.openshift.io/Route': routes.projectOpenShiftRoute,
  'projectcontour.io/HTTPProxy': routes.projectHttpProxy,
  'traefik.io/IngressRoute': routes.projectIngressRoute,
  'traefik.io/IngressRouteTCP': routes.projectIngressRoute,
  'traefik.io/IngressRouteUDP': routes.projectIngressRoute,
  'traefik.containo.us/IngressRoute': routes.projectIngressRoute,
  'traefik.containo.us/IngressRouteTCP': routes.projectIngressRoute,
  'traefik.containo.us/IngressRouteUDP': routes.projectIngressRoute,
  'getambassador.io/Mapping': routes.projectMapping,
  'getambassador.io/TCPMapping': routes.projectMapping,
  'x.getambassador.io/AmbassadorMapping': routes.projectMapping,
  'x.getambassador.io/AmbassadorTCPMapping': routes.projectMapping,
  ...routeKindProjections,
  'rbac.authorization.k8s.io/Role': projectRole,
  'rbac.authorization.k8s.io/ClusterRole': projectRole,
  'rbac.authorization.k8s.io/RoleBinding': projectBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': projectBinding,
  'storage.k8s.io/StorageClass': storage.projectStorageClass,
  'storage.k8s.io/CSIDriver': storage.projectCsiDriver,
  'apiextensions.k8s.io/CustomResourceDefinition': projectCrd,
  'apiregistration.k8s.io/APIService': projectApiService,
  'certificates.k8s.io/CertificateSigningRequest': projectSigningRequest,
  'certificates.k8s.io/ClusterTrustBundle': projectTrustBundle,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': projectWebhook,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': projectWebhook,
};

const WORKLOADS = [
  ...['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'].flatMap((kind) => [
    `apps/${kind}`,
    `extensions/${kind}`,
  ]),
  '/ReplicationController',
  'apps.openshift.io/DeploymentConfig',
  // OpenShift up to 3.9 served its own kinds in the core group.
  '/DeploymentConfig',
  'batch/Job',
  'batch/CronJob',
];

/** Turns raw objects into records. Holds the tables of shared strings and templates: one projector per snapshot. */
export interface Projector {
  /** A raw object that says its own apiVersion and kind; undefined when nothing of it is kept. Never throws. */
  project(raw: unknown): Projected | undefined;
  /**
   * As `project`, for items that do not say what they are: those of a raw list, and PartialObjectMetadata. What the
   * caller says wins over what stands in the object.
   */
  projectAs(apiVersion: string, kind: string, raw: unknown): Projected | undefined;
  /** Whether objects of this kind can give a record at all. */
  handles(apiVersion: string, kind: string): boolean;
}

/** How to read one kind. */
interface Entry {
  project: Project;
  group: string;
  version: string;
}

/**
 * `fromFiles`: what is read are files of the user, so that objects without uid and status are manifests. Live collection must never say so:
 * what an object claims about itself is not enough.
 */
export function createProjector({ fromFiles = false }: { fromFiles?: boolean } = {}): Projector {
  const templates = createTemplateTable();
  const workload = createWorkloadProjection(templates);
  const table = new Map<string, Project>(Object.entries(FIXED));
  table.set('/Pod', createPodProjection(templates, fromFiles));
  for (const key of WORKLOADS) table.set(key, workload);

  const entries = new Map<string, Entry | undefined>();
  const find = (apiVersion: string, kind: string): Entry | undefined => {
    const key = `${apiVersion} ${kind}`;
    if (entries.has(key)) return entries.get(key);
    const { group, version } = splitVersion(apiVersion);
    const own = table.get(`${group}/${kind}`);
    const project = own ?? (customKind(group, kind) !== undefined ? projectCustom : undefined);
    const entry = project && { project, group, version };
    // Kinds come from strangers as well; the table stays small.
    if (entries.size < 2_000) entries.set(key, entry);
    return entry;
  };

  const projectAs = (apiVersion: string, kind: string, raw: unknown): Projected | undefined => {
    const entry = find(apiVersion, kind);
    if (entry === undefined || !isObject(raw)) return undefined;
    const meta = metaOf(raw);
    if (meta === undefined) return undefined;
    return entry.project({ raw, meta, group: entry.group, kind, version: entry.version });
  };

  return {
    projectAs,
    project: (raw) => {
      if (!isObject(raw)) return undefined;
      const apiVersion = raw['apiVersion'];
      const kind = raw['kind'];
      return typeof apiVersion === 'string' && typeof kind === 'string'
        ? projectAs(apiVersion, kind, raw)
        : undefined;
    },
    handles: (apiVersion, kind) => find(apiVersion, kind) !== undefined,
  };
}

/** `apps/v1` -> group apps; `v1` -> the core group, ''. */
export function splitVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Hands a projection and what it brought along to `add`, in order. */
export function eachRecord(projected: Projected, add: (item: Projected) => void): void {
  add(projected);
  for (const item of projected.extra ?? []) eachRecord(item, add);
}
