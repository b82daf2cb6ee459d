import { corefileValue } from '../helpers/addons/corefile.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/coredns-transfer-open',
  title: 'CoreDNS allows zone transfers to every client',
  control: 'CoreDNS zone transfers',
  severity: 'low',
  why: 'One request returns all names of Services and Pods of the cluster. An attacker in a Pod gets a complete map of targets without a scan.',
  remediation: 'Remove the plugin `transfer`, or limit `to` to the addresses of secondary servers.',
  references: ['K05', 'coredns-transfer'],
  addon: 'coredns',
  asks: setting({
    images: ['coredns'],
    configMap: {
      name: /coredns/,
      keys: ['Corefile'],
      extract: corefileValue((text) => (/^\s+to (?:.* )?\*(?: |$)/m.test(text) ? '*' : undefined)),
    },
    label: 'transfer to',
    usual: 'no wildcard',
    bad: (value) => value === '*',
    expected: 'addresses of secondary servers',
  }),
});
