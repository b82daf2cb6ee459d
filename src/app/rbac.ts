import type { CheckDefinition } from '../checks/define.ts';
import { PART_SOURCES } from '../checks/define.ts';
import { catalogue } from '../checks/index.ts';
import { selectChecks } from '../checks/select.ts';
import { leastClusterRole } from '../collect/index.ts';
import { rightText } from '../model/control-plane/silence.ts';
import { COLLECTOR_IDS } from '../snapshot/types.ts';
import type { CollectorId } from '../snapshot/types.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, CheckSelection, SourceOptions } from './types.ts';

/** Parts whose collectors are not listed in PART_SOURCES, because any one of several witnesses will do. */
const WITNESSES: Readonly<Record<string, readonly CollectorId[]>> = {
  cluster: ['version', 'discovery', 'nodes', 'configmaps', 'openid', 'platform'],
  controlPlane: [
    'flagz',
    'metrics',
    'health',
    'pods',
    'nodes',
    'leases',
    'configmaps',
    'endpointslices',
    'services',
    'secrets',
  ],
  workloads: ['workloads'],
  exposure: ['ingresses', 'gateways', 'nodes'],
  extensions: ['crds', 'apiservices', 'webhooks', 'gateways', 'configmaps'],
  addons: ['pods', 'workloads', 'crds', 'apiservices', 'webhooks', 'configmaps'],
  istio: ['istio', 'pods', 'workloads', 'webhooks', 'namespaces', 'configmaps'],
  envoy: ['envoy', 'pods', 'workloads', 'services'],
};

/** Everything that a check looks at, directly or through a part. */
function collectorsOf({ needs, uses, collectors = [], passNeeds = [] }: CheckDefinition): CollectorId[] {
  const parts = [...needs, ...uses];
  return [
    ...parts.flatMap((part) => [...PART_SOURCES[part], ...(WITNESSES[part] ?? [])]),
    ...collectors,
    ...passNeeds,
  ];
}

/** The least ClusterRole that settles the chosen checks; without a choice, everything. */
export function leastRole(selection: CheckSelection): object {
  const chosen = (selection.only?.length ?? 0) + (selection.skip?.length ?? 0) > 0;
  if (!chosen) return leastClusterRole(COLLECTOR_IDS);
  const collectors = new Set(selectChecks(catalogue, selection).flatMap(collectorsOf));
  return leastClusterRole(COLLECTOR_IDS.filter((id) => collectors.has(id)));
}

/** Rights that collectors were refused, in kubectl's words. */
export async function missingRights(source: SourceOptions, io: AppIo): Promise<string[]> {
  const { outcomes } = await loadSnapshot(source, io);
  return [...new Set([...outcomes.values()].flatMap(({ missing }) => (missing ?? []).map(rightText)))].sort();
}
