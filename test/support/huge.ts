import type { NodeRow, Result, Verdict, WorkloadRow } from '../../src/result/types.ts';

const NODES = 5_000;
const NAMESPACES = 400;
const WORKLOADS = 7_500;
const PODS = 20;
const POOLS = ['general', 'memory', 'gpu'];

/** The example enlarged: 5,000 nodes, 150,000 pods in 7,500 workloads, two risks on each of them, one critical among the last. */
export function hugeResult(result: Result): Result {
  const [node] = result.nodes;
  const [workload] = result.workloads;
  const [namespace] = result.namespaces;
  if (!node || !workload || !namespace) throw new Error('the example is empty');
  const nodes = Array.from({ length: NODES }, (_, index): NodeRow => ({
    ...node,
    name: `ip-10-${index >> 8}-${index & 255}-17.eu-north-1.compute.internal`,
    internalIPs: [`10.0.${index >> 8}.${index & 255}`],
    pool: POOLS[index % POOLS.length] ?? '',
    pods: 30,
  }));
  const workloads = Array.from({ length: WORKLOADS }, (_, index): WorkloadRow => ({
    ...workload,
    namespace: namespaceOf(index),
    name: `service-${(index * 7919).toString(36)}-worker`,
    pods: PODS,
    images: [`registry.example/team-${index % 60}/service-${index}:1.${index % 40}.${index % 7}`],
    pools: [POOLS[index % POOLS.length] ?? ''],
  }));
  return {
    ...result,
    nodes,
    nodePools: POOLS.map((name) => ({
      name,
      nodes: nodes.filter(({ pool }) => pool === name).length,
      ready: nodes.filter(({ pool }) => pool === name).length,
      roles: node.roles,
      versions: [node.version ?? ''],
      zones: ['a', 'b', 'c'],
      runtimes: [node.runtime ?? ''],
    })),
    namespaces: Array.from({ length: NAMESPACES }, (_, index) => ({
      ...namespace,
      name: namespaceOf(index),
      initial: false,
      system: false,
      pods: (WORKLOADS / NAMESPACES) * PODS,
      workloads: WORKLOADS / NAMESPACES,
    })),
    workloads,
    verdicts: verdictsOf(result, workloads),
    summary: {
      ...result.summary,
      counts: { nodes: NODES, namespaces: NAMESPACES, pods: WORKLOADS * PODS, workloads: WORKLOADS },
    },
  };
}

function namespaceOf(index: number): string {
  return `team-${String(index % NAMESPACES).padStart(3, '0')}`;
}

/** Worst first, as in every result. */
function verdictsOf(result: Result, workloads: readonly WorkloadRow[]): Verdict[] {
  const onWorkloads = result.verdicts.filter(
    ({ area, verdict }) => area === 'workloads' && verdict === 'fail',
  );
  const templates = (onWorkloads.length > 1 ? onWorkloads : result.verdicts).slice(0, 2);
  const made = templates.flatMap((template, which) =>
    workloads.map(({ kind, namespace, name }, index): Verdict => ({
      ...template,
      verdict: 'fail',
      severity: which === 0 && index === WORKLOADS - 3 ? 'critical' : which === 0 ? 'medium' : 'low',
      object: { kind, namespace, name },
      fingerprint: `${which}-${index.toString(16)}`,
    })),
  );
  return [
    ...made.filter(({ severity }) => severity === 'critical'),
    ...result.verdicts,
    ...made.filter(({ severity }) => severity !== 'critical'),
  ];
}
