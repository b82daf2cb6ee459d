import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/external-ips-plugin-off',
  title: 'Services may claim addresses that are not theirs',
  severity: 'info',
  why: 'Whoever may make a Service can put any address into externalIPs, and nodes then send traffic for that address to their pods: the address of a neighbour, or of a service that everybody uses (CVE-2020-8554).',
  fix: 'Add DenyServiceExternalIPs to --enable-admission-plugins, or let a policy allow the addresses that are yours. In 1.36 and later the field is deprecated.',
  references: ['CIS 1.2.3', 'admission-controllers'],
  peerChecks: [5],
  plugin: 'DenyServiceExternalIPs',
  fail: 'the plugin DenyServiceExternalIPs is off: nothing of Kubernetes itself keeps Services from claiming addresses',
  pass: 'the plugin DenyServiceExternalIPs is on',
});
