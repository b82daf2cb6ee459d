import { configuredByFile } from '../helpers/addons/traefik.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/traefik-backend-unverified',
  title: 'Traefik does not verify backend certificates',
  control: 'Traefik verification of backends',
  severity: 'low',
  why: 'Traefik accepts any certificate of a backend with HTTPS. An attacker in the network path can read and change requests although they are encrypted.',
  remediation:
    'Remove `--serversTransport.insecureSkipVerify`, and set `rootCAsSecrets` in a ServersTransport for internal CAs.',
  references: ['T1557', 'traefik-routing'],
  addon: 'traefik',
  asks: setting({
    images: ['traefik'],
    hidden: configuredByFile,
    flag: 'serverstransport.insecureskipverify',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
