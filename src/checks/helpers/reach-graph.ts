import type { Worth } from './worth.ts';

/** What counts of the worth of whom one leads to: all of it, or that there is some. */
type Share = 'whole' | 'some';

interface Step {
  from: string;
  share: Share;
}

/**
 * Who may become whom. A node is worth what it holds itself and what those are worth that it leads to, however many steps lie between: each step
 * is followed once for each worth, so that a chain of any form costs what it takes to write it down.
 */
export class ReachGraph {
  private readonly into = new Map<string, Step[]>();
  private readonly worths = new Map<string, Worth>();
  /** What each raise set off, counted for tests of what the work is bounded by. */
  steps = 0;

  /** `from` may become `to`. */
  lead(from: string, to: string, share: Share = 'whole'): void {
    const steps = this.into.get(to);
    if (steps) steps.push({ from, share });
    else this.into.set(to, [{ from, share }]);
    const worth = this.worth(to);
    if (worth !== 'none') this.raise(from, share === 'whole' ? worth : 'some');
  }

  worth(node: string): Worth {
    return this.worths.get(node) ?? 'none';
  }

  /** It is worth at least this, and so are all that lead to it. */
  raise(node: string, worth: Worth): void {
    const open: [string, Worth][] = [[node, worth]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [name, to] = next;
      if (RANK[to] <= RANK[this.worth(name)]) continue;
      this.worths.set(name, to);
      for (const { from, share } of this.into.get(name) ?? []) {
        this.steps += 1;
        open.push([from, share === 'whole' ? to : 'some']);
      }
    }
  }

  /** All that lead to one of these without loss, themselves included. */
  reaching(targets: Iterable<string>): ReadonlySet<string> {
    const found = new Set(targets);
    // A set goes on over what is added to it.
    for (const name of found)
      for (const { from, share } of this.into.get(name) ?? []) {
        this.steps += 1;
        if (share === 'whole') found.add(from);
      }
    return found;
  }
}

const RANK: Readonly<Record<Worth, number>> = { none: 0, some: 1, all: 2 };
