import type { MemberFacts, MeshFacts } from '../../addons/istio/effective/types.ts';
import { sensitivePorts } from '../../data/sensitive-ports.ts';

/** `port 5432 (PostgreSQL)`: ports of workloads, declared or behind Services, where data or commands are served. */
export function sensitivePortsOf(
  members: readonly MemberFacts[],
  { portsOf }: Pick<MeshFacts, 'portsOf'>,
): string[] {
  const ports = new Set(
    members.flatMap((member) => [
      ...portsOf(member).map(({ number }) => number),
      ...member.workload.template.containers.flatMap(({ ports: declared = [] }) =>
        declared.map(({ port }) => port),
      ),
    ]),
  );
  return [...ports]
    .sort((a, b) => a - b)
    .flatMap((port) => (sensitivePorts.has(port) ? `port ${port} (${sensitivePorts.get(port) ?? ''})` : []));
}
