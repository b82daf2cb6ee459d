import { LIST_NODES } from '../../model/requirements.ts';
import type { NodeFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/public-address',
  title: 'Nodes have public addresses',
  severity: 'medium',
  why: 'A node with a public address can be tried from the internet: its kubelet, SSH, every NodePort and every port of a workload on the host network. Only a firewall that the cluster does not show stands before it, and it has to be right on every node, every day.',
  fix: 'Put node pools into private subnets without public addresses, let them out through a NAT, and let traffic in through load balancers.',
  references: ['NSA Network separation and hardening', 'T1133', 'K06'],
  peerChecks: [331],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const open = nodes.filter(({ externalIPs }) => externalIPs.length > 0);
    const groups = [
      { detail: 'control-plane', what: 'control-plane node', some: open.filter((node) => node.controlPlane) },
      { detail: 'workers', what: 'worker', some: open.filter((node) => !node.controlPlane) },
    ];
    for (const { detail, what, some } of groups) {
      if (some.length === 0) continue;
      yield {
        verdict: 'fail',
        detail,
        ...(detail === 'control-plane' && { severity: 'high' as const }),
        message: `${plural(some.length, what)} (${listed(some.map(({ name }) => name))}) with a public address; whether a firewall stands before ${some.length === 1 ? 'it' : 'them'} is not visible in the cluster`,
        evidence: few(some, (node) => observed(`node ${node.name}`, node.externalIPs.join(', '))),
      };
    }
    if (open.length > 0) return;
    const silent = nodes.filter(({ record }) => record.addresses.length === 0);
    yield nodes.length === 0 || silent.length > 0 ? untold(nodes.length, silent) : nonePublic(nodes);
  },
});

function untold(total: number, silent: readonly NodeFacts[]): Finding {
  return {
    verdict: 'unknown',
    message:
      total === 0
        ? 'there are no nodes to look at'
        : `no address is told of ${silent.length} of ${plural(total, 'node')} (${listed(silent.map(({ name }) => name))})`,
    requires: [LIST_NODES],
  };
}

/** NodeFacts count an internal address that is routed on the internet as public, too. */
function nonePublic(nodes: readonly NodeFacts[]): Finding {
  return {
    verdict: 'pass',
    message: `no public address on ${plural(nodes.length, 'node')}`,
    evidence: few(nodes.slice(0, 3), (node) => observed(`node ${node.name}`, node.internalIPs.join(', '))),
  };
}
