import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/loki-multi-tenancy-off',
  title: 'Loki does not separate tenants',
  control: 'Loki multi-tenancy',
  severity: 'low',
  why: 'Requests need no tenant, so every Pod that reaches Loki can read and write the logs of all teams. Logs often contain tokens and personal data.',
  remediation: 'Set `auth_enabled: true`, and let a gateway with a login set the header `X-Scope-OrgID`.',
  references: ['K10', 'loki-multi-tenancy'],
  addon: 'loki',
  // true by default (pkg/loki/loki.go, and the chart of grafana/loki).
  asks: setting({
    images: ['grafana/loki', 'loki'],
    flag: 'auth.enabled',
    takes: 'value',
    configMap: {
      name: /(?:^|-)loki(?:-config)?$/,
      keys: ['config.yaml', 'loki.yaml'],
      extract: (text) => /^auth_enabled: (\w+)$/m.exec(text)?.[1],
    },
    usual: 'true',
    bad: (value) => value === 'false',
    expected: 'true',
  }),
});
