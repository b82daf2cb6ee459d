import type { CheckParts } from '../../checks/define.ts';
import type {
  IstioDetail,
  Known,
  MeshControlPlaneRow,
  MeshNamespaceRow,
  MeshWorkloadRow,
} from '../../result/types.ts';
import { known } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import { egressRows, gatewayRows } from './mesh-gateways.ts';
import { proxyRows } from './mesh-proxies.ts';
import { bypassText } from './mesh-namespaces.ts';

type Member = CheckParts['mesh']['members'][number];

const MAX_PORTS = 50;
const MAX_POLICIES = 10;

/** The effective configuration of the mesh, for the row of Istio. */
export function istioDetail(
  { istio, mesh, meshEdge }: Pick<CheckParts, 'istio' | 'mesh' | 'meshEdge'>,
  namespaces: readonly MeshNamespaceRow[],
): IstioDetail {
  const bypasses = groupBy(istio.bypasses, ({ workload }) => workload);
  return {
    forms: istio.forms.map(({ name }) => name),
    dataPlane: istio.dataPlane,
    rootNamespace: istio.rootNamespace,
    mtls: istio.meshMtls,
    egress: meshEdge.outbound.mesh,
    egressOverrides: egressRows(meshEdge),
    controlPlanes: istio.revisions.map(controlPlaneRow),
    proxies: proxyRows(istio),
    namespaces,
    workloads: distinct(
      mesh.members.map((member) => workloadRow(member, mesh, bypasses.get(member.workload) ?? [])),
    ),
    gatewayCount: meshEdge.gatewayCount,
    gateways: gatewayRows(meshEdge),
  };
}

/** Templates of one workload with other labels have a row of their own only where policies tell them apart. */
function distinct(rows: readonly MeshWorkloadRow[]): MeshWorkloadRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function controlPlaneRow({
  name,
  workload,
  ...rest
}: CheckParts['istio']['revisions'][number]): MeshControlPlaneRow {
  const { namespace, version, image, replicas, external, trusted, tags, managed } = rest;
  return {
    revision: name,
    namespace,
    ...(workload && { workload }),
    ...(version !== undefined && { version }),
    ...(image !== undefined && { image }),
    ...(replicas !== undefined && { replicas }),
    external,
    tags,
    ...(managed && { managed }),
    trusted,
  };
}

function workloadRow(
  member: Member,
  { outcomeOf }: CheckParts['mesh'],
  bypasses: CheckParts['istio']['bypasses'],
): MeshWorkloadRow {
  const { workload, membership, observed, authorization, authentication } = member;
  const policies = authorization.known ? authorization.value.policies.map(nameOf) : [];
  const isProxy = membership === 'gateway' || membership === 'waypoint';
  return {
    namespace: workload.namespace,
    kind: workload.kind,
    name: workload.name,
    membership,
    observed,
    ...(!isProxy && modesOf(member)),
    ...(bypasses.length > 0 && { bypasses: bypasses.map(bypassText) }),
    authorization: authorization.known ? known(outcomeOf(authorization.value)) : authorization,
    policies: policies.slice(0, MAX_POLICIES),
    ...(policies.length > MAX_POLICIES && { morePolicies: policies.length - MAX_POLICIES }),
    requestAuthentications: (authentication.known ? authentication.value : [])
      .slice(0, MAX_POLICIES)
      .map(nameOf),
  };
}

function nameOf({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}

/** The mode of a workload, and its ports with another one. */
function modesOf(member: Member): Pick<MeshWorkloadRow, 'mtls' | 'ports'> {
  const { mtls } = member;
  if (!mtls.known) return { mtls };
  const { mode, evidence } = mtls.value;
  const ports = [...mtls.value.ports]
    .filter(([, facts]) => facts.mode !== mode)
    .sort(([a], [b]) => a - b)
    .slice(0, MAX_PORTS)
    .map(([port, facts]) => ({ port, mode: facts.mode }));
  return {
    mtls: known(mode, evidence) satisfies Known<string>,
    ...(ports.length > 0 && { ports }),
  };
}
