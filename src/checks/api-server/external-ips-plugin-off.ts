import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/external-ips-plugin-off',
  title: 'DenyServiceExternalIPs admission plugin not enabled',
  control: 'DenyServiceExternalIPs admission plugin',
  severity: 'info',
  why: 'A user with permission to create Services can set any address in `externalIPs`. Nodes then redirect traffic for that address to the Pods of the Service, which allows interception (CVE-2020-8554).',
  remediation:
    'Add `DenyServiceExternalIPs` to `--enable-admission-plugins`, or restrict `externalIPs` to approved addresses with an admission policy.',
  references: ['CIS 1.2.3', 'admission-controllers'],
  peerChecks: [5],
  plugin: 'DenyServiceExternalIPs',
  fail: 'DenyServiceExternalIPs admission plugin is not enabled: Kubernetes does not restrict externalIPs of Services',
  pass: 'DenyServiceExternalIPs admission plugin is enabled',
});
