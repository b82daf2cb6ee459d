import type { Severity } from '../../result/types.ts';
import { see } from '../../shared/requirement.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { few, listed, observed } from './objects.ts';
import { policyName } from './policy-names.ts';

type Parts = Pick<CheckParts, 'networkPolicies' | 'trust'>;

/** What is wrong with a policy; `unknown`: what decides it was not collected. */
export type PolicyFaults = readonly string[] | 'unknown';

export interface PolicyQuestion {
  /** Policies that the question is about; absent = all. */
  about?: (policy: NetworkPolicyRecord) => boolean;
  faults: (policy: NetworkPolicyRecord) => PolicyFaults;
  /** After the number and names of the policies: `allow egress to any address`. */
  claim: string;
  /** The same for one policy. */
  claimOfOne: string;
  /** The message of a pass. */
  none: string;
  severity?: (faults: readonly string[]) => Severity | undefined;
  /** Lists whose completeness the fault rests on. */
  restsOn?: readonly CollectorId[];
}

interface Faulty {
  policy: NetworkPolicyRecord;
  faults: readonly string[];
}

/** One verdict for each namespace with faulty policies, and one for each faulty policy of the cluster. */
export function* lintPolicies(parts: Parts, question: PolicyQuestion): Iterable<Finding> {
  const { networkPolicies, trust } = parts;
  const about = networkPolicies.policies.filter((policy) => question.about?.(policy) ?? true);
  const ofProducts = (policy: NetworkPolicyRecord): boolean => {
    if (policy.namespace === undefined) return false;
    const products = trust.isProductNamespace(policy.namespace);
    return products.known && products.value;
  };
  const own = about.filter((policy) => !ofProducts(policy));
  const answers = own.map((policy) => ({ policy, faults: question.faults(policy) }));
  const unclear = answers.filter(({ faults }) => faults === 'unknown').map(({ policy }) => policy);
  const faulty = answers.flatMap(({ policy, faults }): Faulty[] =>
    faults === 'unknown' || faults.length === 0 ? [] : [{ policy, faults }],
  );
  for (const [namespace, list] of groupBy(faulty, ({ policy }) => policy.namespace ?? ''))
    if (namespace === '') yield* list.map((one) => ofCluster(one, question));
    else yield ofNamespace(namespace, list, parts, question);
  yield* unevaluated(unclear);
  if (faulty.length + unclear.length > 0) return;
  const names = few(own, (policy) => observed(policyName(policy), 'evaluated'));
  if (own.length > 0) yield { verdict: 'pass', message: question.none, evidence: names };
  else
    yield {
      verdict: 'not-applicable',
      message: 'no policy of an application namespace limits traffic',
      evidence: [observed('networkpolicies', `${about.length} observed, none of an application`)],
    };
}

/** One verdict for each namespace with policies that were not collected completely. */
export function* unevaluated(policies: readonly NetworkPolicyRecord[]): Iterable<Finding> {
  for (const [name, list] of groupBy(policies, ({ namespace = '' }) => namespace))
    yield {
      verdict: 'unknown',
      ...(name !== '' && { at: { kind: 'Namespace', name } }),
      message: `${plural(list.length, 'policy', 'policies')} (${listed(list.map(policyName))}) not evaluated: rules, Pods or labels were not collected`,
      requires: [see('review these policies')],
    };
}

function messageOf(list: readonly Faulty[], { claim, claimOfOne }: PolicyQuestion): string {
  const names = listed(list.map(({ policy }) => policy.name));
  return list.length === 1
    ? `NetworkPolicy ${names} ${claimOfOne}`
    : `${list.length} NetworkPolicies (${names}) ${claim}`;
}

function failOf(list: readonly Faulty[], question: PolicyQuestion) {
  const severity = question.severity?.(list.flatMap(({ faults }) => faults));
  return {
    verdict: 'fail' as const,
    ...(severity && { severity }),
    ...(question.restsOn && { restsOn: question.restsOn }),
    message: messageOf(list, question),
    evidence: few(
      list.flatMap(({ policy, faults }) => faults.map((fault) => ({ policy, fault }))),
      ({ policy, fault }) => observed(policyName(policy), fault),
    ),
  };
}

function ofCluster(one: Faulty, question: PolicyQuestion): Finding {
  const { kind, name } = one.policy;
  return { ...failOf([one], question), at: { kind, name } };
}

function ofNamespace(
  namespace: string,
  list: readonly Faulty[],
  { trust }: Parts,
  question: PolicyQuestion,
): Finding {
  const at = { kind: 'Namespace', name: namespace };
  const products = trust.isProductNamespace(namespace);
  if (products.known) return { ...failOf(list, question), at };
  return {
    verdict: 'unknown',
    at,
    message: `${messageOf(list, question)}; ${products.reason}`,
    requires: products.requires,
  };
}
