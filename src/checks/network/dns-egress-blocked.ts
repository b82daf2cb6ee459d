import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { GroupReach } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { agentsOrNone, networkReach } from '../helpers/network-reach.ts';
import { few, observed } from '../helpers/objects.ts';
import { policyName } from '../helpers/policy-names.ts';
import { ofUnclearOwner, reachedNamespaces } from '../helpers/reached-namespaces.ts';

export default defineCheck({
  id: 'network/dns-egress-blocked',
  title: 'Egress NetworkPolicy without DNS',
  control: 'DNS in egress NetworkPolicies',
  severity: 'low',
  why: 'The policies allow connections to Pods or addresses, but not to a DNS server. Connections to Services by their name then fail, which is a common cause of outages after a default-deny policy.',
  remediation:
    'Allow egress on port 53 over UDP and TCP to the DNS Pods: namespace `kube-system`, label `k8s-app: kube-dns`.',
  references: ['network-policies'],
  needs: ['pods', 'connections', 'networkPolicies'],
  uses: ['namespaces', 'addons', 'cluster', 'nodes', 'trust', 'extensions'],
  *run(parts): Iterable<Finding> {
    const reach = networkReach(parts);
    const reached = reachedNamespaces(reach, parts);
    const { applications } = reached;
    yield* ofUnclearOwner(reached);
    const limited = applications.flatMap((one) => {
      const reaches = one.reaches.filter(({ reach: own }) => own.egressLimited.length > 0);
      return reaches.length > 0 ? [{ ...one, reaches }] : [];
    });
    let blocked = 0;
    for (const { name, reaches } of limited) {
      const wrong = reaches.filter(({ reach: own }) => isBlocked(own));
      if (wrong.length === 0) continue;
      blocked++;
      const pods = wrong.reduce((sum, { group }) => sum + group.pods.length, 0);
      const policies = [...new Set(wrong.flatMap(({ reach: own }) => own.egressLimited))];
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name },
        restsOn: ['networkpolicies'],
        message: `policies allow egress of ${plural(pods, 'Pod')} to other Pods, but no connection on port 53 (DNS)`,
        evidence: few(policies, (policy) => observed(policyName(policy), 'restricts egress')),
      };
    }
    const unclear = limited.filter(({ reaches }) => reaches.some(({ reach: own }) => mayBeBlocked(own)));
    for (const { name } of unclear)
      yield {
        verdict: 'unknown',
        at: { kind: 'Namespace', name },
        message: 'policies restrict egress; unknown whether they allow DNS',
        requires: [
          ...agentsOrNone(reach),
          see(`review the egress rules of the policies of namespace ${name}`),
        ],
      };
    if (blocked + unclear.length + reached.unclear.length > 0) return;
    const { own } = reach.enforcement;
    if (limited.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no policy restricts egress of an application namespace',
        evidence: [observed('pods', `${plural(applications.length, 'application namespace')} evaluated`)],
      };
    else if (!own.known) yield { verdict: 'unknown', message: own.reason, requires: own.requires };
    else
      yield {
        verdict: 'pass',
        message: 'policies that restrict egress to Pods also allow DNS',
        evidence: few(limited, ({ name }) => observed(`namespace ${name}`, 'DNS is allowed, or no Pod is')),
      };
  },
});

function mayBeBlocked({ toDns, toOwnNamespace, toOtherNamespaces }: GroupReach): boolean {
  const connects = [toOwnNamespace, toOtherNamespaces].some(({ extent }) => extent !== 'none');
  return (
    connects &&
    (toDns.extent === 'unknown' ||
      (toDns.extent === 'none' && !isBlocked({ toDns, toOwnNamespace, toOtherNamespaces })))
  );
}

/** Pods without any egress to pods need no names. */
function isBlocked({
  toDns,
  toOwnNamespace,
  toOtherNamespaces,
}: Pick<GroupReach, 'toDns' | 'toOwnNamespace' | 'toOtherNamespaces'>): boolean {
  const connects = [toOwnNamespace, toOtherNamespaces].some(
    ({ extent }) => extent === 'some' || extent === 'all',
  );
  return toDns.extent === 'none' && connects;
}
