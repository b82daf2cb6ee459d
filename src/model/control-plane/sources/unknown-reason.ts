import {
  document,
  LOOK_ON_HOST,
  distinctRequirements,
  permission,
  collector,
  rerun,
} from '../../../shared/requirement.ts';
import type { CollectorId, Outcome, Snapshot } from '../../../snapshot/types.ts';
import {
  GET_FLAGZ,
  GET_METRICS,
  GET_READYZ,
  LIST_LEASES,
  LIST_NODES,
  LIST_PODS,
} from '../../requirements.ts';
import type { ClusterFacts } from '../../types.ts';
import { staticInstances, untrusted } from './static-pods.ts';
import type { UnknownReason } from '../../../shared/evidence.ts';
import type { Requirement } from '../../../shared/requirement.ts';

/** A program, and its name in reasons: `the API server`, `the kube-scheduler`, `etcd`. */
interface Subject {
  program: string;
  called: string;
}

/**
 * Why a fact is unknown and what is required to decide it, from the outcomes of the possible data sources. On a managed control plane the
 * provider is named: more permissions for the user would not help.
 */
export function explainUnknown(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  { program, called }: Subject,
  sources: readonly CollectorId[],
): UnknownReason {
  const reasons: string[] = [];
  const requires: Requirement[] = [];
  for (const id of sources) {
    const outcome = snapshot.outcomes.get(id);
    if (!outcome) continue;
    const pods = id === 'pods' ? podWords(snapshot, program) : undefined;
    reasons.push(`${SOURCE_WORDS[id] ?? id}: ${pods ?? shortReason(id, outcome)}`);
    requires.push(...requirementsOf(id, outcome));
  }
  const managed = cluster.managed.known && cluster.managed.value;
  const provider = cluster.distribution.known ? cluster.distribution.value.name : 'the provider';
  const who = managed ? `${called} is managed by ${provider}; ` : '';
  return {
    reason: `${who}its settings are not exposed (${reasons.join('; ')})`,
    requires:
      requires.length > 0
        ? distinctRequirements(requires)
        : managed
          ? [document(`the documentation or support of ${provider}`)]
          : [LOOK_ON_HOST],
  };
}

/**
 * A pod that reads its settings from a script or a file is visible without them; one without the kubelet's marks may be any tenant's.
 * Undefined where there is none.
 */
function podWords(snapshot: Snapshot, program: string): string | undefined {
  if (staticInstances(snapshot, program).length > 0) return 'observed, but without settings';
  const other = untrusted(snapshot, program);
  return other && `${other.namespace}/${other.name} runs it, but is not a mirror Pod and is not trusted`;
}

const SOURCE_WORDS: Partial<Record<CollectorId, string>> = {
  flagz: '/flagz',
  metrics: '/metrics',
  health: '/readyz',
  probe: 'anonymous requests',
  pods: 'control plane Pods',
  nodes: 'node annotations',
  leases: 'leases',
  endpoint: 'endpoint',
};

function shortReason(id: CollectorId, outcome: Outcome): string {
  if (outcome.status === 'permission-denied') return 'permission denied';
  if (outcome.status === 'ok' || outcome.status === 'partial')
    return id === 'pods' ? 'none observed' : 'no data';
  return outcome.reason ?? (outcome.status === 'unavailable' ? 'not collected' : 'collection failed');
}

function requirementsOf(id: CollectorId, outcome: Outcome): Requirement[] {
  if (outcome.missing && outcome.missing.length > 0) return outcome.missing.map((rule) => permission(rule));
  if (outcome.status === 'permission-denied')
    return [DEFAULT_PERMISSIONS[id] ?? collector(id, 'permissions')];
  if (outcome.status === 'collection-failed')
    return [rerun(`run again: ${outcome.reason ?? `collector ${id} failed`}`)];
  return [];
}

const DEFAULT_PERMISSIONS: Partial<Record<CollectorId, Requirement>> = {
  flagz: GET_FLAGZ,
  metrics: GET_METRICS,
  health: GET_READYZ,
  pods: LIST_PODS,
  nodes: LIST_NODES,
  leases: LIST_LEASES,
};
