import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/flux-impersonation-unset',
  title: 'Flux applies objects with its own permissions',
  control: 'Flux impersonation by default',
  severity: 'low',
  why: 'A Kustomization or HelmRelease without a ServiceAccount is applied with the permissions of the controller, which are cluster-admin by default. A tenant who can create one controls the cluster.',
  remediation:
    'Add `--default-service-account=default` to the controllers, and set `spec.serviceAccountName` where more permissions are required.',
  references: ['K02', 'flux-multi-tenancy'],
  addon: 'flux',
  asks: setting({
    images: ['fluxcd/kustomize-controller', 'fluxcd/helm-controller'],
    flag: 'default-service-account',
    takes: 'value',
    usual: '',
    bad: (value) => value === '',
    expected: 'the name of a ServiceAccount',
  }),
});
