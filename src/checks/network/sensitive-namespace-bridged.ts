import type { Severity } from '../../result/types.ts';
import type { NetworkPolicyRecord, TrafficPeer, TrafficRule } from '../../snapshot/records/index.ts';
import { partyOf, podLookup } from '../../model/policies/party.ts';
import { holdAll, namespaceLookup } from '../../model/selectors.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { unevaluated } from '../helpers/policy-lint.ts';
import { policyName } from '../helpers/policy-names.ts';
import { portsText, rulesOf } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/sensitive-namespace-bridged',
  title: 'NetworkPolicy connects a sensitive namespace',
  control: 'NetworkPolicies between application and system namespaces',
  severity: 'low',
  why: 'A policy connects application Pods with a namespace of the distribution or of an add-on on ports other than DNS. Components there have extensive permissions, and an attacker can use the path in one direction or the other.',
  remediation: 'Limit the rule to the required Pods and ports, for example port 53 of the DNS Pods.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [186],
  needs: ['networkPolicies', 'namespaces', 'pods'],
  uses: ['trust'],
  *run({ networkPolicies, namespaces, pods, trust }): Iterable<Finding> {
    const places = placesOf(namespaces, trust);
    const selectsAll = selectorsOf(pods);
    const bridges = networkPolicies.policies.flatMap((policy) => bridgesOf(policy, places, selectsAll));
    const unclear = networkPolicies.policies.filter(
      (policy) => rulesOf(policy, 'ingress') === undefined || rulesOf(policy, 'egress') === undefined,
    );
    for (const { policy, texts, severity } of bridges) {
      const { kind, namespace, name } = policy;
      yield {
        verdict: 'fail',
        at: { kind, ...(namespace !== undefined && { namespace }), name },
        ...(severity && { severity }),
        message: `the policy connects application Pods with a system namespace: ${texts[0] ?? ''}`,
        evidence: few(texts, (text) => observed(policyName(policy), text)),
      };
    }
    yield* unevaluated(unclear);
    if (bridges.length + unclear.length > 0) return;
    if (networkPolicies.policies.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no NetworkPolicy exists',
        evidence: [observed('networkpolicies', 'none observed')],
      };
    else
      yield {
        verdict: 'pass',
        message: 'no NetworkPolicy connects application Pods with a system namespace on ports other than DNS',
        evidence: few(networkPolicies.policies, (policy) => observed(policyName(policy), 'evaluated')),
      };
  },
});

interface Places {
  system: readonly Place[];
  applications: readonly Place[];
  isSystem: (namespace: string) => boolean;
}

type Place = CheckParts['namespaces'][number];

/** A namespace whose owner is unknown is in neither list. */
function placesOf(namespaces: CheckParts['namespaces'], trust: CheckParts['trust']): Places {
  const answer = new Map(namespaces.map(({ name }) => [name, trust.isProductNamespace(name)]));
  const among = (value: boolean) =>
    namespaces.filter(({ name }) => {
      const products = answer.get(name);
      return products?.known === true && products.value === value;
    });
  const system = among(true);
  const names = new Set(system.map(({ name }) => name));
  return { system, applications: among(false), isSystem: (namespace) => names.has(namespace) };
}

interface Bridge {
  policy: NetworkPolicyRecord;
  texts: string[];
  severity?: Severity;
}

function bridgesOf(policy: NetworkPolicyRecord, places: Places, selectsAll: SelectsAll): Bridge[] {
  const { namespace } = policy;
  if (namespace === undefined) return [];
  const inSystem = places.isSystem(namespace);
  const others = inSystem ? places.applications : places.system;
  if (!inSystem && !places.applications.some(({ name }) => name === namespace)) return [];
  // From outside into the system, or from an application into it.
  const direction = inSystem ? 'ingress' : 'egress';
  const texts = (rulesOf(policy, direction) ?? []).flatMap((rule) => {
    if (rule.action !== 'allow' || isForNames(rule)) return [];
    return (rule.from ?? []).flatMap((peer) => {
      const found = others.filter((place) => isNamed(peer, place, selectsAll));
      if (found.length === 0) return [];
      const whom = `namespace ${listed(found.map(({ name }) => name))}`;
      return [`${direction} ${inSystem ? 'from' : 'to'} ${whom} on ${portsText(rule)}`];
    });
  });
  if (texts.length === 0) return [];
  // A rule to a system namespace without ports is mostly meant for DNS.
  const wide = texts.every((text) => text.endsWith('all ports'));
  return [{ policy, texts: [...new Set(texts)], ...(!inSystem && wide && { severity: 'info' as const }) }];
}

/** Whether a selector matches all Pods of a namespace, of which there are some. */
type SelectsAll = (selector: readonly string[], namespace: string) => boolean;

function selectorsOf({ byNamespace }: CheckParts['pods']): SelectsAll {
  return (selector, namespace) => {
    const found = byNamespace.get(namespace) ?? [];
    return (
      found.length > 1 &&
      found.every((pod) => holdAll(selector, podLookup(partyOf(pod, undefined))) === 'yes')
    );
  };
}

/** The peer selects every pod of the namespace, by a condition that is about namespaces. */
function isNamed(
  { namespaces, pods = [], block, unread }: TrafficPeer,
  { name, record }: Place,
  selectsAll: SelectsAll,
): boolean {
  if (namespaces === undefined || namespaces.length === 0 || block !== undefined || unread === true)
    return false;
  if (holdAll(namespaces, namespaceLookup(name, record.labels)) !== 'yes') return false;
  return pods.length === 0 || selectsAll(pods, name);
}

/** Port 53 alone. */
function isForNames({ ports, others = [] }: TrafficRule): boolean {
  const all = [...(ports ?? []), ...others.map((entry) => entry.slice(entry.indexOf('/') + 1))];
  return ports !== undefined && all.every((port) => port === '53' || port.startsWith('dns'));
}
