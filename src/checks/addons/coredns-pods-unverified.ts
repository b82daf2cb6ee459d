import { corefileValue } from '../helpers/addons/corefile.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/coredns-pods-unverified',
  title: 'CoreDNS answers for Pods that do not exist',
  control: 'CoreDNS names of Pods',
  severity: 'info',
  why: 'With `pods insecure`, CoreDNS returns an address for any name of a Pod without a lookup. With a wildcard certificate for the cluster domain, an attacker can impersonate a Pod.',
  remediation:
    'Set `pods verified` or `pods disabled` in the plugin `kubernetes` of the Corefile, if nothing uses these names.',
  references: ['K05', 'coredns-kubernetes'],
  addon: 'coredns',
  asks: setting({
    images: ['coredns'],
    configMap: {
      name: /coredns/,
      keys: ['Corefile'],
      extract: corefileValue((text) => /^\s+pods (\w+)$/m.exec(text)?.[1]),
    },
    label: 'pods',
    // CoreDNS itself defaults to disabled; kubeadm writes insecure.
    usual: 'disabled',
    bad: (value) => value === 'insecure',
    expected: 'verified or disabled',
  }),
});
