import { imageVersion } from '../../shared/image.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-workflows-server-auth',
  title: 'Argo Workflows server requires no login',
  control: 'Argo Workflows authentication',
  severity: 'high',
  why: 'With the mode `server`, every client acts with the permissions of the server. A Pod that reaches it can run workflows in every namespace of the server, and read their logs.',
  remediation: 'Set `--auth-mode=sso` or `--auth-mode=client`, and remove `server`.',
  references: ['K09', 'argo-workflows-auth-mode'],
  addon: { name: 'Argo Workflows', images: ['argoproj/argocli', 'argocli', 'argoproj/argo-server'] },
  // client since 3.0 (docs/argo-server-auth-mode.md of argoproj/argo-workflows).
  asks: setting({
    images: ['argoproj/argocli', 'argocli', 'argoproj/argo-server'],
    flag: 'auth-mode',
    takes: 'values',
    variable: 'ARGO_AUTH_MODE',
    usual: ({ container: { image } }) => {
      const version = imageVersion(image);
      return version === undefined ? undefined : Number(version.split('.')[0]) >= 3 ? 'client' : 'server';
    },
    bad: (value) => /(?:^|[,[\s"])server(?:$|[,\]\s"])/.test(value),
    expected: 'sso or client',
  }),
});
