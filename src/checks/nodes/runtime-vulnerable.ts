import { document } from '../../shared/requirement.ts';
import { asOf, runtimeVulnerabilities, vendorBuiltSystems } from '../../data/node-software.ts';
import type { NodeFacts } from '../../model/types.ts';
import { parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';
import { observed } from '../helpers/objects.ts';
import { named, openIn } from '../helpers/vulnerable.ts';

export default defineCheck({
  id: 'nodes/runtime-vulnerable',
  title: 'Container runtime has known CVEs',
  control: 'Container runtime vulnerabilities',
  severity: 'high',
  why: 'Exploiting these CVEs can give access to host files or command execution on the node. For some of them, pulling or starting a malicious image is sufficient.',
  remediation:
    'Upgrade the container runtime, or the node image, to the latest patch of a supported release. Until then, admit only trusted images.',
  references: ['T1611', 'K07', 'Kubescape C-0087', 'containerd-security-advisories'],
  peerChecks: [127],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    let settled = true;
    for (const group of groupBy(own, keyOf).values()) {
      const finding = evaluate(group);
      if (!finding) continue;
      settled = false;
      yield finding;
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `no known CVEs in the container runtime of ${own.length === 1 ? 'the node' : `${own.length} nodes`}, by version (as of ${asOf})`,
        evidence: nodeEvidence(own, ({ record }) => record.containerRuntime),
      };
  },
});

/** Nodes of one version are one cause, unless one of them has a vendor's build. */
function keyOf(node: NodeFacts): string {
  return `${node.record.containerRuntime ?? ''} ${String(isVendorBuilt(node))}`;
}

/** The vendor of the operating system builds the runtime, or the version has a suffix that builds of upstream and k3s do not have. */
function isVendorBuilt({ record, runtime }: NodeFacts): boolean {
  const suffix = parseVersion(runtime?.version ?? '')?.suffix ?? '';
  return (
    vendorBuiltSystems.test(record.osImage ?? '') ||
    (suffix !== '' && !/^[-+]k3s\d+$|^-(?:rc|beta|alpha)\./.test(suffix))
  );
}

/** Undefined when the version has no known vulnerability. */
function evaluate(group: readonly NodeFacts[]): Finding | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { runtime } = first;
  if (!runtime) return unreported(group, 'the container runtime');
  const table = runtimeVulnerabilities[runtime.name];
  const shown = `${runtime.name} ${runtime.version}`;
  const evidence = nodeEvidence(group, ({ record }) => record.containerRuntime);
  if (!table || !parseVersion(runtime.version))
    return {
      verdict: 'unknown',
      message: `${nodeCount(group)} with ${shown}: no vulnerability data for this version (as of ${asOf})`,
      requires: [document(`look up the advisories of ${runtime.name}`)],
      evidence,
    };
  const open = openIn(runtime.version, table);
  if (open.length === 0) return undefined;
  const shownToo = open.map(({ id, what, fixed }) => observed(id, `${what}; fixed in ${fixed.join(', ')}`));
  if (isVendorBuilt(first))
    return {
      verdict: 'unknown',
      message: `${nodeCount(group)} with ${shown}: version is older than the release that fixes ${named(open)}; the vendor backports fixes without a version change`,
      requires: [
        document(
          `look up ${open.map(({ id }) => id).join(', ')} in the advisories of ${first.record.osImage ?? "the runtime's vendor"}`,
        ),
      ],
      evidence: [...evidence, ...shownToo],
    };
  return {
    verdict: 'fail',
    detail: shown,
    ...(open.every(({ severity }) => severity === 'medium') && { severity: 'medium' as const }),
    message: `${nodeCount(group)} with ${shown}: version is older than the release that fixes ${named(open)}; vendors may have backported the fix`,
    evidence: [...evidence, ...shownToo],
  };
}
