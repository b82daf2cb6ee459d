import type { ContainerFacts, WorkloadFacts } from '../model/types.ts';
import { imageIs } from '../shared/image.ts';

/**
 * The workload's container with one of the images, first in the template that its pods are created from; init containers,
 * ephemeral containers and `sidecar` do not count.
 */
export function containerOf(
  workload: WorkloadFacts,
  images: readonly string[],
  sidecar?: string,
): ContainerFacts | undefined {
  return lastingContainers(workload).find(
    ({ image, name }) => name !== sidecar && images.some((wanted) => imageIs(image, wanted)),
  );
}

const lasting = new WeakMap<WorkloadFacts, readonly ContainerFacts[]>();

/** Containers that run as long as the pod, of every template, without duplicates. */
export function lastingContainers(workload: WorkloadFacts): readonly ContainerFacts[] {
  const known = lasting.get(workload);
  if (known) return known;
  const { template, templates } = workload;
  const all = [template, ...templates.map((facts) => facts.template)].flatMap(({ containers }) => containers);
  const found = new Map<string, ContainerFacts>();
  for (const container of all) {
    const { name, image, role, command, args } = container;
    if (role === 'init' || role === 'ephemeral') continue;
    const words = command || args ? JSON.stringify([command, args]) : '';
    const key = `${name}\n${image}\n${words}`;
    if (!found.has(key)) found.set(key, container);
  }
  const containers = [...found.values()];
  lasting.set(workload, containers);
  return containers;
}
