import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

/** A kubelet creates its Node and its Lease together; this is far more than the time between both. */
const GRACE_MS = 3_600_000;

export default defineCheck({
  id: 'namespaces/node-lease-orphaned',
  title: 'Leases in kube-node-lease without a node',
  control: 'Leases of nodes in kube-node-lease',
  severity: 'info',
  why: 'A Lease without its Node remains from a node that was removed, or a kubelet renews it that cannot register. Tools that count nodes by their Leases report wrong numbers.',
  remediation:
    'If the Lease is not renewed, delete it with `kubectl delete lease -n kube-node-lease NAME`. If it is renewed, find the host whose kubelet still runs and remove its credentials.',
  references: ['node-heartbeats'],
  needs: ['nodes', 'nodeLeases'],
  uses: ['cluster'],
  *run({ nodes, nodeLeases, cluster: { takenAt } }): Iterable<Finding> {
    const names = new Set(nodes.map(({ name }) => name));
    const age = (text: string | undefined) => takenAt.getTime() - Date.parse(text ?? '');
    const orphans = nodeLeases.filter(({ name, created }) => !names.has(name) && !(age(created) < GRACE_MS));
    const renewed = orphans.filter(({ renewTime }) => age(renewTime) < GRACE_MS);
    const shown = renewed.length > 0 ? renewed : orphans;
    if (orphans.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(shown.length, 'Lease')} of nodes that do not exist${renewed.length > 0 ? ', still renewed' : ''} (${listed(shown.map(({ name }) => name))})`,
        restsOn: ['nodes'],
        evidence: few(shown, ({ name, renewTime = 'unknown time' }) =>
          observed(`Lease kube-node-lease/${name}`, `no node ${name}; renewed ${renewTime}`),
        ),
      };
    else if (nodeLeases.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no Lease in kube-node-lease',
        evidence: [observed('leases', 'none in kube-node-lease')],
      };
    else
      yield {
        verdict: 'pass',
        message: `${plural(nodeLeases.length, 'Lease')} in kube-node-lease, none that remains of a removed node`,
        evidence: few(nodeLeases.filter(({ name }) => names.has(name)).slice(0, 3), ({ name }) =>
          observed(`Lease kube-node-lease/${name}`, `node ${name}`),
        ),
      };
  },
});
