import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import type { Decision } from '../types.ts';
import type { Entry, Pipeline, Stage } from './stages.ts';
import { makerOf } from './stages.ts';

/** The possible outcomes of a connection, each with the policies that lead to it. */
interface Outcomes {
  allowed?: ReadonlySet<NetworkPolicyRecord>;
  denied?: ReadonlySet<NetworkPolicyRecord>;
}

/** Whether the entry applies to the connection, its port included. */
type Match = (entry: Entry) => Answer;

/** Whether a connection is allowed in one direction, and by which policies; by none where no policy decides. */
export function decisionOf({ stages, otherwise, uncertain }: Pipeline, match: Match): Decision {
  const found = [stages, ...(otherwise ? [otherwise] : [])].map((list) => outcomesFrom(list, 0, match));
  const { allowed, denied } = found.reduce(merged);
  if (allowed && denied) return { answer: 'unknown', by: [...new Set([...allowed, ...denied])] };
  const by = [...(allowed ?? denied ?? [])];
  // The order of the policies decides, except where none of them says anything.
  if (uncertain && by.length > 0) return { answer: 'unknown', by };
  return { answer: denied ? 'denied' : 'allowed', by };
}

function merged(one: Outcomes, other: Outcomes): Outcomes {
  const allowed = joined(one.allowed, other.allowed);
  const denied = joined(one.denied, other.denied);
  return { ...(allowed && { allowed }), ...(denied && { denied }) };
}

type Policies = ReadonlySet<NetworkPolicyRecord>;

function joined(one: Policies | undefined, other: Policies | undefined): Policies | undefined {
  return one && other ? new Set([...one, ...other]) : (one ?? other);
}

function outcomesFrom(stages: readonly Stage[], at: number, match: Match): Outcomes {
  const stage = stages[at];
  if (!stage) return { allowed: new Set() };
  let later: Outcomes | undefined;
  const next = (): Outcomes => (later ??= outcomesFrom(stages, at + 1, match));
  const of = (entry: Entry): Outcomes => {
    const { action } = entry.rule;
    if (action === 'pass') return next();
    return action === 'allow' ? { allowed: new Set([entry.policy]) } : { denied: new Set([entry.policy]) };
  };
  let found: Outcomes = {};
  for (const [index, entry] of stage.entries.entries()) {
    const answer = match(entry);
    if (answer === 'no') continue;
    found = merged(found, of(entry));
    if (answer === 'yes')
      return stage.entries.slice(index + 1).reduce((all, other) => {
        // Which of several rules of equal rank decides does not matter to additive policies, and is undefined for those of administrators.
        return isEqual(entry, other) && match(other) !== 'no' ? merged(all, of(other)) : all;
      }, found);
  }
  if (stage.closed !== 'no') found = merged(found, { denied: new Set(stage.closers) });
  return stage.closed === 'yes' ? found : merged(found, next());
}

function isEqual({ policy, rule }: Entry, other: Entry): boolean {
  const maker = makerOf(policy);
  if (maker !== makerOf(other.policy)) return false;
  if (maker === 'admin') return policy !== other.policy && policy.order === other.policy.order;
  return (maker === 'kubernetes' || maker === 'cilium') && rule.action === other.rule.action;
}
