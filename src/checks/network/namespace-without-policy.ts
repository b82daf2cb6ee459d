import { command, document, see } from '../../shared/requirement.ts';
import type { IngressFacts, NamespaceFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { uncertainPolicies } from '../helpers/acting-policies.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import type { Enforcement } from '../helpers/policy-enforcement.ts';
import { policyEnforcement } from '../helpers/policy-enforcement.ts';
import { LOOK_AT_AGENTS, unreachedNodes } from '../helpers/policy-reach.ts';

export default defineCheck({
  id: 'network/namespace-without-policy',
  title: 'Namespace without ingress NetworkPolicy',
  control: 'Ingress NetworkPolicy per namespace',
  severity: 'medium',
  why: 'Without a NetworkPolicy, every Pod in the cluster can connect to the Pods of the namespace. One compromised workload can then reach databases and internal services of all teams.',
  remediation:
    'Create a default-deny NetworkPolicy for all Pods of each namespace, then allow the required connections.',
  references: ['CIS 5.3.2', 'NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [181, 182],
  needs: ['pods', 'networkPolicies'],
  uses: ['namespaces', 'addons', 'cluster', 'nodes', 'trust', 'extensions'],
  *run(parts): Iterable<Finding> {
    const { pods, networkPolicies, nodes, trust, namespaces } = parts;
    const enforcement = policyEnforcement(parts);
    const ignored = policiesIgnored(networkPolicies.policies, enforcement);
    const uncertain = new Set([...ignored, ...uncertainPolicies(networkPolicies.policies, parts)]);
    const evaluated: Evaluated[] = [];
    let unsure = 0;
    for (const name of livingNamespaces(parts)) {
      const ingress = closing(networkPolicies.ingress(name, ignored, enforcement.only), enforcement);
      const products = trust.isProductNamespace(name);
      if (ingress.pods === 0 || (products.known && products.value)) continue;
      if (products.known)
        evaluated.push({
          name,
          ingress,
          ...(uncertain.size > ignored.size && {
            plain: closing(networkPolicies.ingress(name, uncertain, enforcement.only), enforcement),
          }),
          ownNetwork: namespaces.some((one) => one.name === name && hasOwnNetwork(one)),
          unreached: unreachedNodes(enforcement.agents, nodes, pods.byNamespace.get(name) ?? []),
        });
      else {
        unsure++;
        yield {
          verdict: 'unknown',
          at: { kind: 'Namespace', name },
          message: products.reason,
          requires: products.requires,
        };
      }
    }
    if (evaluated.length === 0) {
      if (unsure === 0)
        yield {
          verdict: 'not-applicable',
          message: 'no application namespace has Pods on the Pod network',
          evidence: [
            observed(
              'pods',
              `${pods.all.length} observed, none on the Pod network of an application namespace`,
            ),
          ],
        };
      return;
    }
    const { own: enforced } = enforcement;
    if (enforced.known && !enforced.value) {
      yield notEnforced(evaluated, enforced.evidence);
      return;
    }
    const unclear: string[] = [];
    for (const one of evaluated) {
      const finding = evaluate(one, enforced);
      if (finding) yield finding;
      else unclear.push(one.name);
    }
    if (unclear.length > 0 && !enforced.known) {
      yield {
        verdict: 'unknown',
        message: `${plural(unclear.length, 'namespace')} (${listed(unclear)}) with policies for all Pods; ${enforced.reason}`,
        requires: enforced.requires,
      };
    }
  },
});

interface Evaluated {
  name: string;
  ingress: IngressFacts;
  /** Without the policies that the network may not enforce; absent when it enforces all of them. */
  plain?: IngressFacts;
  /** Its pods are on a network of their own, without pods of other namespaces. */
  ownNetwork: boolean;
  /** Nodes with pods of the namespace and without a known agent that enforces policies. */
  unreached: readonly string[];
}

/**
 * OVN-Kubernetes gives its pods a primary network of their own (https://ovn-kubernetes.io/features/user-defined-networks): only
 * administrators set the label, as Namespaces are theirs, and other networks ignore it.
 */
function hasOwnNetwork({ record: { labels } }: NamespaceFacts): boolean {
  return Object.hasOwn(labels, 'k8s.ovn.org/primary-user-defined-network');
}

/** Policies that the network is configured to ignore. */
function policiesIgnored(
  policies: readonly NetworkPolicyRecord[],
  { networkPolicies: acts, ignores }: Enforcement,
): Set<NetworkPolicyRecord> {
  const plain = acts.known && !acts.value;
  return new Set(policies.filter(({ kind }) => ignores.has(kind) || (plain && kind === 'NetworkPolicy')));
}

/** Where the network refuses what no policy admits, only what a policy admits is open. */
function closing(ingress: IngressFacts, { closed }: Enforcement): IngressFacts {
  return closed && ingress.openers.length === 0 ? { ...ingress, open: 0 } : ingress;
}

/** A pod names its namespace even if Namespaces were not collected. */
function livingNamespaces({ pods, namespaces }: Pick<CheckParts, 'pods' | 'namespaces'>): string[] {
  const ending = new Set(
    namespaces.filter(({ record }) => record.phase === 'Terminating').map(({ name }) => name),
  );
  return [...pods.byNamespace.keys()].filter((name) => !ending.has(name)).sort();
}

type Coverage = 'all' | 'some' | 'none' | 'unclear';

function coverageOf({ pods, open, unclear }: IngressFacts): Coverage {
  if (open === pods) return 'none';
  if (open > 0) return 'some';
  return unclear > 0 ? 'unclear' : 'all';
}

/** The verdict on one namespace; undefined when it depends on whether policies are enforced at all. */
function evaluate(
  { name, ingress, plain, ownNetwork, unreached }: Evaluated,
  enforced: Known<boolean>,
): Finding | undefined {
  const covered = coverageOf(ingress);
  if (plain && coverageOf(plain) !== covered) return hangsOnNetwork(name, ingress);
  if (ownNetwork && (covered === 'none' || covered === 'some')) return onOwnNetwork(name);
  if (covered === 'all' && !enforced.known) return undefined;
  if (covered === 'all' && unreached.length > 0) return outOfReach(name, unreached);
  const at = { kind: 'Namespace', name };
  const pods = plural(ingress.pods, 'Pod');
  const everyUser = ingress.outsideOnly ? 'all addresses outside the cluster' : 'all other Pods';
  const openers = few(ingress.openers, (policy) => observed(nameOf(policy), `allows ${everyUser}`));

  const limiting = few(ingress.limiting, (policy) => observed(nameOf(policy), 'restricts ingress'));
  const restsOn: readonly CollectorId[] = [
    'networkpolicies',
    ...(ingress.conditional ? (['pods', 'namespaces'] as const) : []),
  ];
  switch (covered) {
    case 'none':
      return {
        verdict: 'fail',
        at,
        restsOn,
        message:
          openers.length > 0
            ? `NetworkPolicies allow ingress from ${everyUser} to its ${pods}`
            : `no NetworkPolicy restricts ingress to its ${pods}`,
        evidence: [
          ...openers,
          observed(
            `namespace ${name}`,
            openers.length > 0
              ? `${pods} open to ${everyUser}`
              : `${pods}, not selected by an effective ingress policy`,
          ),
        ],
      };
    case 'some':
      return {
        verdict: 'fail',
        at,
        detail: 'some',
        restsOn,
        severity: 'low',
        message: `NetworkPolicies allow ingress from ${everyUser} to ${ingress.open} of its ${pods}`,
        evidence: [...limiting, ...openers, observed(`namespace ${name}`, `${ingress.open} of ${pods} open`)],
      };
    case 'unclear':
      return {
        verdict: 'unknown',
        at,
        message: `unknown whether policies restrict ingress to ${ingress.unclear} of its ${pods}: selectors, groups or tiers are not evaluated`,
        requires: [see(`review the policies that apply to namespace ${name}`)],
        evidence: [...limiting, ...openers],
      };
    case 'all':
  }
  return {
    verdict: 'pass',
    at,
    message:
      limiting.length > 0
        ? `NetworkPolicies restrict ingress to its ${pods}`
        : `the CNI plugin denies ingress without an allow policy to its ${pods}`,
    evidence: [...limiting, ...(enforced.known ? enforced.evidence : [])],
  };
}

function hangsOnNetwork(name: string, { openers, limiting }: IngressFacts): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name },
    message: 'result depends on policy kinds that the CNI plugin is not known to enforce',
    requires: [document('review the CNI plugin documentation')],
    evidence: few([...limiting, ...openers], (policy) => observed(nameOf(policy), policy.kind)),
  };
}

