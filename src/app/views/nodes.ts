import { heartbeatGrace } from '../../model/heartbeats.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { NodePoolRow, NodeRow } from '../../result/types.ts';
import { compareText } from '../../result/sort.ts';
import { groupBy } from '../../shared/group.ts';
import { counted } from './partial-counts.ts';

export function nodeRows({ nodes, outcome, cluster, controlPlane }: ClusterModel): NodeRow[] {
  const grace = heartbeatGrace({ cluster, controlPlane });
  const podsSeen = outcome('pods').status === 'ok';
  return nodes.map((node) => ({
    name: node.name,
    roles: node.roles,
    ready: node.ready,
    ...optional({
      zone: node.zone,
      region: node.region,
      version: node.record.kubeletVersion,
      runtime: node.record.containerRuntime,
      os: node.record.osImage,
      kernel: node.record.kernel,
      arch: node.record.arch,
      created: node.record.created,
      instanceType: node.record.labels['node.kubernetes.io/instance-type'],
    }),
    internalIPs: node.internalIPs,
    externalIPs: node.externalIPs,
    taints: node.record.taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    problems: node.problems,
    unschedulable: node.record.unschedulable ?? false,
    ...counted({ pods: { count: node.pods, complete: podsSeen } }),
    ...(node.leaseSeconds !== undefined && { leaseFresh: node.leaseSeconds <= grace }),
    pool: node.pool,
  }));
}

/** Pools with control-plane nodes first, then by size, then by name. */
export function nodePoolRows({ nodes }: ClusterModel): NodePoolRow[] {
  return [...groupBy(nodes, ({ pool }) => pool)]
    .map(([name, members]) => ({
      name,
      nodes: members.length,
      ready: members.filter(({ ready }) => ready).length,
      roles: distinct(members.flatMap(({ roles }) => roles)),
      versions: distinct(members.map(({ record }) => record.kubeletVersion)),
      zones: distinct(members.map(({ zone }) => zone)),
      runtimes: distinct(members.map(({ record }) => record.containerRuntime)),
    }))
    .sort(
      (a, b) =>
        controlPlaneFirst(a) - controlPlaneFirst(b) || b.nodes - a.nodes || compareText(a.name, b.name),
    );
}

function controlPlaneFirst({ roles }: NodePoolRow): number {
  return roles.includes('control-plane') ? 0 : 1;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

/** Drops undefined fields, so that JSON and types agree on "absent". */
function optional<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
