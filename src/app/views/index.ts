import type { CheckDefinition, CheckParts } from '../../checks/define.ts';
import type { ClusterModel } from '../../model/parts.ts';
import { RESULT_FORMAT, RESULT_VERSION } from '../../result/types.ts';
import type { CheckInfo, Result, ResultSummary, Severity, Verdict, VerdictKind } from '../../result/types.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { infoOf } from '../check-info.ts';
import { evidenceFor } from '../evidence.ts';
import { certificateRows } from './certificates.ts';
import { componentRows } from './control-plane.ts';
import { coverageRows, permissionsRow } from './coverage.ts';
import { identityRows } from './identities.ts';
import { meshNamespaces } from './mesh-namespaces.ts';
import { namespaceRows, workloadRows } from './namespaces.ts';
import { networkRows } from './network.ts';
import { nodePoolRows, nodeRows } from './nodes.ts';
import { entryPointRows } from './exposure.ts';
import { addonRows } from './addons.ts';
import { storageRows } from './storage.ts';

export interface ViewInput {
  snapshot: Snapshot;
  model: ClusterModel;
  parts: CheckParts;
  /** Checks that ran. */
  checks: readonly CheckDefinition[];
  /** Sorted, worst first. */
  verdicts: readonly Verdict[];
}

/** Builds the result that reporters use from the model, the add-ons and the verdicts. Pure. */
export function buildViews({ snapshot, model, parts, checks, verdicts }: ViewInput): Result {
  const { cluster } = model;
  const permissions = permissionsRow(snapshot);
  const mesh = meshNamespaces(model, parts);
  return {
    format: RESULT_FORMAT,
    schemaVersion: RESULT_VERSION,
    tool: snapshot.header.tool,
    takenAt: snapshot.header.takenAt,
    source: snapshot.header.source,
    ...(snapshot.header.damage !== undefined && { damage: snapshot.header.damage }),
    ...(cluster.namespace && { namespace: cluster.namespace }),
    cluster: {
      ...(cluster.context && { context: cluster.context }),
      ...(cluster.server && { server: cluster.server }),
      ...(cluster.uid && { uid: cluster.uid }),
      ...(cluster.user && { user: cluster.user }),
      version: cluster.version,
      distribution: cluster.distribution.known
        ? { ...cluster.distribution, value: cluster.distribution.value.name }
        : cluster.distribution,
      provider: cluster.provider,
      managed: cluster.managed,
    },
    coverage: coverageRows(snapshot),
    ...(permissions && { permissions }),
    controlPlane: componentRows(model),
    nodes: nodeRows(model),
    nodePools: nodePoolRows(model),
    namespaces: namespaceRows(model, mesh, { checks, verdicts }, parts),
    workloads: workloadRows(model, parts),
    addons: addonRows(parts, mesh),
    storage: storageRows(model),
    certificates: certificateRows(model),
    entryPoints: entryPointRows(model, verdicts),
    network: networkRows(model, parts),
    identities: identityRows(model),
    checks: checks.map((check) => checkInfo(check, model)),
    verdicts,
    summary: summarize(model, checks, verdicts),
  };
}

function checkInfo(check: CheckDefinition, model: ClusterModel): CheckInfo {
  const dataAvailability = evidenceFor(check, model);
  return { ...infoOf(check), ...(dataAvailability && { dataAvailability }) };
}

function summarize(
  model: ClusterModel,
  checks: readonly CheckDefinition[],
  verdicts: readonly Verdict[],
): ResultSummary {
  const risks: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const kinds: Record<VerdictKind, number> = { fail: 0, pass: 0, unknown: 0, 'not-applicable': 0, error: 0 };
  for (const { severity, verdict } of verdicts) {
    kinds[verdict]++;
    if (verdict === 'fail') risks[severity]++;
  }
  const seen = (id: 'nodes' | 'namespaces' | 'pods' | 'services') =>
    ['ok', 'partial'].includes(model.outcome(id).status);
  return {
    risks,
    accepted: 0,
    verdicts: kinds,
    checks: checks.length,
    counts: {
      ...(seen('nodes') && { nodes: model.nodes.length }),
      ...(seen('namespaces') && { namespaces: model.namespaces.length }),
      ...(seen('pods') && { pods: model.pods.all.length, workloads: model.workloads.length }),
      ...(seen('services') && { services: model.services.length }),
    },
  };
}
