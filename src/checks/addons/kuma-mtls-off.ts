import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/kuma-mtls-off',
  title: 'Kuma mesh without mutual TLS',
  control: 'Kuma mutual TLS',
  severity: 'medium',
  why: 'Traffic in the mesh is neither encrypted nor authenticated, and MeshTrafficPermissions have no effect. A compromised Pod reaches all services.',
  remediation:
    'Add a backend to `spec.mtls.backends` of the Mesh, and name it in `spec.mtls.enabledBackend`.',
  references: ['K05', 'kuma-mutual-tls'],
  addon: 'kuma',
  asks: objects({
    kinds: ['kuma.io/Mesh'],
    noun: 'Mesh',
    fault: ({ spec }) =>
      (textAt(spec, 'mtls.enabledBackend') ?? '') === ''
        ? {
            message: 'mtls.enabledBackend is not set; expected a backend',
            value: 'mtls.enabledBackend not set',
          }
        : undefined,
    pass: 'mtls.enabledBackend is set',
  }),
});
