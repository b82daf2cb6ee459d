import type { CheckParts } from '../checks/define.ts';
import { checkParts } from '../checks/parts.ts';
import { buildModel } from '../model/build.ts';
import type { RoleDetail } from '../result/role.ts';
import type { NetworkDetail, Result, WorkloadRow } from '../result/types.ts';
import { once } from '../shared/once.ts';
import { assess } from './assess.ts';
import { networkDetail } from './network.ts';
import { roleDetails } from './role-details.ts';
import type { RoleQuery } from './role-details.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, GateInputs, SourceOptions } from './types.ts';

/** A result, and the connections of a workload in it, computed on request. */
export interface DescribedCluster {
  result: Result;
  /** The connections of the workload of this row. */
  networkOf: (row: WorkloadRow) => NetworkDetail[];
  rolesOf: (query: RoleQuery) => RoleDetail[];
}

/** Collects or reads the evidence once for `describe`: the result, and the engine of connections. */
export async function describeCluster(
  source: SourceOptions,
  io: AppIo,
  gateInputs: GateInputs,
): Promise<DescribedCluster> {
  const snapshot = await loadSnapshot(source, io);
  io.progress('Evaluating checks');
  const result = assess(snapshot, {}, gateInputs);
  const parts = once(() => checkParts(buildModel(snapshot)));
  return {
    result,
    networkOf: (row) => networkOf(parts(), row),
    rolesOf: (query) => roleDetails(parts().rbac, snapshot.outcomes.get('rbac')?.status === 'ok', query),
  };
}

function networkOf(parts: CheckParts, row: WorkloadRow): NetworkDetail[] {
  const kind = row.kind === 'StaticPod' ? 'Pod' : row.kind;
  return parts.workloads
    .filter((one) => one.kind === kind && one.namespace === row.namespace && one.name === row.name)
    .map((one) => networkDetail(parts, one));
}
