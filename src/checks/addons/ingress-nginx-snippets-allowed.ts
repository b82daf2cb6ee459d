import { ingressNginxMap, ingressNginxMinor } from '../helpers/addons/ingress-nginx.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/ingress-nginx-snippets-allowed',
  title: 'Ingress NGINX accepts snippets of tenants',
  control: 'Ingress NGINX snippet annotations',
  severity: 'medium',
  why: 'A user who can create an Ingress can add configuration to NGINX, run code in the controller and read its token. That token can read the Secrets of all namespaces (CVE-2021-25742).',
  remediation: 'Set `allow-snippet-annotations: "false"` in the ConfigMap of the controller.',
  references: ['K02', 'ingress-nginx-configuration'],
  peerChecks: [303],
  addon: 'ingress-nginx',
  asks: setting({
    images: ['ingress-nginx/controller', 'nginx-ingress-controller'],
    configMap: { name: ingressNginxMap, keys: ['allow-snippet-annotations'] },
    // false since 1.9 (internal/ingress/controller/config/config.go).
    usual: (place) => {
      const minor = ingressNginxMinor(place);
      return minor === undefined ? undefined : minor >= 9 ? 'false' : 'true';
    },
    // Since 1.12, the default risk level rejects the snippets that matter most.
    bad: (value, place) => value === 'true' && ((ingressNginxMinor(place) ?? 0) >= 12 ? 'medium' : 'high'),
    expected: 'false',
  }),
});
