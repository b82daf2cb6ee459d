/** What a node's address leads to, other than listeners on its host network: host ports of pods, and node ports of Services. */
import { groupBy, groupByEach } from '../shared/group.ts';
import type { PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { canonicalAddress, isLoopback } from '../shared/addresses.ts';
import type { Destination } from './types.ts';

type Base = Pick<Destination, 'address' | 'ports' | 'source'>;

interface HostPort {
  pod: PodRecord;
  node: string;
  number: number;
  /** Of the container. */
  port: number | undefined;
  protocol: string;
  address: string;
}

export interface NodePorts {
  /** By the name of the node. */
  hostPorts: ReadonlyMap<string, readonly HostPort[]>;
  /** `namespace/name` of Services by protocol and number. */
  nodePorts: ReadonlyMap<string, readonly string[]>;
}

/** Pods that still run, and Services, by the ports that they open on nodes. */
export function nodePortsOf(pods: readonly PodRecord[], services: readonly ServiceRecord[]): NodePorts {
  const opened = pods
    .filter(({ template }) => template.hostNetwork !== true)
    .flatMap((pod) =>
      pod.template.containers.flatMap(({ ports = [] }) =>
        ports.flatMap(({ port, hostPort, hostIP = '', protocol = 'TCP' }): HostPort[] =>
          hostPort === undefined || isLoopback(hostIP)
            ? []
            : [{ pod, node: pod.node ?? '', number: hostPort, port, protocol, address: hostIP }],
        ),
      ),
    );
  const keysOf = ({ ports }: ServiceRecord) =>
    ports.flatMap(({ nodePort, protocol }) => (nodePort === undefined ? [] : [keyOf(nodePort, protocol)]));
  return {
    hostPorts: groupBy(opened, ({ node }) => node),
    nodePorts: new Map(
      [...groupByEach(services, keysOf)].map(([key, found]) => [
        key,
        found.map(({ namespace, name }) => `${namespace}/${name}`),
      ]),
    ),
  };
}

function keyOf(number: number, protocol = 'TCP'): string {
  return `${protocol}/${number}`;
}

const EVERY: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

/** The destinations of the ports of a node's address; a host port may differ from the port in its pod. */
export function behindNode(base: Base, node: string, { hostPorts, nodePorts }: NodePorts): Destination[] {
  const address = canonicalAddress(base.address);
  const own = (hostPorts.get(node) ?? []).filter(
    (one) => EVERY.has(one.address) || canonicalAddress(one.address) === address,
  );
  return base.ports.flatMap((wanted): Destination[] => {
    const { port, protocol = 'TCP' } = wanted;
    if (port === undefined) return [];
    const pods = own
      .filter((one) => one.number === port && one.protocol === protocol)
      .map((one): Destination => ({
        ...base,
        ports: [{ ...(one.port !== undefined && { port: one.port }), protocol }],
        node,
        pods: [one.pod],
        maybe: [],
      }));
    const services = nodePorts.get(keyOf(port, protocol));
    return services ? [...pods, { ...base, ports: [wanted], node, pods: [], maybe: [], services }] : pods;
  });
}
