import type { AuditState } from '../types.ts';
import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { cleanPath } from '../../../shared/path.ts';
import type { FlagAnswer, ObservedFlag } from '../../types.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples, reportsAbsence } from './replica-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { incompleteCoverage } from './coverage.ts';

export interface AuditInput {
  policy: FlagAnswer;
  logPath: FlagAnswer;
  webhook: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  whyUnknown: UnknownReason;
}

/**
 * Whether every API server writes an audit log. Events require both a policy and a backend (k8s.io/apiserver
 * pkg/server/options/audit.go): one alone has no effect. Metrics decide when the flags are hidden.
 */
export function auditState(input: AuditInput): Known<AuditState> {
  const byFlags = fromFlags(input);
  const byMetrics = input.metrics.flatMap((replica) => {
    const evaluated = fromMetrics(replica);
    return evaluated ? [{ ...evaluated, instance: replica.instance }] : [];
  });
  const sure = byFlags.filter(({ uncertainty }) => uncertainty === undefined);
  const all: Evaluated[] = [...byFlags, ...byMetrics];
  if (all.length === 0) {
    const why = input.policy.known ? input.policy.why : input.policy;
    return unknown(why?.reason ?? input.whyUnknown.reason, ...(why?.requires ?? input.whyUnknown.requires));
  }
  const bad = all.find(({ state }) => state !== 'on');
  const agreed = bad ? all.filter(({ state }) => state === bad.state) : all;
  const observed = { metrics: [...sure, ...byMetrics] };
  const open = bad ? undefined : incompleteCoverage(input.servers, observed, { others: 'the others audit' });
  if (open) return open;
  return known(bad?.state ?? 'on', ...agreed.flatMap(({ evidence }) => evidence));
}

interface Evaluated {
  instance: string;
  state: AuditState;
  evidence: readonly Evidence[];
  /** Why it does not count as a pass. */
  uncertainty?: string;
}

function fromFlags({ policy, logPath, webhook }: AuditInput): Evaluated[] {
  if (!policy.known || !logPath.known || !webhook.known) return [];
  return policy.observations.flatMap((seen): Evaluated[] => {
    const log = sameInstance(logPath.observations, seen);
    const hook = sameInstance(webhook.observations, seen);
    if (!log || !hook) return [];
    const state = stateOf(seen.value !== '', hook.value !== '', log.value);
    const shown = [seen, hook.value !== '' && (log.value === '' || isDevice(log.value)) ? hook : log];
    const uncertainty = shown.find((one) => one.uncertainty !== undefined)?.uncertainty;
    const evidence = shown.map((one) => one.evidence);
    return [{ instance: seen.instance, state, evidence, ...(uncertainty !== undefined && { uncertainty }) }];
  });
}

function stateOf(policy: boolean, webhook: boolean, log: string): AuditState {
  if (!webhook && log === '') return policy ? 'no-backend' : 'off';
  if (!policy) return 'no-policy';
  return webhook || !isDevice(log) ? 'on' : 'discarded';
}

/** Other programs collect what is written to these names. */
const STREAMS: ReadonlySet<string> = new Set(['stdout', 'stderr']);

/** A device file such as `/dev/null` keeps nothing. `/dev/shm` and similar directories contain ordinary files. */
export function isDevice(path: string): boolean {
  const [root, directory, name, ...rest] = cleanPath(path).split('/');
  return root === '' && directory === 'dev' && name !== undefined && rest.length === 0 && !STREAMS.has(name);
}

function sameInstance(observations: readonly ObservedFlag[], other: ObservedFlag): ObservedFlag | undefined {
  return observations.find(({ instance }) => instance === other.instance);
}

const LEVELS = 'apiserver_audit_level_total';

/** The audit filter counts levels only when both policy and backend exist; `event_total` alone is always present. */
function fromMetrics(replica: ReplicaMetrics): Pick<Evaluated, 'state' | 'evidence'> | undefined {
  const levels = samples(replica, LEVELS).filter(({ value }) => value > 0);
  const show = (value: string, confidence: Evidence['confidence'] = 'observed'): Evidence[] => [
    { source: 'metrics', confidence, location: replica.source, value },
  ];
  if (levels.length === 0) {
    return reportsAbsence(replica, LEVELS)
      ? {
          state: 'off',
          // Every request is counted once auditing is configured; right after the start there are few requests.
          evidence: show(
            'no apiserver_audit_level_total series',
            replica.insufficientUptime ? 'inferred' : 'observed',
          ),
        }
      : undefined;
  }
  const names = [...new Set(levels.map(({ labels }) => labels['level'] ?? ''))].sort();
  const shown = show(`apiserver_audit_level_total for ${names.join(', ')}`);
  return { state: names.every((name) => name === 'None') ? 'drops-all' : 'on', evidence: shown };
}
