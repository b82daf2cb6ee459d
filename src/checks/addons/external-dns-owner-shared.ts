import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/external-dns-owner-shared',
  title: 'ExternalDNS owner id is the default',
  control: 'ExternalDNS owner id',
  severity: 'low',
  why: 'Two clusters with the same owner id in one zone take the records of the other for their own. With the policy `sync`, they delete them.',
  remediation: 'Set `--txt-owner-id` to a name that is unique for this cluster.',
  references: ['K07', 'external-dns-registry'],
  addon: 'external-dns',
  asks: setting({
    images: ['external-dns'],
    flag: 'txt-owner-id',
    takes: 'value',
    variable: 'EXTERNAL_DNS_TXT_OWNER_ID',
    usual: 'default',
    bad: (value) => value === 'default' || value === '',
    expected: 'a name of this cluster',
  }),
});
