import type { AddonFacts } from '../../addons/types.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from './objects.ts';
import type { Placed } from './system.ts';
import { isAgent, standings, STRANGER } from './system.ts';

interface Parts {
  workloads: readonly WorkloadFacts[];
  addons: readonly AddonFacts[];
  cluster: ClusterFacts;
  nodes?: readonly NodeFacts[];
}

interface Question {
  /** What is wrong with a workload, each as `container web: privileged: true`; none = nothing. */
  faults: (workload: WorkloadFacts) => readonly string[];
  /** What the workload does, in words that follow its name: `runs privileged containers`. */
  says: string;
  /** That none of them does: `no ordinary workload runs privileged containers`. */
  none: string;
}

/** The workloads that are no part of the system, and what is wrong with each. */
function faulty({ workloads, addons, cluster }: Parts, { faults }: Question) {
  const ordinary = workloads.map(standings(addons, cluster)).filter(({ standing }) => standing !== 'part');
  const found = ordinary.flatMap((placed) => {
    const wrong = faults(placed.workload);
    return wrong.length > 0 ? [{ ...placed, wrong }] : [];
  });
  return { ordinary, found };
}

/**
 * One verdict a workload: for what opens the node. Agents of every node, recognised products and unknown parts of system
 * namespaces are a step less, since the node is often what they are for.
 */
export function* judgeEach(
  parts: Parts,
  question: Question,
  severity: Severity | ((workload: WorkloadFacts) => Severity),
): Iterable<Finding> {
  const { ordinary, found } = faulty(parts, question);
  for (const { workload, standing, isProduct, wrong } of found) {
    const stranger = standing === 'stranger';
    const reasons = [isProduct, isAgent(workload, parts.nodes ?? []), stranger];
    yield {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: lowered(
        typeof severity === 'string' ? severity : severity(workload),
        reasons.filter(Boolean).length,
      ),
      message: `${question.says}${stranger ? STRANGER : ''}`,
      evidence: few(wrong, (what) => observed(workloadName(workload), what)),
    };
  }
  if (found.length === 0) yield nothingFound(ordinary, question);
}

/** One verdict for the cluster: for defences in depth that most workloads of the world lack. */
export function* judgeTogether(parts: Parts, question: Question): Iterable<Finding> {
  const { ordinary, found } = faulty(parts, question);
  if (found.length === 0) {
    yield nothingFound(ordinary, question);
    return;
  }
  const namespaces = [...new Set(found.map(({ workload }) => workload.namespace))];
  yield {
    verdict: 'fail',
    message: `${found.length} of ${plural(ordinary.length, 'workload')} ${question.says}, in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)})`,
    evidence: few(found, ({ workload, wrong }) => observed(workloadName(workload), listed(wrong))),
  };
}

function nothingFound(ordinary: readonly Placed[], { none }: Question): Finding {
  if (ordinary.length === 0)
    return {
      verdict: 'not-applicable',
      message: 'no workload runs here but the system itself',
      evidence: [observed('pods', 'only those of the system')],
    };
  return {
    verdict: 'pass',
    message: `${none} (${ordinary.length} looked at)`,
    evidence: [observed('pods', `${plural(ordinary.length, 'workload')} beside the system looked at`)],
  };
}

/** `container web: <what>` for each container of which `what` says something. */
export function ofContainers(
  { template }: WorkloadFacts,
  what: (container: ContainerRecord) => string | undefined,
): string[] {
  return template.containers.flatMap((container) => {
    const said = what(container);
    return said === undefined ? [] : [`container ${container.name}: ${said}`];
  });
}

/** The same for Linux alone: users, capabilities and seccomp mean nothing on Windows. */
export function ofLinuxContainers(
  workload: WorkloadFacts,
  what: (container: ContainerRecord) => string | undefined,
): string[] {
  const { nodeSelector = {} } = workload.template;
  const system = nodeSelector['kubernetes.io/os'] ?? nodeSelector['beta.kubernetes.io/os'];
  return system === 'windows' ? [] : ofContainers(workload, what);
}

/** Names of capabilities as Kubernetes writes them; some manifests write them as the kernel does. */
export function capabilityNames(names: readonly string[] = []): string[] {
  return names.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
}
