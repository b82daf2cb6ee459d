import { podPort } from '../../model/service-endpoints.ts';
import { isThere } from '../../model/destinations.ts';
import type { PodRecord, ServiceRecord } from '../../snapshot/records/index.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { listed, observed } from '../helpers/objects.ts';

type ServicePort = ServiceRecord['ports'][number];

export default defineCheck({
  id: 'exposure/target-port-missing',
  title: 'Service targets a port that its Pods lack',
  control: 'Target ports of Services',
  severity: 'low',
  why: 'The port of the Service has no endpoint, or leads to a port where no program listens. Requests fail, and checks of the declared ports do not describe what is reachable.',
  remediation:
    'Set `targetPort` to the name or number of a port of the containers, or declare the port in the Pod template.',
  references: ['K07'],
  peerChecks: [196],
  needs: ['services', 'pods'],
  *run({ services }): Iterable<Finding> {
    const own = services.filter(({ pods }) => pods.some(isThere));
    yield* judged({
      faults: own.flatMap(faultOf),
      evaluated: own.length,
      noun: 'Service with Pods',
      many: 'Services with Pods',
      pass: 'every target port is declared by the Pods',
    });
  },
});

function faultOf({ record, pods }: ServiceFacts): Finding[] {
  const there = pods.filter(isThere);
  const missing = record.ports
    .filter(({ targetPort = '' }) => /\D/.test(targetPort) && targetPort !== '')
    .filter((port) => there.every((pod) => podPort(pod, port) === undefined));
  const undeclared = record.ports.filter((port) => isUndeclared(port, there));
  const found = [missing, undeclared].find((ports) => ports.length > 0);
  if (!found) return [];
  const { namespace, name } = record;
  const isNamed = found === missing;
  const targets = found.map(({ targetPort, port }) => targetPort ?? String(port));
  return [
    {
      verdict: 'fail',
      at: { kind: 'Service', namespace, name },
      // A program may listen on a port that is not declared.
      ...(!isNamed && { severity: 'info' as const }),
      message: isNamed
        ? `targetPort ${listed(targets)} is the name of no container port: the port has no endpoint`
        : `targetPort ${listed(targets)} is not among the declared ports of the Pods`,
      evidence: [
        observed(`service ${namespace}/${name}`, `targetPort ${listed(targets)}`),
        observed(`pod ${namespace}/${there[0]?.name ?? ''}`, `ports ${portsOf(there[0])}`),
      ],
    },
  ];
}

/** A number that no container declares, where every Pod declares ports of that protocol. */
function isUndeclared(
  { port, targetPort = String(port), protocol = 'TCP' }: ServicePort,
  pods: readonly PodRecord[],
): boolean {
  if (/\D/.test(targetPort)) return false;
  return pods.every((pod) => {
    const declared = declaredPorts(pod).filter((one) => (one.protocol ?? 'TCP') === protocol);
    return (
      declared.length > 0 && declared.every((one) => one.port !== Number(targetPort)) && eachDeclares(pod)
    );
  });
}

/** A container without ports may be the one that listens. */
function eachDeclares({ template }: PodRecord): boolean {
  return template.containers
    .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
    .every(({ ports = [] }) => ports.length > 0);
}

function declaredPorts({ template }: PodRecord) {
  return template.containers.flatMap(({ ports = [] }) => ports);
}

function portsOf(pod: PodRecord | undefined): string {
  const all = pod
    ? declaredPorts(pod).map(({ name, port }) => (name === undefined ? String(port) : `${name} ${port}`))
    : [];
  return all.length > 0 ? all.join(', ') : 'none declared';
}
