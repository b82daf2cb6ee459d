import type { AddonFacts } from '../../addons/types.ts';
import type { NodePermission } from '../../data/node-needs.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from './objects.ts';
import type { Uncertainty, FindFaults } from './pod-faults.ts';
import { faultsOf } from './pod-faults.ts';
import type { ClassifiedWorkload } from './system.ts';
import { asUncertain, isAgent, classifyWorkloads, UNRECOGNIZED_SYSTEM_NOTE, undecided } from './system.ts';
import { distinctRequirements } from '../../shared/requirement.ts';

interface Parts {
  workloads: readonly WorkloadFacts[];
  addons: readonly AddonFacts[];
  cluster: ClusterFacts;
  nodes: readonly NodeFacts[];
}

export interface WorkloadQuestion {
  /** The faults of a pod template. */
  faults: FindFaults;
  /** The predicate after the workload's name: `runs privileged containers`. */
  description: string;
  /** The message when no workload has the fault: `no ordinary workload runs privileged containers`. */
  none: string;
  /** The node permissions that are checked: products that need them are reported with a lower severity; absent = all of them. */
  permission?: NodePermission;
}

/** The workloads that are not part of the system: those with faults, and those for which it is unknown. */
function faulty({ workloads, addons, cluster, nodes }: Parts, { faults, permission }: WorkloadQuestion) {
  const placed = classifyWorkloads(addons, cluster, () => (permission ? [permission] : []));
  const ordinary = workloads.map(placed).filter(({ origin }) => origin !== 'system');
  const evaluated = ordinary.map((placed) => ({
    placed,
    ...faultsOf(placed.workload, { nodes, workloads }, faults),
  }));
  const wrongs = evaluated.filter(({ wrong }) => wrong.length > 0);
  return {
    ordinary,
    found: wrongs.filter(({ placed }) => placed.origin !== 'uncertain'),
    uncertain: wrongs.filter(({ placed }) => placed.origin === 'uncertain'),
    open: evaluated.filter(({ wrong, uncertainties }) => wrong.length === 0 && uncertainties.length > 0),
  };
}

/**
 * One verdict per workload, for access to the node. Agents of every node, products that an administrator installed and that need it, and
 * unrecognized workloads in the distribution's namespaces are one step less severe, since access to the node is often their purpose.
 */
export function* evaluateEach(
  parts: Parts,
  question: WorkloadQuestion,
  severity: Severity | ((workload: WorkloadFacts) => Severity),
): Iterable<Finding> {
  const { ordinary, found, uncertain, open } = faulty(parts, question);
  for (const { placed, wrong } of found) {
    const { workload, origin, isProduct } = placed;
    const unrecognized = origin === 'unrecognized';
    const reasons = [isProduct, isAgent(placed, parts.nodes), unrecognized];
    yield {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: lowered(
        typeof severity === 'string' ? severity : severity(workload),
        reasons.filter(Boolean).length,
      ),
      message: `${question.description}${unrecognized ? UNRECOGNIZED_SYSTEM_NOTE : ''}`,
      evidence: few(wrong, (what) => observed(workloadName(workload), what)),
    };
  }
  for (const { placed } of uncertain) yield undecided(placed, question.description);
  for (const { placed, uncertainties } of open)
    yield { ...unclear([placed.workload], uncertainties, question), at: workloadRef(placed.workload) };
  if (found.length + uncertain.length + open.length === 0) yield nothingFound(ordinary, question);
}

/** One verdict for the cluster, for defenses in depth that most workloads lack. */
export function* evaluateTogether(parts: Parts, question: WorkloadQuestion): Iterable<Finding> {
  const { ordinary, found, uncertain, open } = faulty(parts, question);
  const [first] = uncertain;
  if (found.length > 0) {
    const namespaces = [...new Set(found.map(({ placed }) => placed.workload.namespace))];
    yield {
      verdict: 'fail',
      message: `${found.length} of ${plural(ordinary.length, 'workload')} ${found.length === 1 ? ofOne(question.description) : question.description}, in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)})`,
      evidence: few(found, ({ placed, wrong }) => observed(workloadName(placed.workload), listed(wrong))),
    };
  } else if (first) yield asUncertain(first.placed, question.description);
  else if (open.length > 0)
    yield unclear(
      open.map(({ placed }) => placed.workload),
      open.flatMap(({ uncertainties }) => uncertainties),
      question,
    );
  else yield nothingFound(ordinary, question);
}

/** Words about several workloads, with the verb for one. */
function ofOne(words: string): string {
  return words.replace(/^do not /, 'does not ').replace(/^expose /, 'exposes ');
}

/** The unknowns of workloads. */
function unclear(
  workloads: readonly WorkloadFacts[],
  uncertainties: readonly Uncertainty[],
  { description }: WorkloadQuestion,
): Finding {
  const each = <T>(items: readonly T[]): T[] => [...new Set(items)];
  return {
    verdict: 'unknown',
    message: `${description} (unconfirmed): ${listed(each(uncertainties.map(({ reason }) => reason)))}`,
    requires: distinctRequirements(uncertainties.map(({ requires }) => requires)),
    evidence: few(workloads, (workload) => observed(workloadName(workload), 'unconfirmed')),
  };
}

function nothingFound(ordinary: readonly ClassifiedWorkload[], { none }: WorkloadQuestion): Finding {
  if (ordinary.length === 0)
    return {
      verdict: 'not-applicable',
      message: 'no non-system workload found',
      evidence: [observed('pods', 'system Pods only')],
    };
  return {
    verdict: 'pass',
    message: `${none} (${ordinary.length} evaluated)`,
    evidence: [observed('pods', `${plural(ordinary.length, 'non-system workload')} evaluated`)],
  };
}
