import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/haproxy-snippets-allowed',
  title: 'HAProxy Ingress Controller accepts snippets',
  control: 'HAProxy snippet annotations',
  severity: 'low',
  why: 'A user who can create an Ingress or annotate a Service adds lines to the configuration of HAProxy. These can redirect traffic of other hosts, or stop the proxy for all.',
  remediation: 'Set `--disable-config-snippets=all` in the arguments of the controller.',
  references: ['K02', 'haproxy-controller-arguments'],
  addon: 'haproxy-ingress',
  // Empty by default (pkg/utils/flags.go of haproxytech/kubernetes-ingress).
  asks: setting({
    images: ['haproxytech/kubernetes-ingress'],
    flag: 'disable-config-snippets',
    takes: 'value',
    usual: '',
    bad: (value) => !value.split(',').some((name) => name === 'all' || name === 'backend'),
    expected: 'all',
  }),
});
