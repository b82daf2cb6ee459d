/** Questions that only objects of Envoy Gateway and Contour answer: SecurityPolicy and HTTPProxy. */
import type { EnvoyFacts } from '../../addons/types.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { few, observed } from './objects.ts';

/** Fails of these objects; else what was evaluated. */
export function* askedOfPolicies(
  { envoy, extensions }: Pick<CheckParts, 'envoy' | 'extensions'>,
  ofObjects: (envoy: EnvoyFacts) => Iterable<Finding & { verdict: 'fail' }>,
  none: string,
): Iterable<Finding> {
  const fails = [...ofObjects(envoy)];
  yield* fails;
  if (fails.length > 0) return;
  const all = [
    ...envoy.objects('gateway.envoyproxy.io/SecurityPolicy'),
    ...extensions.routes.filter(({ kind }) => kind === 'HTTPProxy'),
  ];
  yield all.length > 0
    ? {
        verdict: 'pass',
        message: `${plural(all.length, 'SecurityPolicy or HTTPProxy', 'SecurityPolicies and HTTPProxies')}: ${none}`,
        evidence: few(all, ({ kind, namespace = '', name }) =>
          observed(`${kind} ${namespace}/${name}`, none),
        ),
      }
    : { verdict: 'not-applicable', message: 'no SecurityPolicy of Envoy Gateway and no HTTPProxy exists' };
}
