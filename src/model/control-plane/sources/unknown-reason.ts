import type { UnknownReason } from '../types.ts';
import type { CollectorId, Outcome, ReadRule, Snapshot } from '../../../snapshot/types.ts';
import {
  GET_FLAGZ,
  GET_METRICS,
  GET_READYZ,
  LIST_LEASES,
  LIST_NODES,
  LIST_PODS,
  LOOK_ON_HOST,
} from '../../settle.ts';
import type { ClusterFacts } from '../../types.ts';
import { staticInstances, unbelieved } from './static-pods.ts';

/**
 * Why nothing is known and what would change that, from the outcomes of the witnesses that could have spoken.
 * On a managed control plane the provider is named: asking the user for rights would not help.
 */
export function explainUnknown(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  subject: string,
  witnesses: readonly CollectorId[],
): UnknownReason {
  const reasons: string[] = [];
  const settle: string[] = [];
  for (const id of witnesses) {
    const outcome = snapshot.outcomes.get(id);
    if (!outcome) continue;
    const pods = id === 'pods' ? podWords(snapshot, programOf(subject)) : undefined;
    reasons.push(`${WITNESS_WORDS[id] ?? id}: ${pods ?? shortReason(id, outcome)}`);
    settle.push(...remedies(id, outcome));
  }
  const managed = cluster.managed.known && cluster.managed.value;
  const provider = cluster.distribution.known ? cluster.distribution.value.name : 'the provider';
  const who = managed ? `${provider} runs ${subject} and is responsible for it; ` : '';
  return {
    reason: `${who}${subject} cannot be looked into (${reasons.join('; ')})`,
    settle:
      settle.length > 0
        ? [...new Set(settle)]
        : managed
          ? [`ask ${provider} or read its documentation`]
          : [LOOK_ON_HOST],
  };
}

/**
 * A pod that takes its settings from a script or a file shows itself and not them; one without the kubelet's marks may be anybody's. Undefined where
 * there is none.
 */
function podWords(snapshot: Snapshot, program: string): string | undefined {
  if (staticInstances(snapshot, program).length > 0) return 'visible, their settings are not';
  const other = unbelieved(snapshot, program);
  return (
    other && `${other.namespace}/${other.name} runs it, but lacks marks of the kubelet and is not believed`
  );
}

/** The program that a subject is in the words of reasons: `the API server`, `the kube-scheduler`, `etcd`. */
function programOf(subject: string): string {
  return subject === 'the API server' ? 'kube-apiserver' : subject.replace(/^the /, '');
}

const WITNESS_WORDS: Partial<Record<CollectorId, string>> = {
  flagz: '/flagz',
  metrics: '/metrics',
  health: '/readyz',
  probe: 'unauthenticated probe',
  pods: 'control-plane pods',
  nodes: 'node annotations',
  leases: 'leases',
  endpoint: 'endpoint',
};

function shortReason(id: CollectorId, outcome: Outcome): string {
  if (outcome.status === 'forbidden') return 'forbidden';
  if (outcome.status === 'ok' || outcome.status === 'partial')
    return id === 'pods' ? 'none visible' : 'does not say';
  return outcome.reason ?? (outcome.status === 'absent' ? 'not collected' : 'failed');
}

function remedies(id: CollectorId, outcome: Outcome): string[] {
  if (outcome.missing && outcome.missing.length > 0) return outcome.missing.map(rightText);
  if (outcome.status === 'forbidden') return [DEFAULT_RIGHTS[id] ?? `the rights of collector ${id}`];
  if (outcome.status === 'failed') return [`run again: ${outcome.reason ?? `collector ${id} failed`}`];
  return [];
}

const DEFAULT_RIGHTS: Partial<Record<CollectorId, string>> = {
  flagz: GET_FLAGZ,
  metrics: GET_METRICS,
  health: GET_READYZ,
  pods: LIST_PODS,
  nodes: LIST_NODES,
  leases: LIST_LEASES,
};

/** A right in kubectl's words: `list nodes`, `get /metrics`, `list leases.coordination.k8s.io -n kube-system`. */
export function rightText(rule: ReadRule): string {
  if (rule.path) return `${rule.verb} ${rule.path}`;
  const resource = rule.group ? `${rule.resource ?? '*'}.${rule.group}` : (rule.resource ?? '*');
  const names = rule.resourceNames && rule.resourceNames.length > 0 ? `/${rule.resourceNames.join(',')}` : '';
  return `${rule.verb} ${resource}${names}${rule.namespace ? ` in ${rule.namespace}` : ''}`;
}
