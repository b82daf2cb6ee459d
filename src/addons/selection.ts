import type { ServiceFacts, WorkloadFacts } from '../model/types.ts';
import { groupBy } from '../shared/group.ts';

/** The workloads that a Service (`namespace/name`) selects, by its selector; also in manifests, which have no pods. */
export type ServiceTargets = (service: string) => readonly WorkloadFacts[];

/** Indexes are built at the first question: most clusters ask for a dozen Services. */
export function serviceTargets(
  services: readonly ServiceFacts[],
  workloads: readonly WorkloadFacts[],
): ServiceTargets {
  let byName: ReadonlyMap<string, ServiceFacts> | undefined;
  let byNamespace: ReadonlyMap<string, readonly WorkloadFacts[]> | undefined;
  const found = new Map<string, readonly WorkloadFacts[]>();
  return (service) => {
    const known = found.get(service);
    if (known) return known;
    byName ??= new Map(services.map((one) => [`${one.record.namespace}/${one.record.name}`, one]));
    byNamespace ??= groupBy(workloads, ({ namespace }) => namespace);
    const record = byName.get(service)?.record;
    const targets = record
      ? (byNamespace.get(record.namespace) ?? []).filter((workload) => selects(record.selector, workload))
      : [];
    found.set(service, targets);
    return targets;
  };
}

function selects(selector: Readonly<Record<string, string>> | undefined, workload: WorkloadFacts): boolean {
  const wanted = Object.entries(selector ?? {});
  return (
    wanted.length > 0 &&
    workload.templates.some(({ template }) => wanted.every(([key, value]) => template.labels[key] === value))
  );
}
