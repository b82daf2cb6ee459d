import type { Requirement } from '../../shared/requirement.ts';
/** Evidence that a rule asked for was not collected: the rule cannot know, which is no fault of it. */
export class NotCollected extends Error {
  readonly requires: readonly Requirement[];

  constructor(message: string, requires: readonly Requirement[]) {
    super(message);
    this.requires = requires;
  }
}

/** An expression did more than a rule may; Run says when. */
export class OverBudget extends Error {
  /** Over what all objects of the rule share; else over what one object may take. */
  readonly ofRule: boolean;

  constructor(message: string, ofRule: boolean) {
    super(message);
    this.ofRule = ofRule;
  }
}
