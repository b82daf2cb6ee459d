import { Environment } from '@marcbachmann/cel-js';
import { LISTS } from '../model.ts';
import type { RuleModel } from '../model.ts';
import { OverBudget } from './errors.ts';
import { registerLists } from './lists.ts';
import { registerNetwork } from './network.ts';
import { registerQuantities } from './quantity.ts';
import { BUDGET } from './rewrite.ts';
import { registerUrls } from './url.ts';
import { registerVersions } from './semver.ts';

/** Elements that the expressions of one rule may walk over for one object. */
const MOST_STEPS = 2_000_000;

/** What an evaluation has used up, and what it reads flags from. */
export class Run {
  model: RuleModel | undefined;
  steps = 0;
  /** Set when it is over: quantifiers swallow errors of single elements, and this one must not get lost. */
  over = false;

  start(model: RuleModel): void {
    this.model = model;
    this.steps = 0;
    this.over = false;
  }

  spend(count: number): void {
    this.steps += count;
    if (this.steps <= MOST_STEPS) return;
    this.over = true;
    throw new OverBudget(`it walks over more than ${MOST_STEPS} elements`);
  }
}

/** CEL with Kubernetes' functions, the lists of the model as variables, and `flag(component, name)`. */
export function environment(run: Run): Environment {
  const env = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 60 },
  });
  registerQuantities(env);
  registerNetwork(env);
  registerUrls(env);
  registerVersions(env);
  registerLists(env);
  env
    .registerFunction(`${BUDGET}(dyn): dyn`, (value: unknown) => {
      run.spend(sizeOf(value));
      return value;
    })
    .registerFunction(
      'flag(string, string): list<string>',
      (component: string, name: string) => run.model?.flag(component, name) ?? [],
    )
    .registerVariable('object', 'map')
    .registerVariable('cluster', 'map');
  for (const name of Object.keys(LISTS)) env.registerVariable(name, 'list');
  return env;
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length + 1;
  if (value instanceof Map) return value.size + 1;
  return typeof value === 'object' && value !== null ? Object.keys(value).length + 1 : 1;
}
