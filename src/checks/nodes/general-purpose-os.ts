import { containerSystems } from '../../data/node-software.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/general-purpose-os',
  title: 'No container-optimized node OS',
  control: 'Node operating system type',
  severity: 'info',
  why: 'General-purpose operating systems include package managers and other tools that an attacker can use, and usually a writable root file system. They require more patching than container-optimized systems.',
  remediation:
    'For new node pools, consider a container-optimized OS: Bottlerocket, Container-Optimized OS, Flatcar, Talos, Azure Linux, or the image of your provider.',
  references: ['Kubescape C-0226', 'CIS GKE 5.5.1', 'NSA Upgrading and application security practices'],
  peerChecks: [145],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const own = hosts(nodes).filter(({ record }) => record.os !== 'windows');
    if (own.length === 0) {
      yield withoutHosts(nodes.filter(({ record }) => record.os !== 'windows'));
      return;
    }
    if (cluster.distribution.known && cluster.distribution.value.id === 'kind') {
      const { evidence } = cluster.distribution;
      yield { verdict: 'not-applicable', message: 'the nodes are containers (kind)', evidence };
      return;
    }
    const unobserved = own.filter(({ record }) => !record.osImage);
    const general = own.filter(({ record }) => record.osImage && !containerSystems.test(record.osImage));
    if (general.length > 0) {
      const systems = [...groupBy(general, ({ record }) => record.osImage)].map(
        ([name, some]) => [name, some.length] as const,
      );
      yield {
        verdict: 'fail',
        message: `${nodeCount(general)} with ${listed(systems.map(([name]) => name))}`,
        evidence: few(systems, ([name, count]) => observed(name, plural(count, 'node'))),
      };
    } else if (unobserved.length > 0) yield unreported(unobserved, 'the operating system');
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'node')} with a container-optimized operating system`,
        evidence: nodeEvidence(own, ({ record }) => record.osImage),
      };
  },
});
