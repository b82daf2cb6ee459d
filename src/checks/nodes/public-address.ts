import { LIST_NODES } from '../../model/requirements.ts';
import type { NodeFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/public-address',
  title: 'Nodes with public (external) IP addresses',
  control: 'Public IP addresses of nodes',
  severity: 'medium',
  why: 'Attackers can reach the kubelet, SSH, NodePorts and host network ports from the internet. Only a firewall outside the cluster protects them, and one wrong rule exposes the node.',
  remediation:
    'Move node pools to private subnets without public IP addresses. Use a NAT gateway for egress and load balancers for ingress.',
  references: ['NSA Network separation and hardening', 'T1133', 'K06'],
  peerChecks: [331],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const open = nodes.filter(({ externalIPs }) => externalIPs.length > 0);
    const groups = [
      { detail: 'control-plane', what: 'control plane node', some: open.filter((node) => node.controlPlane) },
      { detail: 'workers', what: 'worker node', some: open.filter((node) => !node.controlPlane) },
    ];
    for (const { detail, what, some } of groups) {
      if (some.length === 0) continue;
      yield {
        verdict: 'fail',
        detail,
        ...(detail === 'control-plane' && { severity: 'high' as const }),
        message: `${plural(some.length, what)} (${listed(some.map(({ name }) => name))}) with a public IP address; a firewall that protects ${some.length === 1 ? 'it' : 'them'}, if any, is not visible in the API`,
        evidence: few(some, (node) => observed(`node ${node.name}`, node.externalIPs.join(', '))),
      };
    }
    if (open.length > 0) return;
    const unobserved = nodes.filter(({ record }) => record.addresses.length === 0);
    yield nodes.length === 0 || unobserved.length > 0
      ? unreported(nodes.length, unobserved)
      : nonePublic(nodes);
  },
});

function unreported(total: number, unobserved: readonly NodeFacts[]): Finding {
  return {
    verdict: 'unknown',
    message:
      total === 0
        ? 'no nodes observed'
        : `no address reported by ${unobserved.length} of ${plural(total, 'node')} (${listed(unobserved.map(({ name }) => name))})`,
    requires: [LIST_NODES],
  };
}

/** NodeFacts count an internal address that is routed on the internet as public, too. */
function nonePublic(nodes: readonly NodeFacts[]): Finding {
  return {
    verdict: 'pass',
    message: `no public IP address on ${plural(nodes.length, 'node')}`,
    evidence: few(nodes.slice(0, 3), (node) => observed(`node ${node.name}`, node.internalIPs.join(', '))),
  };
}
