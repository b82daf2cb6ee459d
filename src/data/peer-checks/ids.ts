import { access } from './ids/access.ts';
import { controlPlane } from './ids/control-plane.ts';
import { networkContext } from './ids/environment.ts';
import { nodes } from './ids/nodes.ts';
import { workloads } from './ids/workloads.ts';

/** By number of the row: `Kubescape C-0118; Trivy KCV-0007`. */
const texts: Readonly<Record<number, string>> = {
  ...controlPlane,
  ...nodes,
  ...workloads,
  ...access,
  ...networkContext,
};

/** The id of a check in another tool. */
export interface PeerId {
  tool: string;
  id: string;
}

/** The ids of a row; empty where no tool has one. kube-bench has the numbers of the CIS Benchmark, which the row names itself. */
export function peerIds(row: number): readonly PeerId[] {
  const text = texts[row];
  if (text === undefined) return [];
  return text.split('; ').flatMap((part) => {
    const [tool = '', ...rest] = part.split(' ');
    return rest
      .join(' ')
      .split(', ')
      .map((id) => ({ tool, id }));
  });
}
