import { ingressNginxMap, ingressNginxMinor } from '../helpers/addons/ingress-nginx.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/ingress-nginx-risk-level',
  title: 'Ingress NGINX accepts annotations of critical risk',
  control: 'Ingress NGINX annotation risk level',
  severity: 'medium',
  why: 'Annotations of that level change the configuration of NGINX itself. A user who can create an Ingress can use them to read Secrets of other namespaces.',
  remediation: 'Set `annotations-risk-level: High` or lower in the ConfigMap of the controller.',
  references: ['K02', 'ingress-nginx-configuration'],
  addon: 'ingress-nginx',
  asks: setting({
    images: ['ingress-nginx/controller', 'nginx-ingress-controller'],
    configMap: { name: ingressNginxMap, keys: ['annotations-risk-level'] },
    // High since 1.12; before, Critical (internal/ingress/controller/config/config.go).
    usual: (place) => {
      const minor = ingressNginxMinor(place);
      return minor === undefined ? undefined : minor >= 12 ? 'High' : 'Critical';
    },
    bad: (value) => value === 'Critical',
    expected: 'High',
  }),
});
