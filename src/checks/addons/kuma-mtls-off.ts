import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { ObjectFault } from '../helpers/addons/custom.ts';
import { textAt, valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/kuma-mtls-off',
  title: 'Kuma mesh without mutual TLS',
  control: 'Kuma mutual TLS',
  severity: 'medium',
  why: 'Traffic in the mesh is neither encrypted nor authenticated, and MeshTrafficPermissions have no effect. A compromised Pod reaches all services.',
  remediation:
    'Add a backend to `spec.mtls.backends` of the Mesh, and name it in `spec.mtls.enabledBackend`. Remove `mode: PERMISSIVE` of that backend once all clients are in the mesh.',
  references: ['K05', 'kuma-mutual-tls'],
  addon: 'kuma',
  asks: objects({
    kinds: ['kuma.io/Mesh'],
    noun: 'Mesh',
    fault: faultOf,
    pass: 'mtls.enabledBackend is set, and its mode is STRICT',
  }),
});

function faultOf({ spec }: CustomRecord): ObjectFault | undefined {
  const enabled = textAt(spec, 'mtls.enabledBackend') ?? '';
  if (enabled === '')
    return {
      message: 'mtls.enabledBackend is not set; expected a backend',
      value: 'mtls.enabledBackend not set',
    };
  const backend = valuesAt(spec, 'mtls.backends').find((one) => textAt(one, 'name') === enabled);
  return textAt(backend, 'mode') === 'PERMISSIVE'
    ? {
        message: `mode of backend ${enabled} is PERMISSIVE; expected STRICT`,
        value: `backend ${enabled}: PERMISSIVE`,
      }
    : undefined;
}
