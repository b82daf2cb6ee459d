import { LIST_NODES } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import { few, observed } from '../helpers/objects.ts';
import { zoneOf } from '../helpers/zones.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/single-zone',
  title: 'Control plane in a single availability zone',
  control: 'Zone distribution of control plane nodes',
  severity: 'medium',
  why: 'Workers span several zones, the control plane does not. If its zone fails, running workloads continue, but scheduling, scaling and recovery stop.',
  remediation:
    'Distribute three control plane nodes across three zones. Add the new nodes before you remove the old ones.',
  references: ['running-in-multiple-zones', 'kubeadm-high-availability'],
  peerChecks: [141],
  needs: ['nodes'],
  providerManaged: true,
  *run({ nodes }): Iterable<Finding> {
    const own = nodes.filter(({ controlPlane }) => controlPlane);
    const all = new Set(nodes.flatMap((node) => zoneOf(node) ?? []));
    const zones = new Set(own.flatMap((node) => zoneOf(node) ?? []));
    const evidence = few(own, (node) => observed(`node ${node.name}`, zoneOf(node) ?? 'no zone'));
    if (own.length === 0)
      yield { verdict: 'unknown', message: 'no control plane node is observable', requires: [LIST_NODES] };
    else if (own.length === 1)
      yield {
        verdict: 'not-applicable',
        message: 'a single control plane node: see control-plane/single-node',
        evidence,
      };
    else if (zones.size > 1)
      yield {
        verdict: 'pass',
        message: `${own.length} control plane nodes are in ${zones.size} zones`,
        evidence,
      };
    else if (zones.size === 0 || own.some((node) => zoneOf(node) === undefined))
      yield {
        verdict: 'unknown',
        message: 'label topology.kubernetes.io/zone is missing on control plane nodes',
        requires: [command('kubectl label node NAME topology.kubernetes.io/zone=ZONE')],
      };
    else if (all.size === 1)
      yield {
        verdict: 'not-applicable',
        message: 'all nodes are in one zone: see nodes/single-zone',
        evidence,
      };
    else
      yield {
        verdict: 'fail',
        restsOn: ['nodes'],
        message: `all ${own.length} control plane nodes are in zone ${[...zones].join()}`,
        evidence,
      };
  },
});
