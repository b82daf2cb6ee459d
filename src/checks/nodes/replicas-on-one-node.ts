import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, withoutMachines } from '../helpers/nodes.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { mayRunOn } from '../helpers/tolerates.ts';

const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

export default defineCheck({
  id: 'nodes/replicas-on-one-node',
  title: 'All replicas of a workload are on one node',
  severity: 'low',
  why: 'Several replicas are there so that one may fail. On one machine they fail together: the redundancy is paid for and is not there. For the cluster DNS that means that every workload loses its names at once.',
  fix: 'Spread them with topologySpreadConstraints on kubernetes.io/hostname, then restart the roll-out: kubectl rollout restart.',
  references: [
    {
      framework: 'docs',
      id: 'Pod topology spread constraints',
      url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    },
  ],
  union: [149],
  needs: ['nodes', 'workloads'],
  *run({ nodes, workloads }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
      return;
    }
    if (own.length === 1) {
      yield { verdict: 'not-applicable', message: 'the cluster has one node', evidence: evidenceOf(own) };
      return;
    }
    const several = workloads.filter(
      (workload) => REPLICATED.has(workload.kind) && running(workload).length > 1,
    );
    let faults = 0;
    for (const workload of several) {
      const pods = running(workload);
      const [host, ...others] = new Set(pods.map(({ node }) => node));
      if (host === undefined || others.length > 0 || !hasElsewhere(workload, own, host)) continue;
      faults++;
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        ...(isDns(workload) && { severity: 'medium' as const }),
        restsOn: ['pods'],
        message: `all ${pods.length} ready replicas are on node ${host}${isDns(workload) ? ': without it, the cluster has no DNS' : ''}`,
        evidence: few(pods, ({ name, node }) =>
          observed(`pod ${workload.namespace}/${name}`, `on node ${node ?? '?'}`),
        ),
      };
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message:
          several.length === 0
            ? 'no workload has two ready replicas'
            : `${plural(several.length, 'workload')} with replicas on several nodes, or with nowhere else to go`,
        evidence:
          several.length === 0
            ? evidenceOf(own)
            : few(several.slice(0, 3), (workload) =>
                observed(
                  workloadName(workload),
                  `on ${plural(new Set(running(workload).map(({ node }) => node)).size, 'node')}`,
                ),
              ),
      };
  },
});

function running({ pods }: WorkloadFacts): WorkloadFacts['pods'] {
  return pods.filter(({ ready, node }) => ready && node !== undefined);
}

function hasElsewhere(workload: WorkloadFacts, nodes: readonly NodeFacts[], host: string): boolean {
  return nodes.some((node) => node.name !== host && mayRunOn(workload, node));
}

function isDns({ namespace, template }: WorkloadFacts): boolean {
  return namespace === 'kube-system' && template.labels['k8s-app'] === 'kube-dns';
}

function evidenceOf(nodes: readonly NodeFacts[]): ReturnType<typeof few> {
  return few(nodes.slice(0, 3), ({ name, pods }) => observed(`node ${name}`, plural(pods, 'pod')));
}
