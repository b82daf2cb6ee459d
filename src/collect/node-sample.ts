import type { NodeRecord } from '../snapshot/records/index.ts';

/** Labels that distinguish kinds of nodes: pools of the clouds, roles, instance types. */
const KIND_LABELS = [
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'kops.k8s.io/instancegroup',
  'node.kubernetes.io/instance-type',
];

/**
 * At most `limit` nodes, by name: all where there are no more, else of each kind (pool, roles, versions, operating system) its
 * share, and at least one while there is room. The same nodes give the same sample.
 */
export function sampleNodes(nodes: readonly NodeRecord[], limit: number): NodeRecord[] {
  const sorted = [...nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length <= limit) return sorted;
  const kinds = new Map<string, NodeRecord[]>();
  for (const node of sorted) {
    const kind = kindOf(node);
    const members = kinds.get(kind);
    if (members) members.push(node);
    else kinds.set(kind, [node]);
  }
  // Ranks by the share of the kind used up: the first of every kind comes before any second.
  const ranked = [...kinds.values()].flatMap((members) =>
    members.map((node, index) => ({ node, rank: index === 0 ? -1 : index / members.length })),
  );
  ranked.sort((a, b) => a.rank - b.rank || (a.node.name < b.node.name ? -1 : 1));
  return ranked
    .slice(0, limit)
    .map(({ node }) => node)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf({ labels, kubeletVersion, containerRuntime, osImage }: NodeRecord): string {
  const roles = Object.keys(labels).filter((key) => key.startsWith('node-role.kubernetes.io/'));
  return JSON.stringify([
    ...KIND_LABELS.map((key) => labels[key] ?? ''),
    roles.sort(),
    kubeletVersion,
    containerRuntime,
    osImage,
  ]);
}
