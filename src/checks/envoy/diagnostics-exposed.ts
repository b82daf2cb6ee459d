import { groupBy } from '../../shared/group.ts';
import { see } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/diagnostics-exposed',
  title: 'Emissary diagnostics served to other hosts',
  control: 'Diagnostics of Emissary',
  severity: 'medium',
  why: 'The diagnostics page has no authentication. It shows all routes, hosts and errors, and an attacker uses it to find internal services.',
  remediation:
    'Set `diagnostics.enabled: false`, or `diagnostics.allow_non_local: false`, in Module ambassador. Use `kubectl port-forward` to read the page.',
  references: ['envoy-administration-interface', 'K06'],
  needs: [],
  uses: ['envoy'],
  passNeeds: ['envoy', 'pods', 'workloads'],
  *run({ envoy }): Iterable<Finding> {
    const modules = envoy.objects('getambassador.io/Module').filter(({ name }) => name === 'ambassador');
    const controllers = envoy.controllers.filter(({ form }) => form === 'Emissary');
    const open = modules.filter(
      (record) =>
        valuesAt(record, 'config.diagnostics.allow_non_local').includes(true) &&
        !valuesAt(record, 'config.diagnostics.enabled').includes(false),
    );
    for (const record of open)
      yield failAt(record, 'diagnostics.allow_non_local is true, and diagnostics.enabled is not false', [
        fieldOf(record, 'config.diagnostics.allow_non_local', true),
      ]);
    if (open.length > 0) return;
    const places = groupBy(controllers, ({ workload }) => workload.namespace);
    if (places.size === 0) yield { verdict: 'not-applicable', message: 'Emissary is not installed' };
    for (const [namespace, own] of places) {
      // Objects in other namespaces prove nothing about this installation.
      const module = modules.find((record) => record.namespace === namespace);
      const [first] = own;
      const at = first && { at: workloadRef(first.workload) };
      yield module
        ? {
            verdict: 'pass',
            ...at,
            message: 'diagnostics are not served to other hosts',
            evidence: [
              observed(`Module ${namespace}/${module.name}`, 'diagnostics not served to other hosts'),
            ],
          }
        : {
            verdict: 'unknown',
            ...at,
            message: 'Module ambassador does not exist, and the default depends on the release',
            restsOn: ['envoy'],
            requires: [see('request /ambassador/v0/diag/ from another Pod')],
            evidence: few(own, ({ workload, image }) => observed(workloadName(workload), image)),
          };
    }
  },
});
