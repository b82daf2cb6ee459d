import { Environment } from '@marcbachmann/cel-js';
import { LISTS } from '../lists.ts';
import type { Run } from './budget.ts';
import { definer } from './define.ts';
import { registerLists, registerStrings } from './lists.ts';
import { registerNetwork } from './network.ts';
import { registerQuantities } from './quantity.ts';
import { Patterns, registerPatterns } from './regex.ts';
import { registerVersions } from './semver.ts';
import { registerUrls } from './url.ts';

/** An environment for compiling expressions, with its budget. */
export interface CelEnvironment {
  env: Environment;
  run: Run;
  patterns: Patterns;
}

/** CEL with Kubernetes' functions, the lists of the model as variables, and `flag(component, name)`. */
export function createCelEnvironment(run: Run): CelEnvironment {
  const env = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 60 },
  });
  const define = definer(env);
  const patterns = new Patterns(run);
  registerQuantities(env, define);
  registerNetwork(env, define);
  registerUrls(env, define);
  registerVersions(env, define);
  registerLists(define);
  registerStrings(define);
  registerPatterns(define, patterns);
  define({
    'flag(string, string): list<string>': (component: string, name: string) =>
      run.model?.flag(component, name) ?? [],
  });
  env.registerVariable('object', 'map').registerVariable('cluster', 'map');
  for (const name of Object.keys(LISTS)) env.registerVariable(name, 'list');
  return { env, run, patterns };
}
