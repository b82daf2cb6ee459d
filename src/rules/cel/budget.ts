import { OverBudget } from './errors.ts';
import type { RuleModel } from '../model.ts';

/** How much rules may do, in steps: elements walked over, operators and functions, pieces of texts. */
export interface Limits {
  /** For one object. */
  perObject: number;
  /** For one rule over all objects of its list. */
  perRule: number;
}

/** About a second for one object, ten for one rule. Steps, not time: every machine comes to the same verdict. */
export const LIMITS: Limits = { perObject: 10_000_000, perRule: 100_000_000 };

/** What is left to one rule. */
export interface Allowance {
  left: number;
}

/** What an evaluation has used up, and what it reads flags from. One for all rules: they run one after the other. */
export class Run {
  model: RuleModel | undefined;
  /** Set when it is over: quantifiers and `||` swallow errors, and this one must not get lost. */
  over: OverBudget | undefined;
  readonly limits: Limits;
  private left = 0;
  private rule: Allowance = { left: 0 };

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  /** Begins with one object; `rule` is what all objects of the rule share. */
  start(model: RuleModel, rule: Allowance): void {
    this.model = model;
    this.left = this.limits.perObject;
    this.rule = rule;
    this.over = undefined;
  }

  /** Steps that are left: more need not be counted. */
  get rest(): number {
    return Math.max(0, Math.min(this.left, this.rule.left));
  }

  /** Throws OverBudget when nothing is left. */
  spend(steps: number): void {
    this.left -= steps;
    this.rule.left -= steps;
    if (this.left >= 0 && this.rule.left >= 0 && !this.over) return;
    const { perObject, perRule } = this.limits;
    const ofRule = this.left >= 0;
    this.over ??= new OverBudget(
      ofRule
        ? `cost limit exceeded: more than ${perRule} steps for all objects; the remaining objects were not evaluated`
        : `cost limit exceeded: more than ${perObject} steps for one object`,
      ofRule,
    );
    throw this.over;
  }
}
