import type { AddonFacts } from '../../addons/types.ts';
import type { ClusterFacts, NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { Finding } from '../define.ts';
import { few, observed, whoseNamespace } from './objects.ts';
import { classifyWorkloads } from './system.ts';

/** A namespace of the cluster's users, with their workloads. */
export interface ApplicationNamespace {
  name: string;
  facts: NamespaceFacts;
  workloads: readonly WorkloadFacts[];
}

interface Parts {
  namespaces: readonly NamespaceFacts[];
  workloads: readonly WorkloadFacts[];
  addons: readonly AddonFacts[];
  cluster: ClusterFacts;
}

/** Namespaces with application workloads, and those of which it is unknown whether they belong to a product. */
export function applicationNamespaces({ namespaces, workloads, addons, cluster }: Parts): {
  own: ApplicationNamespace[];
  unclear: NamespaceFacts[];
} {
  const classified = workloads.map(classifyWorkloads(addons, cluster));
  const applications = groupBy(
    classified.filter(({ origin }) => origin === 'application').map(({ workload }) => workload),
    ({ namespace }) => namespace,
  );
  const doubts = new Map(
    classified.flatMap(({ workload, uncertainty }) =>
      uncertainty
        ? [[workload.namespace, { reason: uncertainty.message, requires: uncertainty.requires }] as const]
        : [],
    ),
  );
  const living = namespaces.filter(({ system, record }) => !system && record.phase !== 'Terminating');
  const used = living.filter(({ name }) => applications.has(name));
  return {
    own: used
      .filter(({ unclear }) => !unclear)
      .map((facts) => ({ name: facts.name, facts, workloads: applications.get(facts.name) ?? [] })),
    unclear: living.flatMap((facts) => {
      const unclear = facts.unclear ?? (applications.has(facts.name) ? undefined : doubts.get(facts.name));
      return unclear && (applications.has(facts.name) || doubts.has(facts.name))
        ? [{ ...facts, unclear }]
        : [];
    }),
  };
}

/** What a check reports about those namespaces. */
export interface NamespaceWords {
  isFaulty: (namespace: ApplicationNamespace) => boolean;
  /** The message of a fail. */
  fault: string;
  /** The message of a pass. */
  sound: string;
  /** Evidence of a faulty one. */
  show: (namespace: ApplicationNamespace) => string;
  /** The lists that prove the absence. */
  restsOn: readonly CollectorId[];
}

/** One verdict for each faulty application namespace and each of unclear owner; one for all where each is sound. */
export function* eachNamespace(
  { own, unclear }: ReturnType<typeof applicationNamespaces>,
  { isFaulty, fault, sound, show, restsOn }: NamespaceWords,
): Iterable<Finding> {
  const faulty = own.filter(isFaulty);
  for (const one of faulty)
    yield {
      verdict: 'fail',
      at: { kind: 'Namespace', name: one.name },
      message: fault,
      restsOn,
      evidence: [observed(`namespace ${one.name}`, show(one))],
    };
  yield* unclear.map(whoseNamespace);
  if (faulty.length + unclear.length > 0) return;
  yield own.length === 0
    ? withoutApplications()
    : { verdict: 'pass', message: sound, evidence: namespacesAsEvidence(own) };
}

/** The verdict where no namespace has applications. */
export function withoutApplications(): Finding {
  return {
    verdict: 'not-applicable',
    message: 'no namespace with application workloads',
    evidence: [observed('namespaces', 'system workloads only')],
  };
}

/** The evaluated namespaces, as evidence of a pass. */
export function namespacesAsEvidence(own: readonly ApplicationNamespace[]): Evidence[] {
  return few(own, ({ name, workloads }) =>
    observed(`namespace ${name}`, plural(workloads.length, 'application workload')),
  );
}
