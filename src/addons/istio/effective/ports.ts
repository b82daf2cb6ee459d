/**
 * Services in front of the workloads of the mesh, and the protocol that istiod selects for each port of a workload: by `appProtocol`, by the
 * prefix of the port's name, else by inspection of the traffic (istio pkg/config/kube/conversion.go, ConvertProtocol).
 */
import { put } from '../../../shared/group.ts';
import { labelOf } from '../../../model/selectors.ts';
import type { ServiceFacts } from '../../../model/types.ts';
import type { StringMap } from '../../../snapshot/records/index.ts';
import type { MemberFacts, MemberPort } from './types.ts';

type Protocol = MemberPort['protocol'];

/** By name, in lower case; `kubernetes.io/` names are values of `appProtocol` only. */
const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ...['http', 'http2', 'http_proxy', 'grpc', 'kubernetes.io/h2c', 'kubernetes.io/ws'].map(
    (name) => [name, 'http'] as const,
  ),
  ...['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis', 'kubernetes.io/wss'].map(
    (name) => [name, 'tcp'] as const,
  ),
]);
/** Ports that are TCP whatever their name is: their servers send the first bytes. */
const SERVER_FIRST: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

function protocolOf({ name = '', appProtocol, port, protocol = 'TCP' }: Port): Protocol | undefined {
  if (protocol !== 'TCP') return undefined;
  const [word = ''] = (appProtocol ?? name).toLowerCase().split('-');
  return PROTOCOLS.get(word) ?? (SERVER_FIRST.has(port) ? 'tcp' : 'detected');
}

type Port = ServiceFacts['record']['ports'][number];

/** Members by labels, prepared once. */
export class MemberIndex {
  private readonly byLabel = new Map<string, MemberFacts[]>();
  private readonly services: readonly ServiceFacts[];
  private found: Map<MemberFacts, ServiceFacts[]> | undefined;

  constructor(members: readonly MemberFacts[], services: readonly ServiceFacts[]) {
    this.services = services;
    for (const member of members) {
      const { namespace, labels } = member.selected;
      put(this.byLabel, namespace, member);
      for (const [key, value] of Object.entries(labels))
        put(this.byLabel, `${namespace} ${key}=${value}`, member);
    }
  }

  /** Those of a namespace with all of these labels. */
  labelled(namespace: string, wanted: StringMap): readonly MemberFacts[] {
    const [first, ...rest] = Object.entries(wanted);
    const found = this.byLabel.get(first ? `${namespace} ${first[0]}=${first[1]}` : namespace) ?? [];
    return rest.length === 0
      ? found
      : found.filter(({ selected: { labels } }) =>
          rest.every(([key, value]) => labelOf(labels, key) === value),
        );
  }

  /** Those that receive the traffic of a Service; one without a selector has none that are known. */
  behind({ record: { namespace, selector = {} } }: ServiceFacts): readonly MemberFacts[] {
    return Object.keys(selector).length === 0 ? [] : this.labelled(namespace, selector);
  }

  /** Ports of a member that Services lead to. */
  portsOf(member: MemberFacts): MemberPort[] {
    this.found ??= groupedByMember(this.services, (service) => this.behind(service));
    return (this.found.get(member) ?? []).flatMap((service) =>
      service.record.ports.flatMap((port): MemberPort[] => {
        const protocol = protocolOf(port);
        const number = targetOf(port, member);
        return protocol === undefined || number === undefined
          ? []
          : [{ number, servicePort: port.port, protocol, service }];
      }),
    );
  }
}

function groupedByMember(
  services: readonly ServiceFacts[],
  behind: (service: ServiceFacts) => readonly MemberFacts[],
): Map<MemberFacts, ServiceFacts[]> {
  const found = new Map<MemberFacts, ServiceFacts[]>();
  for (const service of services) for (const member of behind(service)) put(found, member, service);
  return found;
}

/** The port of the workload; a name is that of a port of its containers. */
function targetOf({ port, targetPort }: Port, { workload }: MemberFacts): number | undefined {
  if (targetPort === undefined) return port;
  if (/^\d+$/.test(targetPort)) return Number(targetPort);
  for (const { ports = [] } of workload.template.containers)
    for (const declared of ports) if (declared.name === targetPort) return declared.port;
  return undefined;
}
