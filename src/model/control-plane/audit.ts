import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { ApiServerFacts, FlagAnswer, FlagSighting } from '../types.ts';
import type { ReplicaMetrics } from './replicas.ts';
import { samples } from './replicas.ts';
import type { LiveServers } from './servers.ts';
import type { Silence } from './silence.ts';
import { notAllHeard } from './unheard.ts';

export type AuditState = ApiServerFacts['audit'] extends Known<infer T> ? T : never;

export interface AuditInput {
  policy: FlagAnswer;
  logPath: FlagAnswer;
  webhook: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  silence: Silence;
}

/**
 * Does every API server write an audit trail? Events exist only with a policy and a backend (k8s.io/apiserver
 * pkg/server/options/audit.go): one alone is half a configuration. Metrics tell when the flags do not.
 */
export function auditState(input: AuditInput): Known<AuditState> {
  const byFlags = fromFlags(input);
  const byMetrics = input.metrics.flatMap((replica) => {
    const judged = fromMetrics(replica);
    return judged ? [{ ...judged, instance: replica.instance }] : [];
  });
  const all: Judged[] = [...byFlags, ...byMetrics];
  if (all.length === 0) return unknown(input.silence.reason, ...input.silence.settle);
  const bad = all.find(({ state }) => state !== 'on');
  const agreed = bad ? all.filter(({ state }) => state === bad.state) : all;
  const heard = { flags: input.policy, metrics: byMetrics };
  const open = bad ? undefined : notAllHeard(input.servers, heard, { others: 'the others audit' });
  if (open) return open;
  return known(bad?.state ?? 'on', ...agreed.flatMap(({ evidence }) => evidence));
}

interface Judged {
  state: AuditState;
  evidence: readonly Evidence[];
}

function fromFlags({ policy, logPath, webhook }: AuditInput): Judged[] {
  if (!policy.known || !logPath.known || !webhook.known) return [];
  return policy.sightings.flatMap((seen): Judged[] => {
    const log = sameInstance(logPath.sightings, seen);
    const hook = sameInstance(webhook.sightings, seen);
    if (!log || !hook) return [];
    const backend = log.value !== '' || hook.value !== '';
    const state = seen.value !== '' ? (backend ? 'on' : 'no-backend') : backend ? 'no-policy' : 'off';
    const shown = [seen, hook.value !== '' && log.value === '' ? hook : log];
    return [{ state, evidence: shown.map(({ evidence }) => evidence) }];
  });
}

function sameInstance(sightings: readonly FlagSighting[], other: FlagSighting): FlagSighting | undefined {
  return sightings.find(({ instance }) => instance === other.instance);
}

/** The audit filter counts levels only when policy and backend are both there; `event_total` alone is always present. */
function fromMetrics(replica: ReplicaMetrics): Judged | undefined {
  const levels = samples(replica, 'apiserver_audit_level_total').filter(({ value }) => value > 0);
  const show = (value: string, confidence: Evidence['confidence'] = 'observed'): Evidence[] => [
    { witness: 'metrics', confidence, source: replica.source, value },
  ];
  if (levels.length === 0) {
    return replica.complete
      ? {
          state: 'off',
          // Every request is counted once auditing is wired; right after the start few requests have been.
          evidence: show('no apiserver_audit_level_total series', replica.young ? 'inferred' : 'observed'),
        }
      : undefined;
  }
  const names = [...new Set(levels.map(({ labels }) => labels['level'] ?? ''))].sort();
  const shown = show(`apiserver_audit_level_total for ${names.join(', ')}`);
  return { state: names.every((name) => name === 'None') ? 'drops-all' : 'on', evidence: shown };
}
