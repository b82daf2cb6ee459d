/** Where a port of a Service leads: addresses of pods, as kube-proxy and proxies of gateways use them. */
import type { PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { isThere } from './destinations.ts';
import type { ServiceFacts } from './types.ts';

type ServicePort = ServiceRecord['ports'][number];

export interface ServiceEndpoint {
  address: string;
  port: number;
  pod?: PodRecord;
  /** Whether it receives traffic: a pod that is not ready does not, unless the Service publishes it. Absent: unknown. */
  ready?: boolean;
}

/** The port of a Service by number, name, or (for some controllers) by the port of its pods. */
export function portNamed({ ports }: ServiceRecord, named: string): ServicePort | undefined {
  return (
    ports.find(({ port }) => String(port) === named) ??
    ports.find(({ name }) => name === named) ??
    ports.find(({ targetPort }) => targetPort === named)
  );
}

/** The endpoints of a port: of the pods that the selector selects, and those of its EndpointSlices that were collected. */
export function endpointsOfPort(service: ServiceFacts, port: ServicePort): ServiceEndpoint[] {
  const { record, pods, destinations } = service;
  const selected = pods.filter(isThere).flatMap((pod): ServiceEndpoint[] => {
    const number = podPort(pod, port);
    if (number === undefined || pod.podIP === undefined) return [];
    const ready = record.publishNotReadyAddresses === true ? true : pod.ready;
    return [{ address: pod.podIP, port: number, pod, ...(ready !== undefined && { ready }) }];
  });
  const listed = destinations.flatMap(({ address, ports, pods: own }) =>
    ports
      .filter(
        ({ name = '', protocol = 'TCP' }) =>
          name === (port.name ?? '') && protocol === (port.protocol ?? 'TCP'),
      )
      .flatMap(({ port: number }): ServiceEndpoint[] =>
        number === undefined ? [] : [{ address, port: number, ...(own[0] && { pod: own[0] }) }],
      ),
  );
  const seen = new Set(selected.map(keyOf));
  return [...selected, ...listed.filter((one) => !seen.has(keyOf(one)))];
}

function keyOf({ address, port }: ServiceEndpoint): string {
  return `${address} ${port}`;
}

/**
 * The port of a pod: a number need not be declared; a name is that of a port of a long-running container with the protocol of the Service
 * (k8s.io/kubernetes pkg/api/v1/pod/util.go, FindPort).
 */
export function podPort(
  { template }: Pick<PodRecord, 'template'>,
  { port, targetPort, protocol = 'TCP' }: ServicePort,
): number | undefined {
  if (targetPort === undefined) return port;
  if (/^\d+$/.test(targetPort)) return Number(targetPort);
  return template.containers
    .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
    .flatMap(({ ports = [] }) => ports)
    .find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol)?.port;
}
