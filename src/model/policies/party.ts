import type { PodRecord, StringMap } from '../../snapshot/records/index.ts';
import type { PolicySubject } from '../../snapshot/records/index.ts';
import type { Answer, Lookup } from '../selectors.ts';
import { answerOf, both, holdAll, labelOf, namespaceLookup } from '../selectors.ts';

/** Pods that are equal to every selector. */
export interface Party {
  namespace: string;
  /** Undefined when the Namespace was not collected: only its name is known. */
  namespaceLabels?: StringMap;
  labels: StringMap;
  serviceAccount: string;
  /** Labels that differ between the pods of one owner are omitted for these. */
  numbered?: boolean;
  /** Labels by which the network may not select pods. */
  leftOut?: LeftOut;
}

/** Whether a network may exclude a label of pods from what policies select by. */
export type LeftOut = (label: string) => boolean;

/** Labels that a snapshot omits because each pod of one owner has another value. */
const PER_POD = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
]);

/** The fields of a pod that selectors evaluate. */
export function partyOf(
  { template, owner, namespace }: PodRecord,
  namespaceLabels?: StringMap,
  leftOut?: LeftOut,
): Party {
  return {
    ...(leftOut && { leftOut }),
    namespace,
    ...(namespaceLabels && { namespaceLabels }),
    labels: template.labels,
    serviceAccount: template.serviceAccount ?? 'default',
    ...((owner?.kind === 'StatefulSet' || owner?.kind === 'Job') && { numbered: true }),
  };
}

/** The value of a pod's label, including those that begin with `@` (snapshot/records/index.ts). */
export function podLookup(party: Party): Lookup {
  const namespace = namespaceLookup(party.namespace, party.namespaceLabels);
  return (key) => {
    if (key === '@namespace') return party.namespace;
    if (key === '@serviceaccount') return party.serviceAccount;
    if (key === '@orchestrator') return 'k8s';
    if (key.startsWith('@namespace/')) return namespace(key.slice('@namespace/'.length));
    if ((party.numbered && PER_POD.has(key)) || party.leftOut?.(key)) return null;
    return labelOf(party.labels, key);
  };
}

/**
 * Whether this subject or peer selects the pod. `own` is the namespace that an absent namespace selector means; undefined = another
 * one than the pod's. Uncollected fields turn a yes into a maybe.
 */
export function picks(subject: PolicySubject, party: Party, own: string | undefined): Answer {
  const namespace =
    subject.namespaces === undefined
      ? answerOf(party.namespace === own)
      : holdAll(subject.namespaces, namespaceLookup(party.namespace, party.namespaceLabels));
  if (namespace === 'no') return 'no';
  const answer = both(namespace, holdAll(subject.pods, podLookup(party)));
  return answer === 'yes' && subject.unread === true ? 'maybe' : answer;
}
