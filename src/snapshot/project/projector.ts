/**
 * From raw Kubernetes JSON to records. Dispatches by API group and kind; versions of a group are read alike, because the
 * fields that are kept have the same place in all of them.
 */
import { projectSigningRequest, projectTrustBundle } from './certificate.ts';
import { projectConfigMap } from './config.ts';
import { projectLease, projectNamespace, projectSecret, projectServiceAccount } from './core.ts';
import { customKind, customRecord, projectCustom } from './custom.ts';
import { projectApiService, projectCrd, projectWebhook } from './extension.ts';
import * as gateway from './gateway.ts';
import { projectClass, projectIngress, projectNetworkPolicy, projectOtherPolicy } from './network.ts';
import { projectNode } from './node.ts';
import { createPodProjection } from './pod.ts';
import { isObject, metaOf } from './raw.ts';
import { projectBinding, projectRole } from './rbac.ts';
import { projectEndpointSlice, projectService } from './service.ts';
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
  'coordination.k8s.io/Lease': projectLease,
  'networking.k8s.io/Ingress': projectIngress,
  'extensions/Ingress': projectIngress,
  'networking.k8s.io/IngressClass': projectClass,
  'networking.k8s.io/NetworkPolicy': projectNetworkPolicy,
  'extensions/NetworkPolicy': projectNetworkPolicy,
  'cilium.io/CiliumNetworkPolicy': projectOtherPolicy,
  'cilium.io/CiliumClusterwideNetworkPolicy': projectOtherPolicy,
  'projectcalico.org/NetworkPolicy': projectOtherPolicy,
  'projectcalico.org/GlobalNetworkPolicy': projectOtherPolicy,
  'crd.projectcalico.org/NetworkPolicy': projectOtherPolicy,
  'crd.projectcalico.org/GlobalNetworkPolicy': projectOtherPolicy,
  'policy.networking.k8s.io/AdminNetworkPolicy': projectOtherPolicy,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': projectOtherPolicy,
  'policy.networking.k8s.io/ClusterNetworkPolicy': projectOtherPolicy,
  'crd.antrea.io/NetworkPolicy': projectOtherPolicy,
  'crd.antrea.io/ClusterNetworkPolicy': projectOtherPolicy,
  'gateway.networking.k8s.io/GatewayClass': projectClass,
  'gateway.networking.k8s.io/Gateway': gateway.projectGateway,
  'gateway.networking.k8s.io/HTTPRoute': gateway.projectRoute,
  'gateway.networking.k8s.io/GRPCRoute': gateway.projectRoute,
  'gateway.networking.k8s.io/TLSRoute': gateway.projectRoute,
  'gateway.networking.k8s.io/TCPRoute': gateway.projectRoute,
  'gateway.networking.k8s.io/UDPRoute': gateway.projectRoute,
  'networking.istio.io/Gateway': gateway.projectIstioGateway,
  'networking.istio.io/VirtualService': gateway.projectVirtualService,
  'route.openshift.io/Route': gateway.projectOpenShiftRoute,
  'projectcontour.io/HTTPProxy': gateway.projectHttpProxy,
  'traefik.io/IngressRoute': gateway.projectIngressRoute,
  'traefik.io/IngressRouteTCP': gateway.projectIngressRoute,
  'traefik.containo.us/IngressRoute': gateway.projectIngressRoute,
  'getambassador.io/Mapping': gateway.projectMapping,
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

const WORKLOADS = ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'].flatMap((kind) => [
  `apps/${kind}`,
  `extensions/${kind}`,
]);

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

/** How to read one kind. `both`: it is worth its own record and fields of a custom one (HTTPProxy). */
interface Entry {
  project: Project;
  group: string;
  version: string;
  both: boolean;
}

export function createProjector(): Projector {
  const templates = createTemplateTable();
  const workload = createWorkloadProjection(templates);
  const table = new Map<string, Project>(Object.entries(FIXED));
  table.set('/Pod', createPodProjection(templates));
  for (const key of [...WORKLOADS, 'batch/Job', 'batch/CronJob']) table.set(key, workload);

  const entries = new Map<string, Entry | undefined>();
  const find = (apiVersion: string, kind: string): Entry | undefined => {
    const key = `${apiVersion} ${kind}`;
    if (entries.has(key)) return entries.get(key);
    const { group, version } = splitVersion(apiVersion);
    const own = table.get(`${group}/${kind}`);
    const listed = customKind(group, kind) !== undefined;
    const project = own ?? (listed ? projectCustom : undefined);
    const entry = project && { project, group, version, both: own !== undefined && listed };
    // Kinds come from strangers as well; the table stays small.
    if (entries.size < 2_000) entries.set(key, entry);
    return entry;
  };

  const projectAs = (apiVersion: string, kind: string, raw: unknown): Projected | undefined => {
    const entry = find(apiVersion, kind);
    if (entry === undefined || !isObject(raw)) return undefined;
    const meta = metaOf(raw);
    if (meta === undefined) return undefined;
    const input = { raw, meta, group: entry.group, kind, version: entry.version };
    const projected = entry.project(input);
    if (projected === undefined || !entry.both) return projected;
    const custom = customRecord(input);
    return custom === undefined ? projected : withExtra(projected, { kind: 'custom', record: custom });
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

function withExtra(projected: Projected, extra: Projected): Projected {
  return { ...projected, extra: [...(projected.extra ?? []), extra] };
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
