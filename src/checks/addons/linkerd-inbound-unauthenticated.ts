import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/linkerd-inbound-unauthenticated',
  title: 'Linkerd admits unauthenticated traffic by default',
  control: 'Linkerd default inbound policy',
  severity: 'medium',
  why: 'A meshed workload without a Server and an AuthorizationPolicy accepts plaintext requests from every client. Mutual TLS is then optional, and a compromised Pod outside the mesh reaches all ports.',
  remediation:
    'Set `proxy.defaultInboundPolicy` to `all-authenticated` or `deny`, after all clients are in the mesh.',
  references: ['K05', 'linkerd-authorization-policy'],
  addon: 'linkerd',
  asks: setting({
    images: ['linkerd/policy-controller', 'linkerd/controller'],
    runs: /(?:^|\s)policy(?:\s|$)|--default-policy/,
    flag: 'default-policy',
    takes: 'value',
    usual: () => undefined,
    bad: (value) => /^(?:all|cluster)-unauthenticated$/.test(value),
    expected: 'all-authenticated or deny',
  }),
});
