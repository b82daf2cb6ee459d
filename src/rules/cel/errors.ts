import type { Requirement } from '../../shared/requirement.ts';
/** Evidence that a rule requires was not collected: the result is unknown, and the rule is not at fault. */
export class NotCollected extends Error {
  readonly requires: readonly Requirement[];

  constructor(message: string, requires: readonly Requirement[]) {
    super(message);
    this.requires = requires;
  }
}

/** An expression exceeded a limit; thrown by Run. */
export class OverBudget extends Error {
  /** True for the limit that all objects of the rule share; false for the limit per object. */
  readonly ofRule: boolean;

  constructor(message: string, ofRule: boolean) {
    super(message);
    this.ofRule = ofRule;
  }
}
