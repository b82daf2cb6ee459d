import { configuredByFile } from '../helpers/addons/traefik.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

const INSECURE = /^--?entrypoints\.([\w-]+)\.(?:forwardedheaders|proxyprotocol)\.insecure(?:=true)?$/i;

export default addonCheck({
  id: 'addons/traefik-forwarded-headers-trusted',
  title: 'Traefik trusts forwarded headers of every client',
  control: 'Traefik forwarded headers',
  severity: 'low',
  why: 'Clients can set their own source address in `X-Forwarded-For`. Allowlists of addresses, rate limits and logs behind Traefik then use a value that an attacker chooses.',
  remediation:
    'Replace `forwardedHeaders.insecure` by `forwardedHeaders.trustedIPs` with the addresses of the load balancer.',
  references: ['K06', 'traefik-routing'],
  addon: 'traefik',
  asks: setting({
    images: ['traefik'],
    hidden: configuredByFile,
    label: 'forwardedHeaders.insecure',
    read: ({ container: { command = [], args = [] } }) =>
      [...command, ...args].flatMap((word) => INSECURE.exec(word)?.[1] ?? []).join(', ') || undefined,
    usual: 'disabled',
    bad: (value) => value !== 'disabled',
    expected: 'trustedIPs',
  }),
});
