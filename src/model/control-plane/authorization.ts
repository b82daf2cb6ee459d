import { defaultOnAdmission } from '../../data/component-flags.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { FlagAnswer } from '../types.ts';
import type { ReplicaMetrics } from './replicas.ts';
import { samples } from './replicas.ts';
import type { Silence } from './silence.ts';
import { listItems } from './testimony.ts';

const DECISIONS = 'apiserver_authorization_decisions_total';
const ADMISSION = 'apiserver_admission_controller_admission_duration_seconds_count';

export interface AuthorizationInput {
  mode: FlagAnswer;
  config: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  silence: Silence;
}

/**
 * Authorizers that are in force, over all replicas (a mode that only one of them has is in the list). When a file
 * names them, those that have decided something so far are listed: what never decided stays invisible.
 */
export function authorizers({
  mode,
  config,
  metrics,
  silence,
}: AuthorizationInput): Known<readonly string[]> {
  const file = config.known && config.sightings.find(({ value }) => value !== '');
  if (mode.known && !file) {
    if (mode.unseen > 0 && metrics.length === 0) {
      const risky = mode.sightings.filter(({ value }) => listItems(value).includes('AlwaysAllow'));
      if (risky.length === 0) {
        return unknown(
          `${mode.unseen} of the API servers could not be looked into`,
          'list pods in kube-system',
          'get /flagz',
        );
      }
    }
    const modes = [...new Set(mode.sightings.flatMap(({ value }) => listItems(value)))];
    return known(modes, ...mode.sightings.map(({ evidence }) => evidence));
  }
  const decided = decisions(metrics);
  if (decided.length > 0)
    return known(
      [...new Set(decided.map(({ type }) => type))].sort(),
      ...decided.map(({ evidence }) => evidence),
    );
  if (file) {
    return unknown(
      'an authorization configuration names the authorizers, and its file is not visible',
      'get /metrics (apiserver_authorization_decisions_total)',
    );
  }
  return unknown(silence.reason, ...silence.settle);
}

function decisions(metrics: readonly ReplicaMetrics[]): { type: string; evidence: Evidence }[] {
  return metrics.flatMap((replica) =>
    [
      ...new Set(
        samples(replica, DECISIONS)
          .filter(({ value }) => value > 0)
          .map(({ labels }) => labels['type'] ?? ''),
      ),
    ]
      .filter((type) => type !== '')
      .sort()
      .map((type) => ({
        type,
        evidence: {
          witness: 'metrics',
          confidence: 'inferred',
          source: replica.source,
          value: `${DECISIONS}{type="${type}"} > 0`,
        } as const,
      })),
  );
}

export interface AdmissionInput {
  enabled: FlagAnswer;
  disabled: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  silence: Silence;
}

/** Whether an admission plugin works on every API server: by flags and, where they are hidden, by the calls that it was timed for. */
export function admissionPlugin(
  { enabled, disabled, metrics, silence }: AdmissionInput,
  plugin: string,
): Known<boolean> {
  if (enabled.known && disabled.known) {
    const off = enabled.sightings.filter((sighting) => {
      const switchedOff = disabled.sightings.some(
        (other) => other.instance === sighting.instance && listItems(other.value).includes(plugin),
      );
      const on = listItems(sighting.value).includes(plugin) || defaultOnAdmission.has(plugin);
      return switchedOff || !on;
    });
    if (off.length > 0) return known(false, ...off.map(({ evidence }) => evidence));
    if (enabled.unseen === 0) return known(true, ...enabled.sightings.map(({ evidence }) => evidence));
  }
  const timed = metrics.filter((replica) => replica.complete && samples(replica, ADMISSION).length > 0);
  const absent = timed.filter(
    (replica) => !samples(replica, ADMISSION).some(({ labels }) => labels['name'] === plugin),
  );
  if (absent.length > 0) {
    return known(
      false,
      ...absent.map((replica): Evidence => ({
        witness: 'metrics',
        confidence: 'inferred',
        source: replica.source,
        value: `no admission call of ${plugin} was timed`,
      })),
    );
  }
  if (timed.length > 0) {
    return known(
      true,
      ...timed.map((replica): Evidence => ({
        witness: 'metrics',
        confidence: 'observed',
        source: replica.source,
        value: `admission calls of ${plugin} were timed`,
      })),
    );
  }
  return unknown(silence.reason, ...silence.settle);
}
