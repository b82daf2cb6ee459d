import { defaultOnAdmission } from '../../data/component-flags.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { GET_METRICS } from '../settle.ts';
import type { FlagAnswer } from '../types.ts';
import type { ReplicaMetrics } from './replicas.ts';
import { samples } from './replicas.ts';
import type { LiveServers } from './servers.ts';
import type { Silence } from './silence.ts';
import { listItems } from './testimony.ts';
import { notAllHeard } from './unheard.ts';

const DECISIONS = 'apiserver_authorization_decisions_total';
const ADMISSION = 'apiserver_admission_controller_admission_duration_seconds_count';

export interface AuthorizationInput {
  mode: FlagAnswer;
  config: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  silence: Silence;
}

/**
 * Authorizers that are in force, over all replicas (a mode that only one of them has is in the list). When a file
 * names them, those that have decided something so far are listed: what never decided stays invisible.
 */
export function authorizers(input: AuthorizationInput): Known<readonly string[]> {
  const { mode, config, metrics, servers, silence } = input;
  const file = config.known && config.sightings.find(({ value }) => value !== '');
  const shown = mode.known && !file ? mode.sightings : [];
  const decided = decisions(
    metrics.filter(({ instance }) => !shown.some((sighting) => sighting.instance === instance)),
  );
  const deciding = [...new Set(decided.map(({ type }) => type))].sort();
  const modes = [...new Set([...shown.flatMap(({ value }) => listItems(value)), ...deciding])];
  if (modes.length > 0) {
    const open = notAllHeard(servers, { flags: mode, metrics: decided });
    if (open && !modes.includes('AlwaysAllow')) return open;
    return known(modes, ...[...shown, ...decided].map(({ evidence }) => evidence));
  }
  if (file) {
    return unknown(
      'an authorization configuration names the authorizers, and its file is not visible',
      `${GET_METRICS} (${DECISIONS})`,
    );
  }
  return unknown(silence.reason, ...silence.settle);
}

function decisions(
  metrics: readonly ReplicaMetrics[],
): { type: string; instance: string; evidence: Evidence }[] {
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
        instance: replica.instance,
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
  servers: LiveServers;
  silence: Silence;
}

/** Whether an admission plugin works on every API server: by flags and, where they are hidden, by the calls that it was timed for. */
export function admissionPlugin(
  { enabled, disabled, metrics, servers, silence }: AdmissionInput,
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
  const without = timed.filter(
    (replica) => !samples(replica, ADMISSION).some(({ labels }) => labels['name'] === plugin),
  );
  const absent = without.filter(wrote);
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
  const present = timed.filter((replica) => !without.includes(replica));
  if (present.length > 0) {
    const open = notAllHeard(servers, { flags: enabled, metrics: present });
    if (open) return open;
    return known(
      true,
      ...present.map((replica): Evidence => ({
        witness: 'metrics',
        confidence: 'observed',
        source: replica.source,
        value: `admission calls of ${plugin} were timed`,
      })),
    );
  }
  return unknown(silence.reason, ...silence.settle);
}

/** Every plugin is timed at every request that writes; until the first one, a missing plugin means nothing. */
function wrote(replica: ReplicaMetrics): boolean {
  return samples(replica, ADMISSION).some(
    ({ labels, value }) => value > 0 && ['CREATE', 'UPDATE'].includes(labels['operation'] ?? ''),
  );
}
