import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/nginx-ingress-snippets-enabled',
  title: 'F5 NGINX Ingress Controller accepts snippets',
  control: 'F5 NGINX snippets',
  severity: 'medium',
  why: 'A user who can create an Ingress or a VirtualServer adds configuration to NGINX that is not validated. It can serve the keys of other hosts, or stop the proxy for all.',
  remediation: 'Remove `-enable-snippets` from the arguments of the controller.',
  references: ['K02', 'nginx-ingress-snippets'],
  addon: 'nginx-ingress',
  asks: setting({
    images: ['nginx/nginx-ingress', 'nginx-ic/nginx-plus-ingress'],
    flag: 'enable-snippets',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
