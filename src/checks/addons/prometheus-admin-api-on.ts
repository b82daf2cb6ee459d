import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/prometheus-admin-api-on',
  title: 'Prometheus admin API is enabled',
  control: 'Prometheus admin API',
  severity: 'medium',
  why: 'Clients without a login can delete time series and create snapshots of all metrics. An attacker with access to a Pod can remove traces and disable alerts.',
  remediation: 'Remove `--web.enable-admin-api`, or set `enableAdminAPI: false` in the Prometheus object.',
  references: ['K10', 'prometheus-security'],
  addon: { name: 'Prometheus', images: ['prometheus/prometheus', 'prom/prometheus', 'bitnami/prometheus'] },
  asks: setting({
    images: ['prometheus/prometheus', 'prom/prometheus', 'bitnami/prometheus'],
    flag: 'web.enable-admin-api',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
