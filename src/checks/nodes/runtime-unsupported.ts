import { UPDATE, document, onNode } from '../../shared/requirement.ts';
import { asOf, containerdSupport, vendorBuiltSystems } from '../../data/node-software.ts';
import type { NodeFacts } from '../../model/types.ts';
import { minorName, parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, nodeCount, nodeEvidence, untold, withoutMachines } from '../helpers/nodes.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'nodes/runtime-unsupported',
  title: 'The container runtime gets no more patches, or does not fit the kubelet',
  severity: 'medium',
  why: 'Holes that are found in this runtime from now on stay open on every node that has it, and they are holes in the wall between container and machine. A runtime that does not fit the kubelet is a pair that nobody tests.',
  fix: 'Move to a supported branch: containerd 2.3 has the longest support; CRI-O is taken in the minor version of the kubelet.',
  references: ['K07', 'containerd-releases'],
  peerChecks: [129],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
      return;
    }
    const today = cluster.takenAt.toISOString().slice(0, 10);
    let settled = true;
    for (const group of groupBy(own, keyOf).values()) {
      const finding = judge(group, today);
      if (!finding) continue;
      settled = false;
      yield finding;
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `the runtime of ${own.length === 1 ? 'the node' : `${own.length} nodes`} is supported (as of ${asOf})`,
        evidence: nodeEvidence(own, ({ record }) => record.containerRuntime),
      };
  },
});

function keyOf({ runtime, minor, record }: NodeFacts): string {
  const vendor = vendorBuiltSystems.test(record.osImage ?? '');
  return [runtime?.name, minorName(runtime?.version ?? ''), minor, String(vendor)].join(' ');
}

/** Undefined when the runtime is in order. */
function judge(group: readonly NodeFacts[], today: string): Finding | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { runtime, minor, record } = first;
  if (!runtime) return untold(group, 'the runtime');
  const evidence = nodeEvidence(
    group,
    (node) => `${node.record.containerRuntime ?? ''}, kubelet ${node.record.kubeletVersion ?? '?'}`,
  );
  const branch = minorName(runtime.version) ?? runtime.version;
  const who = `${nodeCount(group)} with ${runtime.name} ${branch}`;
  const unknown = (message: string, requires: Requirement): Finding => ({
    verdict: 'unknown',
    message,
    requires: [requires],
    evidence,
  });
  const fail = (message: string): Finding => ({
    verdict: 'fail',
    detail: `${runtime.name} ${branch}`,
    message,
    evidence,
  });
  switch (runtime.name) {
    case 'containerd': {
      const end = endOfContainerd(runtime.version);
      if (end === undefined)
        return unknown(`${who}: newer than the table of releases (as of ${asOf})`, UPDATE);
      if (today <= end.date) return undefined;
      const since = `${end.orEarlier ? 'since before' : 'since'} ${end.date}`;
      return vendorBuiltSystems.test(record.osImage ?? '')
        ? unknown(
            `${who}: no patches by its own project ${since}; ${record.osImage ?? ''} may patch its build for longer`,
            document(`look up the life cycle of ${record.osImage ?? 'the system'}`),
          )
        : fail(`${who}: no patches ${since}`);
    }
    case 'cri-o': {
      const own = parseVersion(runtime.version);
      if (!own || minor === undefined) return untold(group, 'both its runtime and its kubelet');
      return own.minor === minor
        ? undefined
        : fail(
            `${who} beside a kubelet 1.${minor}: CRI-O follows the minors of Kubernetes and is tested in pairs`,
          );
    }
    case 'docker':
      if (minor === undefined) return untold(group, 'its kubelet');
      return minor < 24
        ? fail(`${who} through the dockershim, which Kubernetes 1.24 removed and nobody patches`)
        : unknown(
            `${who} through cri-dockerd, whose version does not show`,
            onNode('look at the version of cri-dockerd on the node'),
          );
    default:
      return unknown(
        `${who}: its support is not in the table`,
        document(`look up the life cycle of ${runtime.name}`),
      );
  }
}

/** Undefined for branches that are newer than the table. */
function endOfContainerd(version: string): { date: string; orEarlier: boolean } | undefined {
  const parsed = parseVersion(version);
  const [oldest] = containerdSupport;
  if (!parsed || !oldest) return undefined;
  const own = containerdSupport.find(({ branch }) => branch === `${parsed.major}.${parsed.minor}`);
  if (own) return { date: own.endOfLife, orEarlier: false };
  return parsed.major < 2 ? { date: oldest.endOfLife, orEarlier: true } : undefined;
}
