import { LIST_NODES } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import { few, observed } from '../helpers/objects.ts';
import { zoneOf } from '../helpers/zones.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/single-zone',
  title: 'All control-plane nodes are in one zone',
  severity: 'medium',
  why: 'The workers are spread over zones, and those who steer them are not. When that zone fails the workers go on, but nobody replaces, scales or repairs anything.',
  fix: 'Move control-plane nodes to other zones: three of them in three.',
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
      yield { verdict: 'unknown', message: 'no control-plane node is to be seen', requires: [LIST_NODES] };
    else if (own.length === 1)
      yield {
        verdict: 'not-applicable',
        message: 'there is one control-plane node: see control-plane/single-node',
        evidence,
      };
    else if (zones.size > 1)
      yield {
        verdict: 'pass',
        message: `${own.length} control-plane nodes are in ${zones.size} zones`,
        evidence,
      };
    else if (zones.size === 0 || own.some((node) => zoneOf(node) === undefined))
      yield {
        verdict: 'unknown',
        message: 'not all control-plane nodes tell their zone',
        requires: [command('kubectl label node NAME topology.kubernetes.io/zone=ZONE')],
      };
    else if (all.size === 1)
      yield {
        verdict: 'not-applicable',
        message: 'the whole cluster is in one zone: see nodes/single-zone',
        evidence,
      };
    else
      yield {
        verdict: 'fail',
        restsOn: ['nodes'],
        message: `all ${own.length} control-plane nodes are in zone ${[...zones].join()}`,
        evidence,
      };
  },
});
