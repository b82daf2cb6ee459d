import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys } from '../helpers/envoy.ts';
import { listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/runtime-fix-disabled',
  title: 'Envoy runtime disables fixes of a release',
  control: 'Runtime features of Envoy',
  severity: 'low',
  why: 'Envoy guards behavior changes, including security fixes, with runtime features that can be reverted. A feature that stays at false keeps the old behavior after an upgrade.',
  remediation:
    'Remove `envoy.reloadable_features` and `envoy.restart_features` with the value false from `layered_runtime`. Remove `admin_layer` where runtime values are not changed at run time.',
  references: ['envoy-runtime', 'K07'],
  needs: [],
  uses: ['envoy'],
  run: ({ envoy }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: [],
      faults: ({ runtime = [] }) => {
        const off = runtime.filter((entry) => /_features\.[^=]+=false$/.test(entry));
        return off.length > 0 ? [{ what: `layered_runtime sets ${listed(off)}` }] : [];
      },
      none: 'no runtime feature is disabled',
    }),
});
