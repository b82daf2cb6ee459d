import { LIST_NODES } from '../../model/requirements.ts';
import { RUN_LIVE } from '../../shared/requirement.ts';
import { isLeaseFresh } from '../../model/heartbeats.ts';
import type { NodeFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/not-ready',
  title: 'Nodes not ready',
  control: 'Node readiness',
  severity: 'medium',
  why: 'Workloads on a node that is not ready are evicted or unavailable. The remaining nodes carry the load with less reserve, so another failure can cause an outage.',
  remediation:
    'Check the conditions with `kubectl describe node` and the kubelet on the node. Replace nodes that cannot be repaired.',
  references: ['node-status'],
  peerChecks: [130, 131],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    // A manifest of a node without a status contains no state.
    const reported = nodes.filter(({ record }) => record.conditions.some(({ type }) => type === 'Ready'));
    const down = reported.filter(({ ready }) => !ready);
    if (down.length > 0) {
      const lost = down.filter((node) => readyOf(node)?.status === 'Unknown').length;
      yield {
        verdict: 'fail',
        detail: 'not-ready',
        ...(isCriticalOrHigh(down, reported) && { severity: 'high' as const }),
        message: `${down.length} of ${plural(nodes.length, 'node')} not ready${lost > 0 ? `, ${lost} of them unreachable (Ready=Unknown)` : ''} (${listed(down.map(({ name }) => name))})`,
        evidence: few(down, (node) => observed(`node ${node.name}`, conditionsOf(node))),
      };
      return;
    }
    if (reported.length === 0 || reported.length < nodes.length) {
      yield {
        verdict: 'unknown',
        message:
          nodes.length === 0
            ? 'no nodes observed'
            : `condition Ready not reported by ${nodes.length - reported.length} of ${plural(nodes.length, 'node')}`,
        requires: [nodes.length === 0 ? LIST_NODES : RUN_LIVE],
      };
      return;
    }
    yield {
      verdict: 'pass',
      message: `${plural(nodes.length, 'node')} ready`,
      evidence: few(nodes.slice(0, 3), (node) => observed(`node ${node.name}`, 'Ready=True')),
    };
  },
});

/** A control-plane node, or a third of all. */
function isCriticalOrHigh(down: readonly NodeFacts[], all: readonly NodeFacts[]): boolean {
  return down.some(({ controlPlane }) => controlPlane) || down.length * 3 >= all.length;
}

function readyOf({ record }: NodeFacts): NodeFacts['record']['conditions'][number] | undefined {
  return record.conditions.find(({ type }) => type === 'Ready');
}

function conditionsOf(node: NodeFacts): string {
  const { problems } = node;
  const ready = readyOf(node);
  const others = problems.filter((problem) => problem !== 'NotReady');
  const reason = ready?.reason ? ` (${ready.reason})` : '';
  const unobserved = isLeaseFresh(node) === false ? ['Lease not renewed'] : [];
  return [`Ready=${ready?.status ?? '?'}${reason}`, ...others, ...unobserved].join(', ');
}
