import { declaredProtocol } from '../../data/istio-protocols.ts';
import { systemNamespaces } from '../../data/system-namespaces.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { membersOf } from '../helpers/mesh-members.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/port-protocol-undeclared',
  title: 'Service port of the mesh without declared protocol',
  control: 'Protocols of Service ports in the mesh',
  severity: 'info',
  why: 'Proxies detect the protocol of each connection instead, and treat it as TCP when they cannot. HTTP rules of AuthorizationPolicies then do not match as intended.',
  remediation: 'Set `appProtocol`, or begin the name of the port with its protocol (`http-web`, `tcp-db`).',
  references: ['istio-protocol-selection', 'istio-application-requirements', 'istio-analysis-messages'],
  needs: ['services'],
  uses: ['cluster', 'istio', 'namespaces'],
  passNeeds: ['namespaces', 'pods'],
  *run({ cluster, istio, services, namespaces }): Iterable<Finding> {
    const members = membersOf(istio, namespaces, cluster);
    const absent = istio.installed.known && !istio.installed.value;
    const evaluated = absent
      ? []
      : services.filter(({ record }) => members.mayInclude(record.namespace) && !isSystem(record.namespace));
    yield* meshVerdict(istio, {
      // Of a namespace that was not collected, nobody knows whether it is in the mesh.
      faults: evaluated.filter(({ record }) => members.includes(record.namespace)).flatMap(faultOf),
      objects: evaluated.length,
      noun: 'Service in a namespace of the mesh',
      pass: 'every Service port of the mesh declares its protocol',
    });
  },
});

/** Injectors leave these out. */
function isSystem(namespace: string): boolean {
  return systemNamespaces.has(namespace) || /^kube-(?:system|public|node-lease)$/.test(namespace);
}

/** Health checks of a gateway, and HBONE of a waypoint: the proxy of the Pod itself answers. */
function isPortOfProxy({ name, port, appProtocol }: ServiceFacts['record']['ports'][number]): boolean {
  return (name === 'status-port' && port === 15_021) || (appProtocol === 'hbone' && port === 15_008);
}

function faultOf({ record }: ServiceFacts): Finding[] {
  const { namespace, name, type, ports } = record;
  const external = type === 'ExternalName';
  const found = ports.filter(
    (port) =>
      !isPortOfProxy(port) && (declaredProtocol(port) === undefined || (external && port.name === 'tcp')),
  );
  if (found.length === 0) return [];
  const words = found.map(
    ({ port, name: own }) => `${port} (${own === undefined ? 'without a name' : `name ${own}`})`,
  );
  return [
    {
      verdict: 'fail',
      at: { kind: 'Service', namespace, name },
      // Proxies may send unmatched traffic of this port to the external host.
      severity: external ? 'low' : 'info',
      message: external
        ? `port ${listed(words)} of the ExternalName Service declares no protocol with a host name`
        : `port ${listed(words)} declares no protocol`,
      evidence: [observed(`service ${namespace}/${name}`, `ports ${listed(words)}`)],
    },
  ];
}
