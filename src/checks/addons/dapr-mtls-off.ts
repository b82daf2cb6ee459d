import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/dapr-mtls-off',
  title: 'Dapr sidecars communicate without mutual TLS',
  control: 'Dapr mutual TLS',
  severity: 'medium',
  why: 'Calls between sidecars are neither encrypted nor authenticated. A compromised Pod can call any application as any other one.',
  remediation:
    'Set `spec.mtls.enabled: true` in the Configuration `daprsystem`, and restart the control plane and the applications.',
  references: ['K05', 'dapr-mtls'],
  addon: { name: 'Dapr', images: ['daprio/dapr', 'dapr/dapr'], groups: ['dapr.io'] },
  asks: objects(
    (_parts, { namespaces }) => ({
      kinds: ['dapr.io/Configuration'],
      noun: 'Configuration daprsystem',
      about: ({ name, namespace }) => name === 'daprsystem' && namespaces.has(namespace ?? ''),
      fault: ({ spec }) =>
        textAt(spec, 'mtls.enabled') === 'false'
          ? { message: 'mtls.enabled is false; expected true', value: 'mtls.enabled: false' }
          : undefined,
      pass: 'mtls.enabled is not false (default: true)',
    }),
    ['dapr.io/Configuration'],
  ),
});
