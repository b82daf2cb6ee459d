/** Evidence that a rule asked for was not collected: the rule cannot know, which is no fault of it. */
export class NotCollected extends Error {
  readonly settle: readonly string[];

  constructor(message: string, settle: readonly string[]) {
    super(message);
    this.settle = settle;
  }
}

/** An expression walked over more elements than a rule may. */
export class OverBudget extends Error {}
