import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/metallb-bgp-password-missing',
  title: 'MetalLB BGP session without a password',
  control: 'MetalLB BGP authentication',
  severity: 'low',
  why: 'A host in the network of the routers can reset the session or announce routes as a node. It can redirect traffic for load balancer addresses.',
  remediation: 'Set `spec.passwordSecret` in the BGPPeer, and the same password on the router.',
  references: ['T1557', 'metallb-bgp'],
  addon: 'metallb',
  asks: objects({
    kinds: ['metallb.io/BGPPeer'],
    noun: 'BGPPeer',
    fault: ({ spec }) =>
      textAt(spec, 'passwordSecret.name') === undefined && (textAt(spec, 'password') ?? '') === ''
        ? { message: 'neither passwordSecret nor password is set', value: 'passwordSecret not set' }
        : undefined,
    pass: 'a password is set',
  }),
});