function onOwnNetwork(name: string): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name },
    message:
      'no NetworkPolicy restricts ingress; unknown whether its primary user-defined network separates it from other namespaces',
    requires: [command(`kubectl -n ${name} get userdefinednetworks,clusteruserdefinednetworks`)],
  };
}

/** The agent of each node enforces policies. */
function outOfReach(name: string, nodes: readonly string[]): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name },
    message: `policies select all of its Pods, but no CNI agent is ready on ${plural(nodes.length, 'node')} with some of them (${listed(nodes)})`,
    requires: [LOOK_AT_AGENTS],
  };
}

function nameOf({ kind, namespace, name }: NetworkPolicyRecord): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** One cause for all namespaces, with or without policies. */
function notEnforced(namespaces: readonly Evaluated[], evidence: readonly Evidence[]): Finding {
  return {
    verdict: 'fail',
    detail: 'not-enforced',
    restsOn: ['pods'],
    message: `the CNI plugin does not enforce NetworkPolicies: ${plural(namespaces.length, 'namespace')} (${listed(namespaces.map(({ name }) => name))}) without effective restriction`,
    evidence: [
      ...evidence,
      ...few(namespaces, ({ name, ingress }) => observed(`namespace ${name}`, plural(ingress.pods, 'Pod'))),
    ],
  };
}
