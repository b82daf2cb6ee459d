import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { notRead, readSettings } from '../helpers/envoy-settings.ts';

export default defineCheck({
  id: 'envoy/external-name-backends',
  title: 'Contour routes to ExternalName Services',
  control: 'ExternalName Services in Contour',
  severity: 'medium',
  why: 'A user who can create a Service of type ExternalName can let Envoy send requests to any name. That includes the admin interface on localhost of the proxy and services of other namespaces.',
  remediation:
    'Remove `enableExternalNameService`, or set it to false (default: false). If it is required, permit Services of type ExternalName to administrators only.',
  references: ['envoy-administration-interface', 'K03'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['workloads', 'envoy'],
  *run({ envoy, extensions }): Iterable<Finding> {
    const ofObjects = [...ofConfigurations(envoy)];
    yield* ofObjects;
    const all = readSettings(envoy, extensions, 'Contour');
    if (all.length === 0 && ofObjects.length === 0)
      yield { verdict: 'not-applicable', message: 'Contour is not installed' };
    for (const one of all) {
      if (!('values' in one)) {
        yield notRead(one);
      } else if (one.values['enableExternalNameService'] === true)
        yield failAt(one.at, 'enableExternalNameService is true', [one.shown('enableExternalNameService')]);
      else if (ofObjects.length === 0)
        yield {
          verdict: 'pass',
          at: one.at,
          message: 'enableExternalNameService is not true',
          evidence: [one.evidence],
        };
    }
  },
});

function* ofConfigurations({ objects }: EnvoyFacts): Iterable<Finding> {
  for (const record of objects('projectcontour.io/ContourConfiguration'))
    if (valuesAt(record, 'enableExternalNameService').includes(true))
      yield failAt(record, 'enableExternalNameService is true', [
        fieldOf(record, 'enableExternalNameService', true),
      ]);
}
