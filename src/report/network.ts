import type { NetworkDetail } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { table } from './table.ts';

/** The connections of one workload for a terminal: who may reach it, and what it may reach. */
export function networkText(detail: NetworkDetail, options: ReportOptions): string {
  const { workload, pods, hostNetworkPods, note, ingressPolicies, egressPolicies, peers } = detail;
  const policies = (list: readonly string[]): string => (list.length > 0 ? list.join(', ') : 'none');
  const lines = [
    paint(options, 'bold', printable(workload)),
    `${plural(pods, 'Pod')} on the Pod network${hostNetworkPods > 0 ? `, ${hostNetworkPods} on the host network (policies do not apply)` : ''}`,
    `ingress policies: ${printable(policies(ingressPolicies))}`,
    `egress policies: ${printable(policies(egressPolicies))}`,
    ...(note === undefined ? [] : [printable(note)]),
  ];
  const head = ['DIRECTION', 'PEER', 'RESULT', 'PORTS', 'ALLOWED BY'];
  const rows = peers.map((peer) =>
    [
      peer.direction,
      peer.peer,
      peer.answer,
      peer.ports,
      peer.allowedBy.join(', ') || '-',
      ...(options.wide ? [peer.limitedBy.join(', ') || '-'] : []),
    ].map(printable),
  );
  return [lines.join('\n'), table(options.wide ? [...head, 'ISOLATED BY'] : head, rows, options)]
    .filter((text) => text !== '')
    .join('\n\n');
}
