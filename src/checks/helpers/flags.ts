import { COUNT_AND_SHOW, GET_VERSION, SHOW_FLAGS } from '../../model/requirements.ts';
import type { ApiServerFacts, FlagAnswer, ObservedFlag } from '../../model/types.ts';
import { component as componentRef } from './component.ts';
import type { Finding } from '../define.ts';
import type { Requirement } from '../../shared/requirement.ts';
import { LOOK_ON_HOST } from '../../shared/requirement.ts';

export interface FlagQuestion {
  /** True when this value is the fault. */
  bad: (value: string, observation: ObservedFlag) => boolean;
  /** The message, given the instances that have the value and the value of the first of them. */
  fail: (instances: string, value: string) => string;
  pass: string;
  detail?: string;
  /** Why a value that is not the fault is no pass either: its meaning depends on an unknown. */
  open?: (value: string, observation: ObservedFlag) => string | undefined;
}

/**
 * The verdict on one flag over all instances of a component: one bad instance fails, all observed and good passes, and instances
 * without data leave it unknown.
 */
export function evaluateFlag(component: string, answer: FlagAnswer, question: FlagQuestion): Finding {
  const at = componentRef(component);
  if (!answer.known) return { verdict: 'unknown', at, message: answer.reason, requires: answer.requires };
  const bad = answer.observations.filter((observation) => question.bad(observation.value, observation));
  const [first] = bad;
  if (first) {
    return {
      verdict: 'fail',
      at,
      ...(question.detail && { detail: question.detail }),
      message: question.fail(instancesOf(bad, answer), first.value),
      evidence: bad.map(({ evidence }) => evidence),
    };
  }
  if (answer.uncollected > 0) return uncollected(component, answer);
  const open = answer.observations.flatMap(
    (observation) => question.open?.(observation.value, observation) ?? [],
  )[0];
  const evidence = answer.observations.map((observation) => observation.evidence);
  if (open !== undefined) return { verdict: 'unknown', at, message: open, requires: [GET_VERSION], evidence };
  return {
    verdict: 'pass',
    at,
    message: question.pass,
    evidence,
  };
}

/** Unknown, because some instances have no data, or their observed values may be overridden. */
export function uncollected(component: string, answer: FlagAnswer & { known: true }): Finding {
  const { observations, uncounted, why } = answer;
  const uncertain = observations.filter(({ uncertainty }) => uncertainty !== undefined);
  const seen = observations.length - uncertain.length;
  const total = seen + answer.uncollected;
  const [first] = uncertain;
  const reason = first?.uncertainty === undefined ? why?.reason : `${first.instance}: ${first.uncertainty}`;
  const counted = uncounted
    ? `${seen} of an unknown number of ${component} instances ${seen === 1 ? 'was' : 'were'} observed and compliant; their number is unknown`
    : `${seen} of ${total} ${component} instances are observed and comply; ${answer.uncollected} are not observed`;
  return {
    verdict: 'unknown',
    at: componentRef(component),
    message: reason === undefined ? counted : `no deviation observed, but ${reason}`,
    requires: why?.requires ?? requiresFor(component, uncounted),
    evidence: observations.map(({ evidence }) => evidence),
  };
}

/** Only API servers have a second data source; a pod that hides its flags does so on purpose. */
function requiresFor(component: string, uncounted: true | undefined): readonly Requirement[] {
  if (component !== 'kube-apiserver') return [LOOK_ON_HOST];
  return uncounted ? COUNT_AND_SHOW : SHOW_FLAGS;
}

/** ` on cp-1, cp-2`, or empty when every instance is meant. */
function instancesOf(some: readonly ObservedFlag[], answer: FlagAnswer & { known: true }): string {
  if (some.length === answer.observations.length && answer.uncollected === 0) return '';
  return ` on ${some.map(({ instance }) => instance).join(', ')}`;
}

/** The verdict on an admission plugin that should be enabled. */
export function evaluatePlugin(
  { admission }: ApiServerFacts,
  plugin: string,
  words: { fail: string; pass: string },
): Finding {
  const at = componentRef('kube-apiserver');
  const on = admission(plugin);
  if (!on.known) return { verdict: 'unknown', at, message: on.reason, requires: on.requires };
  return on.value
    ? { verdict: 'pass', at, message: words.pass, evidence: on.evidence }
    : { verdict: 'fail', at, message: words.fail, evidence: on.evidence };
}
