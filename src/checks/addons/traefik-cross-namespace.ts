import { configuredByFile } from '../helpers/addons/traefik.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/traefik-cross-namespace',
  title: 'Traefik allows references across namespaces',
  control: 'Traefik references across namespaces',
  severity: 'medium',
  why: 'An IngressRoute of one tenant can use services and middlewares of any other namespace. A tenant can publish internal services of other teams.',
  remediation:
    'Remove `--providers.kubernetescrd.allowCrossNamespace`, and keep routes in the namespace of their service.',
  references: ['K05', 'traefik-kubernetes-crd'],
  addon: 'traefik',
  asks: setting({
    images: ['traefik'],
    hidden: configuredByFile,
    flag: 'providers.kubernetescrd.allowcrossnamespace',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
