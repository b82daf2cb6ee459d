import { goSeconds } from '../shared/duration.ts';
import type { ClusterFacts, ControlPlaneFacts, NodeFacts } from './types.ts';

/** Longest default of all releases (data/component-flags.ts). */
const LONGEST_DEFAULT = 50;
/** The release that raised it from 40 s. */
const LONGER_SINCE = 32;

/**
 * How long kube-controller-manager waits for the heartbeat of a node: --node-monitor-grace-period where its flags are observed,
 * else the default of the release; the longest where neither is known.
 */
export function heartbeatGrace({
  cluster,
  controlPlane,
}: {
  cluster: ClusterFacts;
  controlPlane: ControlPlaneFacts;
}): number {
  const flag = controlPlane.controllerManager.flag('node-monitor-grace-period');
  const given = flag.known
    ? flag.observations.map(({ value }) => goSeconds(value)).filter((one) => one > 0)
    : [];
  if (given.length > 0) return Math.max(...given);
  return cluster.minor.known && cluster.minor.value < LONGER_SINCE ? 40 : LONGEST_DEFAULT;
}

/** Whether the lease of a node is younger than that. Undefined where leases were not observed. */
export function isLeaseFresh({ leaseSeconds }: NodeFacts, grace = LONGEST_DEFAULT): boolean | undefined {
  return leaseSeconds === undefined ? undefined : leaseSeconds <= grace;
}
