import { configuredByFile } from '../helpers/addons/traefik.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/traefik-api-insecure',
  title: 'Traefik API without authentication',
  control: 'Traefik API',
  severity: 'medium',
  why: 'The API and dashboard show all routes, services and middlewares on a port of their own, without a login. A workload with network access learns the internal structure of all teams.',
  remediation:
    'Remove `--api.insecure`, and publish `api@internal` by an IngressRoute with an authentication middleware.',
  references: ['K06', 'traefik-api'],
  addon: 'traefik',
  asks: setting({
    images: ['traefik'],
    hidden: configuredByFile,
    flag: 'api.insecure',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
