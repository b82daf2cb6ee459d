import type { CustomRecord } from '../../snapshot/records/index.ts';
import { textAt, valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/kuma-permission-open',
  title: 'Kuma permission allows all services',
  control: 'Kuma traffic permissions',
  severity: 'medium',
  why: 'Every service of the mesh connects to every other one. A compromised service reaches all of them, although the mesh identifies it.',
  remediation:
    'Delete the MeshTrafficPermission for the whole Mesh, or `allow-all-default`. Add a permission for each connection that is required before: without one, traffic is denied.',
  references: ['K05', 'kuma-traffic-permission'],
  addon: 'kuma',
  asks: objects({
    kinds: ['kuma.io/MeshTrafficPermission', 'kuma.io/TrafficPermission'],
    noun: 'permission',
    fault: (record) => {
      const isOpen =
        record.kind === 'TrafficPermission'
          ? textAt(record.spec, 'allToAll') === 'true'
          : isNewAndOpen(record);
      return isOpen
        ? { message: 'allows every service of the mesh to every other one', value: 'all to all: allow' }
        : undefined;
    },
    pass: 'does not allow all to all',
  }),
});

/** Without a target, the whole Mesh is meant. */
function isNewAndOpen({ spec }: CustomRecord): boolean {
  return (
    (textAt(spec, 'targetRef.kind') ?? 'Mesh') === 'Mesh' &&
    valuesAt(spec, 'from').some(
      (from) =>
        textAt(from, 'targetRef.kind') === 'Mesh' &&
        /^allow(?:withshadowdeny)?$/i.test(textAt(from, 'default.action') ?? ''),
    )
  );
}
