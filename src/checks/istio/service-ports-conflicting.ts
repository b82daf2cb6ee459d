import { injectionOf } from '../../addons/istio/effective/injection.ts';
import { declaredProtocol } from '../../data/istio-protocols.ts';
import type { ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import { labelOf } from '../../model/selectors.ts';
import { groupBy } from '../../shared/group.ts';
import type { ServiceRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { hasProxy } from '../helpers/mesh-members.ts';
import { few, listed, observed, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/service-ports-conflicting',
  title: 'Services declare different protocols or ports for one workload',
  control: 'Services of one workload in the mesh',
  severity: 'low',
  why: 'A sidecar has one inbound listener for each port, and uses the protocol of only one of the Services. Requests through the others fail, or HTTP policies do not apply to them.',
  remediation:
    'Set the same protocol and port in all Services that select the Pods, or let them use different `targetPort` values.',
  references: ['istio-application-requirements', 'istio-analysis-messages'],
  needs: ['services', 'workloads'],
  uses: ['istio'],
  *run({ istio, services, workloads }): Iterable<Finding> {
    const places = new Set(istio.namespaces.filter(({ injection }) => injection).map(({ name }) => name));
    const byNamespace = groupBy(services, ({ record }) => record.namespace);
    const members = workloads.filter(
      ({ namespace, template, kind }) =>
        kind !== 'Pod' &&
        (hasProxy(template) || (places.has(namespace) && injectionOf(template) !== 'false')) &&
        template.labels['gateway.istio.io/managed'] === undefined,
    );
    yield* meshVerdict(istio, {
      faults: members.flatMap((workload) => faultOf(workload, byNamespace.get(workload.namespace) ?? [])),
      objects: members.length,
      noun: 'workload of the mesh',
      pass: 'the Services of each workload agree on ports and protocols',
    });
  },
});

interface Use {
  service: ServiceRecord;
  port: number;
  protocol: string;
}

function faultOf(
  { namespace, template, ...workload }: WorkloadFacts,
  services: readonly ServiceFacts[],
): Finding[] {
  const selecting = services.flatMap(({ record }) => {
    const wanted = Object.entries(record.selector ?? {});
    return wanted.length > 0 && wanted.every(([key, value]) => labelOf(template.labels, key) === value)
      ? [record]
      : [];
  });
  if (selecting.length < 2) return [];
  const uses = selecting.flatMap((service) => service.ports.map((port) => useOf(service, port)));
  const clashes = [...groupBy(uses, ({ port }) => port)].filter(([, all]) =>
    differs(all, ({ protocol }) => protocol),
  );
  const moved = [...groupBy(uses, targetOf)].filter(([, all]) => differs(all, ({ port }) => String(port)));
  if (clashes.length === 0 && moved.length === 0) return [];
  const words = [
    ...clashes.map(
      ([port, all]) => `port ${port} is ${listed([...new Set(all.map(({ protocol }) => protocol))].sort())}`,
    ),
    ...moved.map(
      ([target, all]) =>
        `target port ${target} is port ${listed([...new Set(all.map(({ port }) => String(port)))].sort())}`,
    ),
  ];
  const involved = new Set([...clashes, ...moved].flatMap(([, all]) => all.map(({ service }) => service)));
  return [
    {
      verdict: 'fail',
      at: workloadRef({ namespace, template, ...workload }),
      severity: clashes.length > 0 ? 'low' : 'info',
      message: `Services ${listed([...involved].map(({ name }) => name).sort())} differ: ${listed(words)}`,
      evidence: few(involved, ({ name, ports }) =>
        observed(
          `service ${namespace}/${name}`,
          `ports ${ports.map(({ name: own = '', port }) => `${own} ${port}`.trim()).join(', ')}`,
        ),
      ),
    },
  ];
}

/** In different Services: one of them may offer a port by several protocols. */
function differs(all: readonly Use[], of: (use: Use) => string): boolean {
  const first = new Map(all.map((use) => [use.service, of(use)]));
  return first.size > 1 && new Set(first.values()).size > 1;
}

function useOf(service: ServiceRecord, port: ServiceRecord['ports'][number]): Use & { target?: string } {
  const declared = declaredProtocol(port) ?? (port.protocol ?? 'TCP').toLowerCase();
  const family = /^(?:tcp|tls|mongo|redis|mysql|https)$/.test(declared)
    ? 'tcp'
    : declared === 'udp'
      ? 'udp'
      : 'http';
  return { service, port: port.port, protocol: family, target: port.targetPort ?? String(port.port) };
}

function targetOf(use: Use & { target?: string }): string {
  return `${use.target ?? ''}${use.protocol === 'udp' ? '/udp' : ''}`;
}
