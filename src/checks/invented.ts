import { rerun, change } from '../shared/requirement.ts';
import { plural } from '../shared/text.ts';
import type { CheckParts, Finding } from './define.ts';

/**
 * The nodes that a check evaluates, without fake nodes of vCluster (`invented`), and the adjustment of its findings. A fail on the
 * remaining nodes is valid, but a pass does not cover all nodes; without remaining nodes only not-applicable is valid.
 */
export function realNodes(parts: CheckParts): { parts: CheckParts; evaluate: (finding: Finding) => Finding } {
  const real = parts.nodes.filter(({ invented }) => !invented);
  const left = parts.nodes.length - real.length;
  if (left === 0) return { parts, evaluate: (finding) => finding };
  const stands = (verdict: Finding['verdict']): boolean =>
    verdict === 'error' || verdict === 'not-applicable' || (real.length > 0 && verdict !== 'pass');
  return {
    parts: Object.create(parts, { nodes: { value: real } }) as CheckParts,
    evaluate: (finding) =>
      stands(finding.verdict)
        ? finding
        : {
            verdict: 'unknown',
            ...(finding.at && { at: finding.at }),
            message: `${left} of ${plural(parts.nodes.length, 'node')} ${left === 1 ? 'is a fake node' : 'are fake nodes'} of vCluster, whose status no kubelet reports`,
            requires: [
              rerun('run against the hosting cluster'),
              change('sync real nodes (sync.fromHost.nodes of vCluster)'),
            ],
          },
  };
}
