import { violationsOf } from '../../model/pod-security.ts';
import type { Violation } from '../../model/pod-security.ts';
import type { NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { rerun } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { currentTemplates, minorOf, violationText } from '../helpers/namespace-levels.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { actsOnLabels } from '../helpers/pod-security-admission.ts';

export default defineCheck({
  id: 'namespaces/pod-security-violated',
  title: 'Pods violate the enforced Pod Security level',
  control: 'Compliance of Pods with the enforced level',
  severity: 'medium',
  why: 'These Pods have permissions that the namespace forbids. They were created before the label or are exempt from it, and a replacement can be rejected.',
  remediation:
    'Correct the workload until it meets the level, or move it to a namespace for privileged workloads. Until then, do not restart it.',
  references: ['pod-security-admission', 'pod-security-standards', 'K01'],
  peerChecks: [155],
  needs: ['namespaces', 'workloads'],
  uses: ['cluster', 'controlPlane'],
  *run({ namespaces, workloads, cluster, controlPlane }): Iterable<Finding> {
    const labelled = namespaces.filter(
      ({ policy }) => (policy.enforce?.level ?? 'privileged') !== 'privileged',
    );
    if (labelled.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no namespace enforces baseline or restricted',
        evidence: [observed('namespaces', `${plural(namespaces.length, 'namespace')} evaluated`)],
      };
      return;
    }
    const acts = actsOnLabels({ cluster, controlPlane });
    if (acts.known && !acts.value) {
      yield {
        verdict: 'not-applicable',
        message: 'Pod Security admission does not act on labels',
        evidence: acts.evidence,
      };
      return;
    }
    const byNamespace = groupBy(workloads, ({ namespace }) => namespace);
    const findings = labelled.flatMap((namespace) => {
      const finding = evaluate(namespace, byNamespace.get(namespace.name) ?? [], cluster);
      return finding ? [finding] : [];
    });
    if (findings.length > 0) yield* findings;
    else
      yield {
        verdict: 'pass',
        message: `no Pod violates the enforced level of ${plural(labelled.length, 'namespace')}`,
        evidence: few(labelled, ({ name, policy }) =>
          observed(`namespace ${name}`, `enforce=${policy.enforce?.level ?? ''}`),
        ),
      };
  },
});

/** A fail, an unknown, or nothing where all workloads comply. */
function evaluate(
  { name, policy: { enforce } }: NamespaceFacts,
  workloads: readonly WorkloadFacts[],
  { minor }: CheckParts['cluster'],
): Finding | undefined {
  if (!enforce || enforce.level === 'privileged' || workloads.length === 0) return undefined;
  const at = { kind: 'Namespace', name };
  const by = minorOf(enforce, minor);
  if (!by.known) return { verdict: 'unknown', at, message: by.reason, requires: by.requires };
  const found: { workload: WorkloadFacts; violations: Violation[] }[] = [];
  let open = 0;
  for (const workload of workloads)
    for (const template of currentTemplates(workload)) {
      const evaluated = violationsOf(template, enforce.level, by.value);
      if (evaluated.violations.length > 0) found.push({ workload, violations: evaluated.violations });
      else if (evaluated.open.length > 0 || template.cut === true) open++;
    }
  if (found.length > 0) {
    const names = [...new Set(found.map(({ workload }) => `${workload.kind} ${workload.name}`))];
    return {
      verdict: 'fail',
      at,
      message: `enforce level is ${enforce.level}, but ${listed(names)} ${names.length === 1 ? 'violates' : 'violate'} it: ${violationText(found[0]?.violations ?? [])}`,
      evidence: few(found, ({ workload, violations }) =>
        observed(workloadName(workload), violationText(violations)),
      ),
    };
  }
  return open === 0
    ? undefined
    : {
        verdict: 'unknown',
        at,
        message: `the snapshot does not contain all fields of the Pod Security Standards for ${plural(open, 'Pod template')}`,
        requires: [rerun('take the snapshot again with this version')],
      };
}
