import { UPDATE, document, onNode } from '../../shared/requirement.ts';
import { asOf, containerdSupport, vendorBuiltSystems } from '../../data/node-software.ts';
import type { NodeFacts } from '../../model/types.ts';
import { minorName, parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'nodes/runtime-unsupported',
  title: 'Container runtime end of life or incompatible',
  control: 'Container runtime support',
  severity: 'medium',
  why: 'An end-of-life runtime receives no security fixes, so new container escape vulnerabilities remain exploitable on its nodes. A runtime that does not match the kubelet is an untested combination.',
  remediation:
    'Upgrade to a supported release: containerd 2.3 has long-term support. Install CRI-O in the same minor version as the kubelet.',
  references: ['K07', 'containerd-releases'],
  peerChecks: [129],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    const today = cluster.takenAt.toISOString().slice(0, 10);
    let settled = true;
    for (const group of groupBy(own, keyOf).values()) {
      const finding = evaluate(group, today);
      if (!finding) continue;
      settled = false;
      yield finding;
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `container runtime of ${own.length === 1 ? 'the node' : `${own.length} nodes`} is supported (as of ${asOf})`,
        evidence: nodeEvidence(own, ({ record }) => record.containerRuntime),
      };
  },
});

function keyOf({ runtime, minor, record }: NodeFacts): string {
  const vendor = vendorBuiltSystems.test(record.osImage ?? '');
  return [runtime?.name, minorName(runtime?.version ?? ''), minor, String(vendor)].join(' ');
}

/** Undefined when the runtime is supported. */
function evaluate(group: readonly NodeFacts[], today: string): Finding | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { runtime, minor, record } = first;
  if (!runtime) return unreported(group, 'the container runtime');
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
      if (end === undefined) return unknown(`${who}: newer than the release data (as of ${asOf})`, UPDATE);
      if (today <= end.date) return undefined;
      const since = `${end.orEarlier ? 'before' : 'on'} ${end.date}`;
      return vendorBuiltSystems.test(record.osImage ?? '')
        ? unknown(
            `${who}, which reached end of life upstream ${since}; the vendor of ${record.osImage ?? ''} may support its build for longer`,
            document(`look up the life cycle of ${record.osImage ?? 'the system'}`),
          )
        : fail(`${who}, which reached end of life ${since}`);
    }
    case 'cri-o': {
      const own = parseVersion(runtime.version);
      if (!own || minor === undefined)
        return unreported(group, 'the versions of container runtime and kubelet');
      return own.minor === minor
        ? undefined
        : fail(`${who} and kubelet 1.${minor}: minor versions differ; expected the same minor version`);
    }
    case 'docker':
      if (minor === undefined) return unreported(group, 'the kubelet version');
      return minor < 24
        ? fail(`${who} through dockershim, which is unmaintained and was removed in Kubernetes 1.24`)
        : unknown(
            `${who} through cri-dockerd; its version is not reported`,
            onNode('check the version of cri-dockerd on the node'),
          );
    default:
      return unknown(
        `${who}: not in the release data`,
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
