/** Evidence that a rule asked for was not collected: the rule cannot know, which is no fault of it. */
export class NotCollected extends Error {
  readonly settle: readonly string[];

  constructor(message: string, settle: readonly string[]) {
    super(message);
    this.settle = settle;
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
