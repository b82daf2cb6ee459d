import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { TrafficPeer, TrafficRule } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { Answer } from '../selectors.ts';
import { both, either } from '../selectors.ts';
import type { Decision, End, PodGroup } from '../types.ts';
import type { Direction } from './applied.ts';
import { appliedTo, makersOf } from './applied.ts';
import { decisionOf } from './decide.ts';
import type { NamedPort } from './flows.ts';
import { EVERY_FLOW, flowsOf, portNames } from './flows.ts';
import type { Ports } from './ports.ts';
import { common, united } from './ports.ts';
import type { Senders } from './senders.ts';
import { isPeer } from './senders.ts';
import type { Entry, Pipeline } from './stages.ts';
import { pipelineOf } from './stages.ts';
import { admitted } from './walk.ts';

/** The policies over a group in one direction, in the order of evaluation: once for each network whose policies these may be. */
export interface Prepared {
  /** Equal for groups that the same policies select in the same way. */
  id: string;
  pipelines: readonly Pipeline[];
  policies: readonly NetworkPolicyRecord[];
  rules: readonly TrafficRule[];
  /** Those of the rules. */
  peers: readonly TrafficPeer[];
}

/** What a connection may use at least and at most: the difference is unknown. */
export interface Bounds {
  least: Ports;
  most: Ports;
  by: ReadonlySet<NetworkPolicyRecord>;
}

/** Evaluates the policies of groups of pods. */
export class GroupFlows {
  private readonly byNamespace: ReadonlyMap<string, readonly NetworkPolicyRecord[]>;
  private readonly prepared = new Map<PodGroup, Partial<Record<Direction, Prepared>>>();
  private readonly known = new Map<string, Prepared>();
  private readonly numbers = new Map<NetworkPolicyRecord, number>();
  private readonly senders: Senders;

  constructor(policies: readonly NetworkPolicyRecord[], senders: Senders) {
    this.byNamespace = groupBy(policies, ({ namespace = '' }) => namespace);
    this.senders = senders;
    for (const [index, policy] of policies.entries()) this.numbers.set(policy, index);
  }

  /** The policies of one direction over a group. */
  of(group: PodGroup, direction: Direction): Prepared {
    const kept = this.prepared.get(group) ?? {};
    this.prepared.set(group, kept);
    return (kept[direction] ??= this.prepare(group, direction));
  }

  /** The ports that a connection with this end may use. */
  bounds(group: PodGroup, direction: Direction, end: End): Bounds {
    const { pipelines } = this.of(group, direction);
    const receiver = direction === 'ingress' ? group : end.group;
    const named = receiver?.named ?? NONE;
    const walk = {
      every: EVERY_FLOW,
      portsOf: ({ rule }: Entry) => flowsOf(rule, named),
      answerOf: (entry: Entry) => this.applies(entry, group, end, receiver),
    };
    const by = new Set<NetworkPolicyRecord>();
    const found = pipelines.flatMap(({ stages, otherwise, uncertain }) =>
      [stages, ...(otherwise ? [otherwise] : [])].map((list) => {
        const least = admitted(list, walk, false);
        const most = least.guessed ? admitted(list, walk, true) : least;
        for (const policy of [...least.by, ...most.by]) by.add(policy);
        const decided =
          uncertain && list.some(({ entries, closed }) => entries.length > 0 || closed !== 'no');
        return decided ? { least: NO_FLOW, most: EVERY_FLOW } : { least: least.ports, most: most.ports };
      }),
    );
    return {
      least: found.map(({ least }) => least).reduce(common),
      most: found.map(({ most }) => most).reduce(united),
      by,
    };
  }

  /** Whether policies of the group allow a connection with this end to one port. */
  decide(group: PodGroup, direction: Direction, end: End, flow: number): Decision {
    const receiver = direction === 'ingress' ? group : end.group;
    const named = receiver?.named ?? NONE;
    const match = (entry: Entry): Answer => {
      const isPort = flowsOf(entry.rule, named).some(([first, last]) => first <= flow && flow <= last);
      const byName = receiver?.cut === true && portNames(entry.rule).length > 0;
      if (!isPort && !byName) return 'no';
      return both(isPort ? 'yes' : 'maybe', this.applies(entry, group, end, undefined));
    };
    const decisions = this.of(group, direction).pipelines.map((pipeline) => decisionOf(pipeline, match));
    const [first] = decisions;
    const by = [...new Set(decisions.flatMap((decision) => decision.by))];
    if (first && decisions.every(({ answer }) => answer === first.answer))
      return { answer: first.answer, by };
    return { answer: 'unknown', by };
  }

  /** Whether the entry applies to connections with this end; its ports aside. */
  private applies(
    { rule, pick, policy }: Entry,
    group: PodGroup,
    end: End,
    receiver: PodGroup | undefined,
  ): Answer {
    const own = policy.namespace ?? group.namespace;
    const peer =
      rule.from === undefined ? 'yes' : either(rule.from.map((one) => isPeer(one, end, this.senders, own)));
    const answer = both(pick, peer);
    return answer === 'yes' && receiver?.cut === true && portNames(rule).length > 0 ? 'maybe' : answer;
  }

  private prepare(group: PodGroup, direction: Direction): Prepared {
    const candidates = [
      ...(this.byNamespace.get(group.namespace) ?? []),
      ...(this.byNamespace.get('') ?? []),
    ];
    const applied = appliedTo(group.party, candidates, direction);
    const parts = applied.map(
      ({ policy, section, pick }) =>
        `${this.numbers.get(policy) ?? ''}.${(policy[direction === 'ingress' ? 'sections' : 'outgoing'] ?? []).indexOf(section)}${pick}`,
    );
    // Rules with their own pod selectors differ from pod to pod; so do cluster-wide ones that mean the namespace of the pod.
    const alone = applied.some(({ section }) => section.rules.some(({ to }) => to !== undefined));
    const id = [direction, group.namespace, ...parts, ...(alone ? [this.prepared.size] : [])].join(' ');
    const known = this.known.get(id);
    if (known) return known;
    const pipelines = makersOf(applied).map((maker) => pipelineOf(maker, applied, group.party));
    const rules = applied.flatMap(({ section }) => section.rules);
    const peers = rules.flatMap(({ from = [] }) => from);
    const result = {
      id,
      pipelines,
      policies: [...new Set(applied.map(({ policy }) => policy))],
      rules,
      peers,
    };
    this.known.set(id, result);
    return result;
  }
}

const NONE: readonly NamedPort[] = [];
const NO_FLOW: Ports = [];
