import type { NodeFacts } from '../../../model/types.ts';
import { LIST_NODES } from '../../../model/requirements.ts';
import { plural } from '../../../shared/text.ts';
import type { Finding } from '../../define.ts';
import { few, listed, observed, workloadName, workloadRef } from '../objects.ts';
import type { Installed } from './installed.ts';
import { distrust } from './installed.ts';

/** Whether an agent has a ready pod on every Linux node. Only agents that an administrator installed cover a node. */
export function evaluateCoverage(found: Installed, nodes: readonly NodeFacts[]): Finding {
  const [first] = found.trusted.length > 0 ? found.trusted : found.workloads;
  const at = first && workloadRef(first);
  const relevant = nodes.filter(({ record, virtual }) => !virtual && record.os !== 'windows');
  const covered = new Set(
    (found.trusted.length > 0 ? found.trusted : found.workloads).flatMap(({ pods }) =>
      pods.filter(({ ready }) => ready).flatMap(({ node = [] }) => node),
    ),
  );
  const open = relevant.filter(({ name }) => !covered.has(name));
  if (relevant.length === 0)
    return {
      verdict: 'unknown',
      ...(at && { at }),
      message: 'no node with Linux is observed',
      requires: [LIST_NODES],
    };
  if (open.length > 0)
    return {
      verdict: 'fail',
      ...(at && { at }),
      message: `no ready Pod on ${open.length} of ${plural(relevant.length, 'node')} (${listed(open.map(({ name }) => name))})`,
      restsOn: ['pods'],
      evidence: few(open, ({ name }) => observed(`node ${name}`, `no ready Pod of ${found.name}`)),
    };
  const doubt = distrust(found);
  if (doubt)
    return { verdict: 'unknown', ...(at && { at }), message: doubt.reason, requires: doubt.requires };
  return {
    verdict: 'pass',
    ...(at && { at }),
    message: `a ready Pod on ${plural(relevant.length, 'node')}`,
    evidence: few(found.trusted, (workload) => observed(workloadName(workload), `${covered.size} nodes`)),
  };
}
