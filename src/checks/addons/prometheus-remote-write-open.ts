import { flagValues } from '../helpers/program-flags.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/prometheus-remote-write-open',
  title: 'Prometheus accepts samples from every client',
  control: 'Prometheus remote write receiver',
  severity: 'low',
  why: 'Clients without a login can write any series. An attacker with access to a Pod can hide alerts or make autoscalers act on false values.',
  remediation:
    'Remove `--web.enable-remote-write-receiver` or `enableRemoteWriteReceiver`, or require a login with `--web.config.file`.',
  references: ['K10', 'prometheus-security'],
  addon: { name: 'Prometheus', images: ['prometheus/prometheus', 'prom/prometheus', 'bitnami/prometheus'] },
  asks: setting({
    images: ['prometheus/prometheus', 'prom/prometheus', 'bitnami/prometheus'],
    flag: 'web.enable-remote-write-receiver',
    usual: 'false',
    // The operator always sets a web configuration: it may require certificates.
    hidden: ({ container }) =>
      flagValues(container, 'web.enable-remote-write-receiver', true).at(-1) === 'true' &&
      flagValues(container, 'web.config.file', false).length > 0
        ? 'the web configuration may require a login, and is not collected'
        : undefined,
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
