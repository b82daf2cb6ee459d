import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { agentsOrNone, networkReach } from '../helpers/network-reach.ts';
import { few, observed } from '../helpers/objects.ts';
import { policyName } from '../helpers/policy-names.ts';
import type { ReachedNamespace } from '../helpers/reached-namespaces.ts';
import { ofUnclearOwner, reachedNamespaces } from '../helpers/reached-namespaces.ts';

export default defineCheck({
  id: 'network/egress-unrestricted',
  title: 'Ingress restricted but egress open',
  control: 'Egress of namespaces with restricted ingress',
  severity: 'low',
  why: 'The namespace is isolated in one direction only. An attacker with access to one of its Pods can connect to the internet and to every open Pod of other namespaces.',
  remediation:
    'Add a NetworkPolicy with `policyTypes: [Egress]` for all Pods of the namespace, and allow DNS and the required destinations.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [183],
  needs: ['pods', 'connections', 'networkPolicies'],
  uses: ['namespaces', 'addons', 'cluster', 'nodes', 'trust', 'extensions'],
  *run(parts): Iterable<Finding> {
    const reach = networkReach(parts);
    const reached = reachedNamespaces(reach, parts);
    const { applications } = reached;
    yield* ofUnclearOwner(reached);
    const limited = applications.filter(isIngressLimited);
    const open = limited.filter((one) => openPods(one) > 0);
    const unclear = [
      ...limited.filter((one) => openPods(one) === 0 && !isEgressLimited(one)),
      ...applications.filter((one) => mayBeIngressLimited(one) && !isEgressLimited(one)),
    ];
    for (const one of open) yield openFinding(one);
    for (const { name } of unclear)
      yield {
        verdict: 'unknown',
        at: { kind: 'Namespace', name },
        message: 'unknown whether policies restrict only one direction',
        requires: [...agentsOrNone(reach), see(`review the rules of the policies of namespace ${name}`)],
      };
    if (open.length + unclear.length + reached.unclear.length > 0) return;
    const { own } = reach.enforcement;
    if (limited.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no application namespace has restricted ingress',
        evidence: [observed('pods', `${plural(applications.length, 'application namespace')} evaluated`)],
      };
    else if (!own.known)
      yield {
        verdict: 'unknown',
        message: `policies restrict egress; ${own.reason}`,
        requires: own.requires,
      };
    else
      yield {
        verdict: 'pass',
        message: 'policies restrict egress of every namespace with restricted ingress',
        evidence: few(limited, ({ name, pods }) =>
          observed(`namespace ${name}`, `${plural(pods, 'Pod')} restricted`),
        ),
      };
  },
});

/** Whether policies limit ingress to all of its pods depends on what was not collected. */
function mayBeIngressLimited(one: ReachedNamespace): boolean {
  return (
    !isIngressLimited(one) &&
    one.reaches.every(
      ({ reach }) =>
        reach.ingressLimited.length > 0 &&
        reach.fromOtherNamespaces.extent !== 'all' &&
        reach.fromOutside.extent !== 'all',
    )
  );
}

/** Policies limit ingress to all of its pods. */
function isIngressLimited({ reaches }: ReachedNamespace): boolean {
  return (
    reaches.length > 0 &&
    reaches.every(
      ({ reach }) =>
        reach.ingressLimited.length > 0 &&
        !['all', 'unknown'].includes(reach.fromOtherNamespaces.extent) &&
        !['all', 'unknown'].includes(reach.fromOutside.extent),
    )
  );
}

function isEgressLimited({ reaches }: ReachedNamespace): boolean {
  return reaches.every(({ reach }) =>
    [reach.toInternet.extent, reach.toOtherNamespaces.extent].every(
      (extent) => extent === 'none' || extent === 'some',
    ),
  );
}

function openPods({ reaches }: ReachedNamespace): number {
  return reaches
    .filter(({ reach }) => reach.toInternet.extent === 'all' || reach.toOtherNamespaces.extent === 'all')
    .reduce((sum, { group }) => sum + group.pods.length, 0);
}

function openFinding(one: ReachedNamespace): Finding {
  const policies = [...new Set(one.reaches.flatMap(({ reach }) => reach.ingressLimited))];
  const open = openPods(one);
  const which =
    open === one.pods ? `its ${plural(one.pods, 'Pod')}` : `${open} of its ${plural(one.pods, 'Pod')}`;
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: one.name },
    restsOn: ['networkpolicies'],
    message: `policies restrict ingress, but ${which} can connect to the internet or to all other namespaces`,
    evidence: few(policies, (policy) => observed(policyName(policy), 'restricts ingress')),
  };
}
