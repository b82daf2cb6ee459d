import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import type { Ports } from './ports.ts';
import { common, NO_PORT, united, without } from './ports.ts';
import type { Entry, Stage } from './stages.ts';

/** What a walk through the stages asks about a connection. */
export interface Walk {
  every: Ports;
  portsOf: (entry: Entry) => Ports;
  /** Whether the entry applies to the connection, except its ports. */
  answerOf: (entry: Entry) => Answer;
}

/** The admitted ports, and the policies by which they are; none where no policy decides. */
export interface Admitted {
  ports: Ports;
  by: ReadonlySet<NetworkPolicyRecord>;
  /** Another assumption may lead to another result. */
  guessed: boolean;
}

/** The ports on which a connection is admitted. `assumeAllowed`: unknowns count as admitting. */
export function admitted(stages: readonly Stage[], walk: Walk, assumeAllowed: boolean): Admitted {
  let ports: Ports = NO_PORT;
  let undecided: Ports = walk.every;
  let guessed = false;
  const by = new Set<NetworkPolicyRecord>();
  for (const stage of stages) {
    let left = undecided;
    let passed: Ports = NO_PORT;
    for (const entry of stage.entries) {
      if (left.length === 0) break;
      const { action } = entry.rule;
      const answer = walk.answerOf(entry);
      if (answer === 'maybe') guessed = true;
      if (answer === 'no' || (answer === 'maybe' && !takenFor(action, assumeAllowed))) continue;
      const own = walk.portsOf(entry);
      const matched = common(own, left);
      left = without(left, own);
      if (action === 'allow' && matched.length > 0) {
        ports = united(ports, matched);
        by.add(entry.policy);
      }
      if (action === 'pass') passed = united(passed, matched);
    }
    if (stage.closed === 'maybe') guessed = true;
    undecided = isClosed(stage, assumeAllowed) ? passed : united(passed, left);
  }
  return { ports: united(ports, undecided), by, guessed };
}

function takenFor(action: Entry['rule']['action'], assumeAllowed: boolean): boolean {
  return (action === 'allow') === assumeAllowed && action !== 'pass';
}

function isClosed({ closed }: Stage, assumeAllowed: boolean): boolean {
  return closed === 'yes' || (closed === 'maybe' && !assumeAllowed);
}
