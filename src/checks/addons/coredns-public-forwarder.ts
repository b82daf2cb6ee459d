import { corefileValue, publicForwarder } from '../helpers/addons/corefile.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/coredns-public-forwarder',
  title: 'CoreDNS forwards queries to a public resolver',
  control: 'CoreDNS forwarders',
  severity: 'low',
  why: 'The resolver learns every name that workloads look up, internal ones of other zones included. Names of private zones cannot be resolved, and an outage of the resolver affects all Pods.',
  remediation: 'Use `forward . /etc/resolv.conf` or a resolver of your own network in the Corefile.',
  references: ['K05', 'coredns-forward'],
  addon: 'coredns',
  asks: setting({
    images: ['coredns'],
    configMap: { name: /coredns/, keys: ['Corefile'], extract: corefileValue(publicForwarder) },
    label: 'forward',
    usual: 'no public address',
    bad: (value) => value !== 'no public address',
    expected: 'an internal resolver',
  }),
});
