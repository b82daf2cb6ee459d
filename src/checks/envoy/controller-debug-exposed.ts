import { isLoopback } from '../../shared/addresses.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt } from '../helpers/envoy.ts';
import { notRead, readSettings } from '../helpers/envoy-settings.ts';

export default defineCheck({
  id: 'envoy/controller-debug-exposed',
  title: 'Admin server of Envoy Gateway exposed to Pods',
  control: 'Admin server of Envoy Gateway',
  severity: 'medium',
  why: 'The admin server of the controller has no authentication. With pprof or the configuration dump, a workload can read routes and TLS private keys from its memory.',
  remediation:
    'Remove `admin.address.host` (default: 127.0.0.1) and set `admin.enablePprof` and `admin.enableDumpConfig` to false. Use `kubectl port-forward` for debugging.',
  references: ['envoy-gateway-extensions', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['workloads'],
  *run({ envoy, extensions }): Iterable<Finding> {
    const all = readSettings(envoy, extensions, 'Envoy Gateway');
    if (all.length === 0) yield { verdict: 'not-applicable', message: 'Envoy Gateway is not installed' };
    for (const one of all) {
      if (!('values' in one)) {
        yield notRead(one);
        continue;
      }
      const host = one.values['admin.address.host'];
      const open = typeof host === 'string' && host !== 'localhost' && !isLoopback(host);
      const on = ['admin.enablePprof', 'admin.enableDumpConfig'].filter((path) => one.values[path] === true);
      if (open || on.length > 0)
        yield failAt(
          one.at,
          [...(open ? [`admin.address.host is ${host}`] : []), ...on.map((path) => `${path} is true`)].join(
            '; ',
          ),
          [...(open ? [one.shown('admin.address.host')] : []), ...on.map(one.shown)],
          open ? 'medium' : 'low',
        );
      else
        yield {
          verdict: 'pass',
          at: one.at,
          message: 'the admin server listens on loopback, without pprof and configuration dump',
          evidence: [one.evidence],
        };
    }
  },
});
