import type { Impact } from './subject-impact.ts';

/** How much of the target's worth counts: all of it, or only that there is some. */
type Share = 'whole' | 'some';

interface Step {
  from: string;
  share: Share;
}

/**
 * Which subjects can become which others. The worth of a node is its own and that of all nodes that it leads to, over any number of steps:
 * each step is followed once for each worth, so that the cost is linear in the size of the graph.
 */
export class ReachGraph {
  private readonly into = new Map<string, Step[]>();
  private readonly impacts = new Map<string, Impact>();
  /** Number of propagated steps, for tests of the complexity. */
  steps = 0;

  /** `from` may become `to`. */
  lead(from: string, to: string, share: Share = 'whole'): void {
    const steps = this.into.get(to);
    if (steps) steps.push({ from, share });
    else this.into.set(to, [{ from, share }]);
    const impact = this.impact(to);
    if (impact !== 'none') this.raise(from, share === 'whole' ? impact : 'some');
  }

  impact(node: string): Impact {
    return this.impacts.get(node) ?? 'none';
  }

  /** Raises the worth of a node, and of all that lead to it, to at least this. */
  raise(node: string, impact: Impact): void {
    const open: [string, Impact][] = [[node, impact]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [name, to] = next;
      if (RANK[to] <= RANK[this.impact(name)]) continue;
      this.impacts.set(name, to);
      for (const { from, share } of this.into.get(name) ?? []) {
        this.steps += 1;
        open.push([from, share === 'whole' ? to : 'some']);
      }
    }
  }

  /** All nodes that lead to one of these without loss, including themselves. */
  reaching(targets: Iterable<string>): ReadonlySet<string> {
    const found = new Set(targets);
    // Iteration over a set includes elements that are added meanwhile.
    for (const name of found)
      for (const { from, share } of this.into.get(name) ?? []) {
        this.steps += 1;
        if (share === 'whole') found.add(from);
      }
    return found;
  }
}

const RANK: Readonly<Record<Impact, number>> = { none: 0, some: 1, all: 2 };
