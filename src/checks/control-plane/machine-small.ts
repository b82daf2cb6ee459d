import { see } from '../../shared/requirement.ts';
import { controlPlaneMachines } from '../../data/control-plane-machines.ts';
import type { NodeFacts } from '../../model/types.ts';
import { quantity } from '../../shared/quantity.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { nodeCount, nodeEvidence, untold } from '../helpers/nodes.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'control-plane/machine-small',
  title: 'The control-plane machines are small for so many nodes',
  severity: 'low',
  why: 'Each node and its pods cost the API server memory and etcd time. A machine that is too small answers late when much happens at once, which is when the cluster repairs itself.',
  fix: 'Give the control plane larger machines, one after the other.',
  references: ['considerations-for-large-clusters'],
  peerChecks: [16],
  needs: ['nodes'],
  providerManaged: true,
  *run({ nodes }): Iterable<Finding> {
    const own = nodes.filter(({ controlPlane }) => controlPlane);
    if (own.length === 0) {
      yield {
        verdict: 'unknown',
        message: 'the machines of the control plane are not among the nodes',
        requires: [see('ask who runs the control plane')],
      };
      return;
    }
    const silent = own.filter((node) => cpus(node) === undefined || gib(node) === undefined);
    const wanted = controlPlaneMachines.find((row) => nodes.length <= row.nodes);
    if (!wanted) return;
    // Half of what was tested is still fine for most; less is worth a word.
    const small = own.filter(
      (node) => (cpus(node) ?? Infinity) < wanted.cpus / 2 || (gib(node) ?? Infinity) < wanted.gib / 2,
    );
    const sizes = (some: readonly NodeFacts[]) =>
      nodeEvidence(some, (node) => `${cpus(node) ?? '?'} CPUs, ${gib(node)?.toFixed(1) ?? '?'} GiB`);
    if (small.length > 0)
      yield {
        verdict: 'fail',
        message: `${nodeCount(small)} with less than half of what is tested for ${plural(nodes.length, 'node')} (${wanted.cpus} CPUs, ${wanted.gib} GiB)`,
        evidence: sizes(small),
      };
    else if (silent.length > 0) yield untold(silent, 'its size');
    else
      yield {
        verdict: 'pass',
        message: `large enough for ${plural(nodes.length, 'node')}`,
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
