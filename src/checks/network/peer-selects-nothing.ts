import type { PolicySubject, TrafficPeer } from '../../snapshot/records/index.ts';
import { contradictions } from '../helpers/policy-selectors.ts';
import { defineCheck } from '../define.ts';
import type { PolicyFaults } from '../helpers/policy-lint.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import type { SelectablePods } from '../helpers/policy-pods.ts';
import { selectablePods } from '../helpers/policy-pods.ts';
import { rulesOf } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/peer-selects-nothing',
  title: 'NetworkPolicy selector matches nothing',
  control: 'Selectors of NetworkPolicy peers',
  severity: 'info',
  why: 'A selector with contradictory requirements, or with labels that no namespace and no Pod has, allows no traffic. Such rules cause outages, and users often replace them with rules that allow everything.',
  remediation:
    'Use labels that the namespaces and Pods have, for example `kubernetes.io/metadata.name` for a namespace by its name. Put `namespaceSelector` and `podSelector` into one list entry if both conditions have to be met.',
  references: ['network-policies'],
  peerChecks: [189],
  needs: ['networkPolicies', 'pods', 'workloads', 'namespaces'],
  uses: ['trust'],
  *run(parts) {
    const pods = selectablePods(parts);
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: (policy): PolicyFaults => {
        const rules = [rulesOf(policy, 'ingress'), rulesOf(policy, 'egress')];
        if (rules.includes(undefined)) return 'unknown';
        const subjects = [...(policy.sections ?? []), ...(policy.outgoing ?? [])].flatMap(
          (section) => section.subjects,
        );
        const peers = rules.flatMap((list) => list?.flatMap(({ from = [] }) => from) ?? []);
        return [
          ...new Set([
            ...subjects.flatMap(({ pods: selector = [] }) =>
              contradictions(selector).map((text) => `podSelector: ${text}`),
            ),
            ...peers.flatMap((peer) => faultOf(peer, policy.namespace ?? '', pods)),
          ]),
        ];
      },
      claimOfOne: 'contains a selector that matches nothing',
      claim: 'contain a selector that matches nothing',
      none: 'every selector in a NetworkPolicy matches namespaces and Pods',
      restsOn: ['pods', 'workloads', 'namespaces'],
    });
  },
});

function faultOf(
  { block, entity, nodes, unread, ...peer }: TrafficPeer,
  own: string,
  pods: SelectablePods,
): string[] {
  if (block !== undefined || entity !== undefined || nodes !== undefined || unread === true) return [];
  const wrong = [...contradictions(peer.namespaces ?? []), ...contradictions(peer.pods ?? [])];
  if (wrong.length > 0) return wrong;
  const { namespaces = [] } = peer;
  if (namespaces.length > 0 && pods.hasNamespace(namespaces) === 'no')
    return [`namespaceSelector ${namespaces.join(', ')} matches no namespace`];
  if ((peer.pods ?? []).length > 0 && pods.hasPod(peer, own) === 'no')
    return [`${selectorText(peer)} matches no Pod`];
  return [];
}

function selectorText({ namespaces, pods = [] }: PolicySubject): string {
  const where =
    namespaces === undefined || namespaces.length === 0 ? '' : ` in namespaces ${namespaces.join(', ')}`;
  return `podSelector ${pods.join(', ')}${where}`;
}
