import { evaluateAnchors } from '../helpers/addons/linkerd.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/linkerd-trust-anchor-expiring',
  title: 'Linkerd trust anchor expires soon',
  control: 'Linkerd trust anchor',
  severity: 'medium',
  why: 'After the trust anchor expires, proxies reject all connections of the mesh. Its rotation requires a restart of every meshed workload, which takes weeks in large clusters.',
  remediation:
    'Create a new trust anchor, add it to ConfigMap `linkerd-identity-trust-roots`, and restart all meshed workloads.',
  references: ['K07', 'linkerd-certificates'],
  addon: 'linkerd',
  asks: {
    kinds: [],
    evaluate: ({ namespaces }, { extensions, cluster }) =>
      [...namespaces].sort().map((namespace) => evaluateAnchors(namespace, extensions, cluster.takenAt)),
  },
});
