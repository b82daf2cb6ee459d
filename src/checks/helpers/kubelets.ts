import { onNode } from '../../shared/requirement.ts';
import type { KubeletFacts, KubeletsFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { few, listed } from './objects.ts';

export interface KubeletQuestion {
  /** True when this kubelet is at fault; undefined when it does not report the setting. */
  bad: (kubelet: KubeletFacts) => boolean | undefined;
  /** Its evidence value: `readOnlyPort: 10255`. */
  shows: (kubelet: KubeletFacts) => string;
  /** The state of those at fault, in words that follow `2 of 5 kubelets`. */
  fail: string;
  pass: string;
  severity?: (bad: readonly KubeletFacts[]) => Severity;
}

/** One verdict over all kubelets: one bad kubelet fails, all reported and good passes, and kubelets without data leave it unknown. */
export function evaluateKubelets(kubelets: KubeletsFacts, question: KubeletQuestion): Finding {
  const { reported, whyUnknown } = kubelets;
  const evaluated = reported.map((kubelet) => ({ kubelet, bad: question.bad(kubelet) }));
  const bad = evaluated.filter((one) => one.bad === true).map(({ kubelet }) => kubelet);
  const show = (some: readonly KubeletFacts[]): Evidence[] =>
    few(some, (kubelet) => ({
      source: 'configz',
      confidence: 'observed',
      location: `kubelet of ${kubelet.node}`,
      value: question.shows(kubelet),
    }));
  if (bad.length > 0)
    return {
      verdict: 'fail',
      ...(question.severity && { severity: question.severity(bad) }),
      message: `${bad.length} of ${plural(reported.length, 'kubelet')} ${question.fail}: ${listed(bad.map(({ node }) => node))}`,
      evidence: show(bad),
    };
  const unreported = evaluated.filter((one) => one.bad === undefined).map(({ kubelet }) => kubelet);
  if (reported.length > 0 && unreported.length > 0)
    return {
      verdict: 'unknown',
      message: `value not reported by ${plural(unreported.length, 'kubelet')} (${listed(unreported.map(({ node }) => node))})`,
      requires: [onNode('check the kubelet flags and configuration on the nodes')],
    };
  if (reported.length === 0 || kubelets.unobserved > 0)
    return {
      verdict: 'unknown',
      message:
        reported.length > 0
          ? `no risk found on ${plural(reported.length, 'kubelet')}; ${whyUnknown.reason}`
          : whyUnknown.reason,
      requires: whyUnknown.requires,
      evidence: show(reported.slice(0, 3)),
    };
  return { verdict: 'pass', message: question.pass, evidence: show(reported) };
}

/** A boolean setting; configz contains what is set, and omits the zero value of its type. */
export function isOn({ setting }: KubeletFacts, path: string): boolean {
  return setting(path) === 'true';
}
