import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/event-rate-unlimited',
  title: 'EventRateLimit admission plugin not enabled',
  control: 'EventRateLimit admission plugin',
  severity: 'info',
  why: 'A faulty or malicious client can create events without a dedicated limit, which fills etcd and slows kube-apiserver. API Priority and Fairness (enabled by default) limits most of this load.',
  remediation:
    'Add `EventRateLimit` to `--enable-admission-plugins` and configure it in `--admission-control-config-file`. This mainly benefits multi-tenant clusters.',
  references: ['CIS 1.2.9', 'admission-controllers'],
  plugin: 'EventRateLimit',
  fail: 'EventRateLimit admission plugin is not enabled: only API Priority and Fairness limits events',
  pass: 'EventRateLimit admission plugin is enabled',
});
