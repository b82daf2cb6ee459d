import { defaultOnAdmission } from '../../../data/admission-plugins.ts';
import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { GET_VERSION } from '../../requirements.ts';
import type { FlagAnswer, ObservedFlag } from '../../types.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples } from './replica-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { listItems } from '../sources/flag-sources.ts';
import { incompleteCoverage } from './coverage.ts';

const ADMISSION = 'apiserver_admission_controller_admission_duration_seconds_count';

export interface AdmissionInput {
  /** --admission-control: where it is set, it is the whole list. */
  list: FlagAnswer;
  enabled: FlagAnswer;
  disabled: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  whyUnknown: UnknownReason;
}

/** The plugins that each server's flags enable, by either flag; empty where none is set. */
export function namedPlugins(list: FlagAnswer, enabled: FlagAnswer): FlagAnswer {
  if (!enabled.known)
    return list.known && list.observations.some(({ value }) => value !== '') ? list : enabled;
  const observations = enabled.observations.map((observation) => {
    const whole = of(list, observation.instance);
    return whole && whole.value !== '' ? whole : observation;
  });
  return { ...enabled, observations };
}

/** Whether an admission plugin is active on every API server: by flags and, where they are hidden, by the plugin's latency metrics. */
export function admissionPlugin(input: AdmissionInput, plugin: string): Known<boolean> {
  const evaluated = byFlags(input, plugin);
  const off = evaluated.filter(({ on }) => on === false);
  if (off.length > 0) return known(false, ...off.map(({ evidence }) => evidence));
  const sure = evaluated.filter(({ on, uncertainty }) => on === true && uncertainty === undefined);
  const { enabled } = input;
  if (
    enabled.known &&
    sure.length > 0 &&
    sure.length === enabled.observations.length &&
    enabled.uncollected === 0
  )
    return known(true, ...sure.map(({ evidence }) => evidence));
  return byMetrics(input, plugin, sure) ?? openQuestion(input, evaluated, plugin);
}

interface Evaluated {
  instance: string;
  /**
   * `version`: it is on by default since a minor that this server may or may not have reached. `unreported`: it may be among the
   * items of a list that are not visible.
   */
  on: boolean | 'version' | 'unreported';
  evidence: Evidence;
  uncertainty?: string;
}

function byFlags({ list, enabled, disabled }: AdmissionInput, plugin: string): Evaluated[] {
  if (!enabled.known) return [];
  return enabled.observations.flatMap((observation): Evaluated[] => {
    const { instance } = observation;
    const whole = of(list, instance);
    if (whole && whole.value !== '') return [evaluated(whole, isNamed(whole, plugin))];
    const off = of(disabled, instance);
    if (off && listItems(off.value).includes(plugin)) return [evaluated(off, false)];
    const named = isNamed(observation, plugin);
    const uncertainty = off
      ? [observation, off, whole].find((other) => other?.uncertainty !== undefined)?.uncertainty
      : NO_LIST;
    return [
      {
        ...evaluated(observation, named === true || onByDefault(plugin, observation) || named),
        ...(uncertainty !== undefined && { uncertainty }),
      },
    ];
  });
}

/** Whether a plugin is in the list of a flag. */
function isNamed({ value, more }: ObservedFlag, plugin: string): boolean | 'unreported' {
  return listItems(value).includes(plugin) || (more === true && 'unreported');
}

/** For a server whose --disable-admission-plugins is not visible. */
const NO_LIST = 'what is switched off is not visible';

function evaluated({ instance, evidence, uncertainty }: ObservedFlag, on: Evaluated['on']): Evaluated {
  return { instance, on, evidence, ...(uncertainty !== undefined && { uncertainty }) };
}

function of(answer: FlagAnswer, instance: string): ObservedFlag | undefined {
  return answer.known
    ? answer.observations.find((observation) => observation.instance === instance)
    : undefined;
}

/** Unknown versions are 1.10 or later: before, there was no flag to enable a plugin. */
function onByDefault(plugin: string, { minors }: ObservedFlag): boolean | 'version' {
  const since = defaultOnAdmission.get(plugin);
  if (since === undefined) return false;
  const on = new Set((minors ?? [10, Infinity]).map((minor) => minor >= since));
  return on.size === 1 ? on.has(true) : 'version';
}

function byMetrics(
  { metrics, servers }: AdmissionInput,
  plugin: string,
  sure: readonly Evaluated[],
): Known<boolean> | undefined {
  const timed = metrics.filter((replica) => replica.complete && samples(replica, ADMISSION).length > 0);
  const without = timed.filter(
    (replica) => !samples(replica, ADMISSION).some(({ labels }) => labels['name'] === plugin),
  );
  const absent = without.filter(wrote);
  if (absent.length > 0) {
    return known(
      false,
      ...absent.map((replica): Evidence => ({
        source: 'metrics',
        confidence: 'inferred',
        location: replica.source,
        value: `no admission call of ${plugin} was timed`,
      })),
    );
  }
  const present = timed.filter((replica) => !without.includes(replica));
  if (present.length === 0) return undefined;
  const open = incompleteCoverage(servers, { metrics: [...sure, ...present] });
  if (open) return open;
  return known(
    true,
    ...sure.map(({ evidence }) => evidence),
    ...present.map((replica): Evidence => ({
      source: 'metrics',
      confidence: 'observed',
      location: replica.source,
      value: `admission calls of ${plugin} were timed`,
    })),
  );
}

function openQuestion(
  { enabled, servers, whyUnknown }: AdmissionInput,
  found: readonly Evaluated[],
  plugin: string,
): Known<boolean> {
  if (found.some(({ on }) => on === 'version'))
    return unknown(
      `whether ${plugin} is on by default depends on the version, which is not known`,
      GET_VERSION,
    );
  const uncertain = found.find(({ uncertainty }) => uncertainty !== undefined);
  if (uncertain?.uncertainty !== undefined)
    return unknown(`${uncertain.instance}: ${uncertain.uncertainty}`, ...whyUnknown.requires);
  if (found.length > 0) {
    const open = incompleteCoverage(servers, { metrics: found });
    if (open) return open;
  }
  const why = enabled.known ? enabled.why : undefined;
  return unknown(why?.reason ?? whyUnknown.reason, ...(why?.requires ?? whyUnknown.requires));
}

/** Every plugin has latency metrics for every write request; before the first one, a missing plugin means nothing. */
function wrote(replica: ReplicaMetrics): boolean {
  return samples(replica, ADMISSION).some(
    ({ labels, value }) => value > 0 && ['CREATE', 'UPDATE'].includes(labels['operation'] ?? ''),
  );
}
