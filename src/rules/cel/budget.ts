import { OverBudget } from './errors.ts';
import type { RuleModel } from '../model.ts';

/** Limits of rules, in steps: visited elements, operators and functions, pieces of texts. */
export interface Limits {
  /** For one object. */
  perObject: number;
  /** For one rule over all objects of its list. */
  perRule: number;
}

/** About a second for one object, ten for one rule. Steps instead of time, so that every host returns the same verdict. */
export const LIMITS: Limits = { perObject: 10_000_000, perRule: 100_000_000 };

/** The remaining steps of one rule. */
export interface Allowance {
  left: number;
}

/** Steps used by an evaluation, and the model that it reads flags from. One instance for all rules: they run sequentially. */
export class Run {
  model: RuleModel | undefined;
  /** Set when a limit is exceeded: quantifiers and `||` suppress errors, and this one must not be lost. */
  over: OverBudget | undefined;
  readonly limits: Limits;
  private left = 0;
  private rule: Allowance = { left: 0 };

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  /** Starts the evaluation of one object; all objects of a rule share `rule`. */
  start(model: RuleModel, rule: Allowance): void {
    this.model = model;
    this.left = this.limits.perObject;
    this.rule = rule;
    this.over = undefined;
  }

  /** Remaining steps: more need not be counted. */
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
