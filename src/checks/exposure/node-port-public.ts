import { plural } from '../../shared/text.ts';
import { groupBy } from '../../shared/group.ts';
import type { EntryPoint } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/node-port-public',
  title: 'Ports open on public node addresses',
  control: 'Ports on public node addresses',
  severity: 'low',
  why: 'Nodes with public addresses accept connections to these ports from the internet, unless a firewall blocks them. Source ranges of a load balancer do not apply to node ports.',
  remediation:
    'Block the port range of node ports (30000-32767) and host ports in the firewall of the nodes. Use a load balancer or an Ingress, and nodes without public addresses.',
  references: ['T1133', 'K06', 'NSA Network separation and hardening'],
  needs: ['services', 'nodes'],
  uses: ['exposure'],
  passNeeds: ['pods', 'workloads'],
  *run({ exposure, nodes }): Iterable<Finding> {
    const ports = exposure.filter(({ type }) => TYPES.has(type));
    const open = ports.filter(({ reach }) => reach === 'public');
    const external = nodes.filter(({ externalIPs }) => externalIPs.length > 0);
    yield* judged({
      faults: [...groupBy(open, ({ namespace = '' }) => namespace)].map(ofNamespace),
      evaluated: external.length === 0 ? nodes.length : ports.length,
      noun: external.length === 0 ? 'node' : 'port of a node',
      many: external.length === 0 ? 'nodes' : 'ports of nodes',
      pass:
        external.length === 0 ? 'no node has a public address' : 'no port is open on a public node address',
    });
  },
});

const TYPES: ReadonlySet<string> = new Set(['NodePort', 'HostPort', 'HostNetwork']);

function ofNamespace([namespace, points]: readonly [string, readonly EntryPoint[]]): Finding {
  const names = points.map(
    ({ type, name, ports }) => `${type} ${name}${ports.length > 0 ? ` ${ports.join(',')}` : ''}`,
  );
  return {
    verdict: 'fail',
    ...(namespace !== '' && { at: { kind: 'Namespace', name: namespace } }),
    members: names,
    message: `${plural(points.length, 'entry point')} on public node addresses: ${listed(names)}`,
    evidence: few(points, ({ type, kind, name, addresses }) =>
      observed(`${kind.toLowerCase()} ${namespace}/${name}`, `${type}, addresses ${listed(addresses)}`),
    ),
  };
}
