import { groupBy } from '../../shared/group.ts';
import { compareLevels } from '../../model/pod-security.ts';
import type { PodSecurityLevel } from '../../model/pod-security.ts';
import { distinctRequirements } from '../../shared/requirement.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ApplicationNamespace } from '../helpers/application-namespaces.ts';
import {
  applicationNamespaces,
  namespacesAsEvidence,
  withoutApplications,
} from '../helpers/application-namespaces.ts';
import { levelOfWorkloads } from '../helpers/namespace-levels.ts';
import { listed, observed, whoseNamespace } from '../helpers/objects.ts';

interface Possible {
  namespace: ApplicationNamespace;
  level: PodSecurityLevel;
}

export default defineCheck({
  id: 'namespaces/pod-security-level-low',
  title: 'Pod Security level weaker than the Pods allow',
  control: 'Strictest Pod Security level that admits all Pods',
  severity: 'info',
  why: 'The workloads of the namespace do not use the permissions that its level allows. An attacker who creates a Pod there can use them.',
  remediation:
    'Set the label `pod-security.kubernetes.io/enforce` to the level in the message. The command `kubectl label --dry-run=server` lists Pods that violate it.',
  references: ['pod-security-admission', 'pod-security-standards', 'K01'],
  peerChecks: [155],
  needs: ['namespaces', 'workloads'],
  uses: ['addons', 'cluster'],
  *run({ cluster, ...parts }): Iterable<Finding> {
    const { distribution, minor } = cluster;
    if (distribution.known && distribution.value.id === 'openshift') {
      yield {
        verdict: 'not-applicable',
        message: 'OpenShift enforces security context constraints and sets the labels itself',
        evidence: distribution.evidence,
      };
      return;
    }
    const { own, unclear } = applicationNamespaces({ cluster, ...parts });
    // A label applies to every Pod of the namespace, whoever installed it.
    const workloads = groupBy(parts.workloads, ({ namespace }) => namespace);
    const possible: Possible[] = [];
    const open: { name: string; why: UnknownReason }[] = [];
    for (const namespace of own) {
      const current = namespace.facts.policy.enforce?.level ?? 'privileged';
      if (current === 'restricted') continue;
      const needed = minor.known ? levelOfWorkloads(workloads.get(namespace.name) ?? [], minor.value) : minor;
      if (!needed.known) open.push({ name: namespace.name, why: needed });
      else if (compareLevels(needed.value.level, current) > 0)
        possible.push({ namespace, level: needed.value.level });
    }
    const [first] = unclear;
    // Verdicts are about one namespace each: a risk of one says nothing about the others.
    yield* possible.map(weaker);
    if (open.length > 0)
      yield {
        verdict: 'unknown',
        message: `level that the Pods of ${listed(open.map(({ name }) => name))} need is unknown: ${open[0]?.why.reason ?? ''}`,
        requires: distinctRequirements(open.flatMap(({ why }) => why.requires)),
      };
    if (first) yield whoseNamespace(first);
    if (possible.length + open.length + unclear.length > 0) return;
    if (own.length === 0) yield withoutApplications();
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'application namespace')}, none with Pods that a stricter level would admit`,
        evidence: namespacesAsEvidence(own),
      };
  },
});

/** One for each namespace: what a tenant runs in one decides about that one alone. */
function weaker({ namespace, level }: Possible): Finding {
  const enforced = namespace.facts.policy.enforce?.level ?? 'is not set';
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace.name },
    message: `enforce=${level} would reject none of its Pods`,
    restsOn: ['pods', 'workloads'],
    evidence: [
      observed(
        `namespace ${namespace.name}`,
        `${plural(namespace.workloads.length, 'workload')} within ${level}; enforce level ${enforced}`,
      ),
    ],
  };
}
