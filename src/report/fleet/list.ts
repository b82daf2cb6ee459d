import type { FleetReport } from '../../result/fleet/types.ts';
import { FLEET_API_VERSION } from '../../result/fleet/types.ts';

/** The report as a list like those of the Kubernetes API: `items` are the clusters. */
export function clusterList({ summary, risks, items, warnings }: FleetReport) {
  return {
    apiVersion: FLEET_API_VERSION,
    kind: 'ClusterList',
    summary,
    // Explanations are in the results and in `kubectl archmap explain`.
    risks: risks.map(({ info: _info, ...risk }) => risk),
    items,
    ...(warnings.length > 0 && { warnings }),
  };
}
