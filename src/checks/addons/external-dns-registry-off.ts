import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/external-dns-registry-off',
  title: 'ExternalDNS does not record ownership',
  control: 'ExternalDNS ownership records',
  severity: 'medium',
  why: 'Without a registry, ExternalDNS takes every record for its own. It overwrites and deletes records that administrators or other clusters created.',
  remediation: 'Set `--registry=txt` and a `--txt-owner-id` that is unique for this cluster.',
  references: ['T1485', 'external-dns-registry'],
  addon: 'external-dns',
  asks: setting({
    images: ['external-dns'],
    flag: 'registry',
    takes: 'value',
    variable: 'EXTERNAL_DNS_REGISTRY',
    usual: 'txt',
    bad: (value) => value === 'noop',
    expected: 'txt',
  }),
});
