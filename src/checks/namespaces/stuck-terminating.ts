import type { NamespaceFacts } from '../../model/types.ts';
import { command } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

/** Deletion of a namespace with many Pods takes minutes; their grace periods are at most an hour in practice. */
const PATIENCE_MINUTES = 60;

export default defineCheck({
  id: 'namespaces/stuck-terminating',
  title: 'Namespace stuck in Terminating',
  control: 'Deletion of namespaces',
  severity: 'low',
  why: 'Objects remain in the namespace that no controller removes, often volumes or load balancers with costs. No new object can be created in it, and its name cannot be used again.',
  remediation:
    'Remove what the conditions of the namespace name: start the controller of the finalizer again, or delete the unavailable APIService. Edit finalizers only as the last step, because external resources remain.',
  references: ['namespaces'],
  peerChecks: [151],
  needs: ['namespaces'],
  uses: ['cluster'],
  *run({ namespaces, cluster: { takenAt } }): Iterable<Finding> {
    const ending = namespaces.filter(
      ({ record }) => record.phase === 'Terminating' || record.deleted !== undefined,
    );
    for (const namespace of ending) yield evaluate(namespace, takenAt);
    if (ending.length === 0)
      yield {
        verdict: 'pass',
        message: `${plural(namespaces.length, 'namespace')}, none in phase Terminating`,
        evidence: [observed('namespaces', `${plural(namespaces.length, 'namespace')} active`)],
      };
  },
});

function evaluate({ name, record, pods }: NamespaceFacts, takenAt: Date): Finding {
  const at = { kind: 'Namespace', name };
  const { deleted, blockers = [], finalizers = [] } = record;
  const since = deleted === undefined ? NaN : Date.parse(deleted);
  if (Number.isNaN(since))
    return {
      verdict: 'unknown',
      at,
      message: 'phase is Terminating; the time of the deletion is not in the snapshot',
      requires: [command(`kubectl get namespace ${name} -o yaml`)],
    };
  const minutes = Math.floor((takenAt.getTime() - since) / 60_000);
  const evidence = [
    observed(`namespace ${name}`, `deletionTimestamp ${deleted ?? ''}, ${plural(pods.length, 'Pod')}`),
    ...few(blockers, ({ type, reason = '', message = '' }) =>
      observed(`namespace ${name}, condition ${type}`, [reason, message].filter(Boolean).join(': ')),
    ),
  ];
  if (minutes < PATIENCE_MINUTES)
    return {
      verdict: 'pass',
      at,
      message: `deletion was requested ${plural(Math.max(minutes, 0), 'minute')} ago`,
      evidence,
    };
  const causes = [
    ...blockers.map(({ type, message }) => message ?? type),
    ...(finalizers.length > 0 ? [`finalizers ${listed(finalizers)}`] : []),
  ];
  return {
    verdict: 'fail',
    at,
    message: `deletion was requested ${ageText(minutes)} ago and is not complete${causes.length > 0 ? `: ${listed(causes)}` : ''}`,
    evidence,
  };
}

function ageText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}
