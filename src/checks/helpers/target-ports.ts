/** Ports of pods that receive traffic. */
import type { ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';

type Ports = readonly (number | undefined)[];

/**
 * Ports of a workload's pods that receive traffic of a Service; `undefined` where one is unknown. `named` are the ports of the Service that
 * a rule names: it reaches no other one. Where the Service has none of them, the controller decides, and any port counts.
 */
export function portsAt(all: ServiceFacts, workload: WorkloadFacts, named?: readonly string[]): Ports {
  const service = named === undefined ? all : limitedTo(all, named);
  const own = new Set(workload.pods);
  const picked = service.pods.some((pod) => own.has(pod)) || workload.pods.length === 0;
  return [
    ...(picked ? targetPorts(service, workload) : []),
    ...service.destinations
      .filter(({ pods }) => pods.some((pod) => own.has(pod)))
      .flatMap(({ ports }) => (ports.length > 0 ? ports.filter(isTcp).map(({ port }) => port) : [undefined])),
  ];
}

/** The Service with these ports alone. Some controllers also accept the port of the pod in a rule. */
function limitedTo(service: ServiceFacts, named: readonly string[]): ServiceFacts {
  const { record, destinations } = service;
  const ports = record.ports.filter(({ port, name, targetPort }) =>
    [String(port), name, targetPort].some((one) => one !== undefined && named.includes(one)),
  );
  if (ports.length === 0 || ports.length === record.ports.length) return service;
  const names = new Set(ports.map(({ name = '' }) => name));
  return {
    ...service,
    record: { ...record, ports },
    destinations: destinations
      .map((one) => ({
        ...one,
        // An address without ports may have any.
        ports: one.ports.filter(({ name = '' }) => names.has(name)),
      }))
      .filter((one, index) => one.ports.length > 0 || destinations[index]?.ports.length === 0),
  };
}

/** The pod ports of a Service with a selector: a name is that of a port of its long-running containers. */
export function targetPorts({ record }: ServiceFacts, { template }: Pick<PodRecord, 'template'>): Ports {
  if (record.ports.length === 0) return [undefined];
  const declared = template.containers
    .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
    .flatMap(({ ports = [] }) => ports);
  return record.ports
    .filter(isTcp)
    .flatMap(({ port, targetPort = String(port) }) =>
      /^\d+$/.test(targetPort)
        ? [Number(targetPort)]
        : declared.filter((one) => one.name === targetPort && isTcp(one)).map((one) => one.port),
    );
}

/** Whether it accepts TCP connections. The programs that are evaluated here listen on TCP. */
export function takesTcp({ record }: ServiceFacts): boolean {
  return record.ports.length === 0 || record.ports.some(isTcp);
}

function isTcp({ protocol = 'TCP' }: { protocol?: string }): boolean {
  return protocol === 'TCP';
}

/** Host ports of its containers. */
export function hostPortsOf({ template }: WorkloadFacts): Ports {
  const all = template.containers.flatMap(({ ports = [] }) => ports).filter(isTcp);
  const open = template.hostNetwork === true ? all : all.filter(({ hostPort }) => hostPort !== undefined);
  return open.length > 0 ? open.map(({ port }) => port) : [undefined];
}
