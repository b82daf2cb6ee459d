import type { Counts, FlagAnswer } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { MetricSample } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { component } from './component.ts';
import { few } from './objects.ts';

/** One sample with the server that reported it. */
export interface PartialCounts extends MetricSample {
  evidence: Evidence;
}

/** The samples of a metric family, per server. */
export function counted(
  family: string,
  { servers }: Counts,
  fits: (sample: MetricSample) => boolean,
): PartialCounts[] {
  return servers.flatMap(({ samples, source }) =>
    samples
      .filter((sample) => sample.value > 0 && fits(sample))
      .map((sample) => ({ ...sample, evidence: metricEvidence(family, sample, source) })),
  );
}

export function metricEvidence(family: string, { labels, value }: MetricSample, source: string): Evidence {
  const named = Object.entries(labels)
    .filter(([name]) => name !== 'apiserver_id_hash')
    .map(([name, text]) => `${name}="${text}"`)
    .join(',');
  return {
    source: 'metrics',
    confidence: 'observed',
    location: source,
    value: `${family}${named === '' ? '' : `{${named}}`} ${value}`,
  };
}

export interface CountQuestion {
  families: readonly string[];
  /** Samples above zero that are the fault; absent = all. */
  bad?: (sample: MetricSample) => boolean;
  fail: (found: readonly PartialCounts[]) => string;
  pass: string;
}

/**
 * The verdict on events that should not occur, by what the API servers counted since the start of each: one event fails, none
 * passes when every server reported and has been up for a while.
 */
export function evaluateCounts(
  counts: (family: string) => Counts,
  { families, bad, fail, pass }: CountQuestion,
): Finding {
  const at = component('kube-apiserver');
  const all = families.map((family) => ({ family, answer: counts(family) }));
  const found = all.flatMap(({ family, answer }) => counted(family, answer, bad ?? (() => true)));
  if (found.length > 0)
    return { verdict: 'fail', at, message: fail(found), evidence: few(found, ({ evidence }) => evidence) };
  const open = all.find(({ answer }) => answer.open)?.answer.open;
  if (open) return { verdict: 'unknown', at, message: open.reason, requires: open.requires };
  return { verdict: 'pass', at, message: pass, evidence: notCounted(families, all[0]?.answer) };
}

/**
 * `not-applicable` where a flag is empty on every API server, so that the counted events cannot occur; undefined where a server has
 * the flag or was not observed.
 */
export function withoutFlag(answer: FlagAnswer, message: string): Finding | undefined {
  if (!answer.known || answer.uncollected > 0 || answer.observations.some(({ value }) => value !== ''))
    return undefined;
  const evidence = answer.observations.map((observation) => observation.evidence);
  return { verdict: 'not-applicable', at: component('kube-apiserver'), message, evidence };
}

/** Evidence that nothing was counted. */
export function notCounted(families: readonly string[], answer: Counts | undefined): Evidence[] {
  return (answer?.servers ?? []).map(({ source }): Evidence => ({
    source: 'metrics',
    confidence: 'observed',
    location: source,
    value: `no ${families.join(', no ')}`,
  }));
}

/** The values `a, b` of a label of the samples, each once, sorted. */
export function labelsOf(found: readonly PartialCounts[], label: string): string[] {
  return [...new Set(found.map(({ labels }) => labels[label] ?? ''))].filter((name) => name !== '').sort();
}
