import { addonCheck, setting } from '../families/addon-check.ts';

const LOOPBACK = /^(?:off|127\.\d+\.\d+\.\d+|\[::1\]|localhost)(?::|$)/;

/** A listener for other hosts without TLS. */
const isOpen = (listener: string): boolean => !LOOPBACK.test(listener.trim()) && !/\sssl\b/.test(listener);

export default addonCheck({
  id: 'addons/kong-admin-unencrypted',
  title: 'Kong Admin API listens on plain HTTP',
  control: 'Kong Admin API',
  severity: 'high',
  why: 'The Admin API of the open-source gateway has no login. A workload that reaches the port can change every route, and read credentials of consumers.',
  remediation:
    'Set `KONG_ADMIN_LISTEN` to `127.0.0.1:8444 ssl`, or to a TLS listener with client certificates for the ingress controller.',
  references: ['K06', 'kong-admin-api'],
  addon: { name: 'Kong', images: ['kong', 'kong/kong-gateway'] },
  // The default of kong.conf listens on the loopback interface only.
  asks: setting({
    images: ['kong', 'kong/kong-gateway'],
    variable: 'KONG_ADMIN_LISTEN',
    usual: '127.0.0.1:8001, 127.0.0.1:8444 http2 ssl',
    bad: (value) => value.split(',').some(isOpen),
    expected: 'a loopback address, or a listener with ssl',
  }),
});
