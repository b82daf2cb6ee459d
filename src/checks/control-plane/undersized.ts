import { see } from '../../shared/requirement.ts';
import { controlPlaneHosts } from '../../data/control-plane-machines.ts';
import type { NodeFacts } from '../../model/types.ts';
import { quantity } from '../../shared/quantity.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { nodeCount, nodeEvidence, unreported } from '../helpers/nodes.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'control-plane/undersized',
  title: 'Control plane undersized for the node count',
  control: 'Control plane node size',
  severity: 'low',
  why: 'kube-apiserver and etcd require more CPU and memory with every node and Pod. An undersized control plane responds slowly under load, especially during recovery after an outage.',
  remediation: 'Resize the control plane nodes one at a time, or replace them with larger instances.',
  references: ['considerations-for-large-clusters'],
  peerChecks: [16],
  needs: ['nodes'],
  providerManaged: true,
  *run({ nodes }): Iterable<Finding> {
    const own = nodes.filter(({ controlPlane }) => controlPlane);
    if (own.length === 0) {
      yield {
        verdict: 'unknown',
        message: 'no control plane node in the node list',
        requires: [see('check the control plane size with its operator')],
      };
      return;
    }
    const unobserved = own.filter((node) => cpus(node) === undefined || gib(node) === undefined);
    const wanted = controlPlaneHosts.find((row) => nodes.length <= row.nodes);
    if (!wanted) return;
    // Half of the tested size is still enough for most clusters; less is reported.
    const small = own.filter(
      (node) => (cpus(node) ?? Infinity) < wanted.cpus / 2 || (gib(node) ?? Infinity) < wanted.gib / 2,
    );
    const sizes = (some: readonly NodeFacts[]) =>
      nodeEvidence(some, (node) => `${cpus(node) ?? '?'} CPUs, ${gib(node)?.toFixed(1) ?? '?'} GiB`);
    if (small.length > 0)
      yield {
        verdict: 'fail',
        message: `${nodeCount(small)} with less than half of the size tested for ${plural(nodes.length, 'node')} (${wanted.cpus} CPUs, ${wanted.gib} GiB)`,
        evidence: sizes(small),
      };
    else if (unobserved.length > 0) yield unreported(unobserved, 'the node capacity');
    else
      yield {
        verdict: 'pass',
        message: `control plane size is sufficient for ${plural(nodes.length, 'node')}`,
        evidence: sizes(own),
      };
  },
});

function cpus({ record }: NodeFacts): number | undefined {
  return quantity(record.capacity.cpu);
}

function gib({ record }: NodeFacts): number | undefined {
  const bytes = quantity(record.capacity.memory);
  return bytes === undefined ? undefined : bytes / GIB;
}
