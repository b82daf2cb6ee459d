import type { NamespaceFacts, PolicyFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { policyEnforcement } from '../helpers/policy-enforcement.ts';

export default defineCheck({
  id: 'network/namespace-without-policy',
  title: 'Pods of a namespace can be reached by every other pod',
  severity: 'medium',
  why: 'Without a NetworkPolicy every pod of the cluster can talk to every other. One broken-into workload then reaches databases, internal interfaces and metadata services of all teams, and nothing slows it down.',
  fix: 'Give each namespace a NetworkPolicy that selects all pods and allows nothing, then one that allows what is needed.',
  references: [
    { framework: 'CIS 1.12', id: '5.3.2' },
    { framework: 'NSA/CISA', id: 'Network policies' },
    { framework: 'OWASP K8s 2025', id: 'K05' },
    {
      framework: 'docs',
      id: 'Network Policies',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    },
  ],
  union: [181, 182],
  needs: ['namespaces', 'networkPolicies', 'workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run({ namespaces, networkPolicies, workloads, addons, cluster, nodes }): Iterable<Finding> {
    const own = namespaces.filter(({ system, record }) => !system && record.phase !== 'Terminating');
    const judged = own.filter((namespace) => reachable(namespace) > 0);
    if (judged.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: "no namespace but the system's own has pods on the pod network",
        evidence: few(own.slice(0, 3), ({ name }) =>
          observed(`namespace ${name}`, 'no pods on the pod network'),
        ),
      };
      return;
    }
    const enforced = policyEnforcement(addons, workloads, cluster, nodes);
    if (enforced.known && !enforced.value) {
      yield notEnforced(judged, enforced.evidence);
      return;
    }
    const unclear: NamespaceFacts[] = [];
    for (const namespace of judged) {
      const finding = judge(namespace, networkPolicies, enforced);
      if (finding) yield finding;
      else unclear.push(namespace);
    }
    if (unclear.length > 0 && !enforced.known) {
      yield {
        verdict: 'unknown',
        message: `${plural(unclear.length, 'namespace')} (${listed(unclear.map(({ name }) => name))}) with policies for all pods, but ${enforced.reason}`,
        settle: enforced.settle,
      };
    }
  },
});

/** The verdict on one namespace; undefined when it hangs on whether policies are enforced at all. */
function judge(
  namespace: NamespaceFacts,
  { coverage, policies }: PolicyFacts,
  enforced: Known<boolean>,
): Finding | undefined {
  const { name } = namespace;
  const at = { kind: 'Namespace', name };
  const pods = plural(reachable(namespace), 'pod');
  const present = policies.filter((policy) => policy.namespace === name && policy.ingress);
  const evidence = few(present, (policy) =>
    observed(`${policy.kind} ${name}/${policy.name}`, 'limits ingress'),
  );
  const covered = coverage(name);
  if (covered === 'all' && !enforced.known) return undefined;
  switch (covered) {
    case 'none':
      return {
        verdict: 'fail',
        at,
        restsOn: ['networkpolicies'],
        message: `no policy limits what reaches its ${pods}`,
        evidence: [observed(`namespace ${name}`, `${pods}, no NetworkPolicy for ingress`)],
      };
    case 'some':
      return {
        verdict: 'fail',
        at,
        detail: 'some',
        restsOn: ['networkpolicies'],
        severity: 'low',
        message: `its policies leave some of its ${pods} open`,
        evidence,
      };
    case 'not-understood':
      return {
        verdict: 'unknown',
        at,
        message: 'policies in a selector language that is not replayed here may cover its pods',
        settle: [`look at the policies that apply to namespace ${name}`],
        evidence,
      };
    case 'all':
      break;
  }
  return {
    verdict: 'pass',
    at,
    message: `policies limit what reaches its ${pods}`,
    evidence: [...evidence, ...(enforced.known ? enforced.evidence : [])],
  };
}

/** Policies do not apply to pods on the host network. */
function reachable({ pods }: NamespaceFacts): number {
  return pods.filter(({ template }) => template.hostNetwork !== true).length;
}

/** One cause for all namespaces, with or without policies. */
function notEnforced(namespaces: readonly NamespaceFacts[], evidence: readonly Evidence[]): Finding {
  return {
    verdict: 'fail',
    detail: 'not-enforced',
    restsOn: ['pods'],
    message: `the network of the cluster ignores NetworkPolicies: ${plural(namespaces.length, 'namespace')} (${listed(namespaces.map(({ name }) => name))}) can be reached by every pod`,
    evidence: [
      ...evidence,
      ...few(namespaces, (namespace) =>
        observed(`namespace ${namespace.name}`, plural(reachable(namespace), 'pod')),
      ),
    ],
  };
}
