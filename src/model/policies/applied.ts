import type { NetworkPolicyRecord, PolicySection } from '../../snapshot/records/index.ts';
import { either } from '../selectors.ts';
import type { Party } from './party.ts';
import { picks } from './party.ts';
import type { Applied, PolicyMaker } from './stages.ts';
import { makerOf } from './stages.ts';

export type Direction = 'ingress' | 'egress';

/** The sections of these policies that select the pods, or may. */
export function appliedTo(
  party: Party,
  candidates: readonly NetworkPolicyRecord[],
  direction: Direction,
): Applied[] {
  return candidates.flatMap((policy) =>
    sectionsOf(policy, direction).flatMap((section): Applied[] => {
      const own = policy.namespace ?? party.namespace;
      const pick = either(section.subjects.map((subject) => picks(subject, party, own)));
      return pick === 'no' ? [] : [{ policy, section, pick }];
    }),
  );
}

/** What a policy says about one direction. */
export function sectionsOf(policy: NetworkPolicyRecord, direction: Direction): readonly PolicySection[] {
  if (!policy[direction]) return [];
  if (direction === 'egress') return policy.outgoing ?? NOT_KEPT;
  if (policy.sections && policy.outgoing === undefined) return policy.sections.map(withOtherProtocols);
  return policy.sections ?? NOT_KEPT;
}

/** A policy in a snapshot without policy specs: it may select any pod and admit everyone. */
const NOT_KEPT: readonly PolicySection[] = [
  {
    subjects: [{ namespaces: [], unread: true }],
    isolates: true,
    rules: [{ action: 'allow', from: [{ entity: 'all', unread: true }] }],
  },
];

const olderSections = new WeakMap<PolicySection, PolicySection>();

/** A section of an older snapshot, without its rules about other protocols than TCP. */
function withOtherProtocols(section: PolicySection): PolicySection {
  const found = olderSections.get(section) ?? {
    ...section,
    rules: [
      ...section.rules,
      {
        action: 'allow' as const,
        from: [{ entity: 'all' as const, unread: true }],
        ports: [],
        others: ['UDP/1-65535', 'SCTP/1-65535'],
      },
    ],
  };
  olderSections.set(section, found);
  return found;
}

/** The networks whose policies these are; that of Kubernetes alone where no other one has any. */
export function makersOf(applied: readonly Applied[]): readonly [PolicyMaker, ...PolicyMaker[]] {
  const makers = [...new Set(applied.map(({ policy }) => makerOf(policy)))].filter(
    (maker) => maker !== 'kubernetes' && maker !== 'admin',
  );
  const [first, ...others] = makers;
  return first === undefined ? ['kubernetes'] : [first, ...others];
}
