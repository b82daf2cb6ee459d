import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/flux-cross-namespace-references',
  title: 'Flux allows references across namespaces',
  control: 'Flux references across namespaces',
  severity: 'low',
  why: 'A tenant can deploy from sources that belong to other namespaces, and read their content. This weakens the separation of tenants that share one Flux.',
  remediation:
    'Add `--no-cross-namespace-refs=true` to the controllers of Flux, and keep sources in the namespace that uses them.',
  references: ['K02', 'flux-multi-tenancy'],
  addon: 'flux',
  // The default is false (fluxcd/pkg runtime/acl).
  asks: setting({
    images: ['fluxcd/kustomize-controller', 'fluxcd/helm-controller'],
    flag: 'no-cross-namespace-refs',
    usual: 'false',
    bad: (value) => value !== 'true',
    expected: 'true',
  }),
});
