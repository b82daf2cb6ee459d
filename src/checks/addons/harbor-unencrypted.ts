import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/harbor-unencrypted',
  title: 'Harbor serves its registry over HTTP',
  control: 'TLS of Harbor',
  severity: 'medium',
  why: 'Passwords, robot tokens and images cross the network in plaintext. An attacker on the path can read them, and replace images that the cluster then runs.',
  remediation:
    'Set `externalURL` of the chart to an `https://` address and `expose.tls.enabled: true`. Replace the passwords and tokens that were sent before.',
  references: ['T1040', 'K06', 'harbor-https'],
  addon: 'harbor',
  asks: setting({
    images: ['goharbor/harbor-core', 'harbor-core'],
    label: 'EXT_ENDPOINT',
    // The chart names it after the release (templates/core/core-cm.yaml of goharbor/harbor-helm).
    configMap: { name: /-core$/, keys: ['EXT_ENDPOINT'] },
    bad: (value) => value === 'http',
    expected: 'https',
  }),
});
