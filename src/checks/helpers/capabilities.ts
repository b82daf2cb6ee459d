/** Changes of a container to the default capabilities of its runtime. */
import { change } from '../../shared/requirement.ts';
import { prefixReaders } from '../../data/pod-settings.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import type { Fault } from './pod-faults.ts';
import { unset } from './pod-faults.ts';
import type { Place } from './pod-places.ts';

/**
 * Added capabilities, by their Kubernetes names. `CAP_SYS_ADMIN` adds SYS_ADMIN with some runtimes and nothing with others: the check
 * assumes that it adds it.
 */
export function addedCapabilities({ capabilitiesAdd = [] }: ContainerRecord): string[] {
  return capabilitiesAdd.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
}

/** Every runtime accepts the word in any case, and none with a prefix. Privileged containers have all capabilities nevertheless. */
export function dropsAll(container: ContainerRecord): boolean {
  return droppedNames(container).includes('ALL');
}

function droppedNames({ capabilitiesDrop = [] }: ContainerRecord): string[] {
  return capabilitiesDrop.map((name) => name.toUpperCase());
}

/** A privileged container has every capability, whatever it drops. */
export const PRIVILEGED: Fault = { what: 'privileged: true (capabilities.drop has no effect)' };

/**
 * Reports a container that keeps a default capability of runtimes because it does not drop it. Whether a name in the kernel's
 * spelling has an effect depends on the runtime.
 */
export function keeping(
  container: ContainerRecord,
  capability: string,
  { runtimes }: Place,
): Fault | undefined {
  const dropped = droppedNames(container);
  if (dropsAll(container) || dropped.includes(capability))
    return container.privileged === true ? PRIVILEGED : undefined;
  const prefixed = `CAP_${capability}`;
  if (!dropped.includes(prefixed)) return unset(`${capability} is not dropped`);
  const names = [...runtimes];
  const fault = unset(`${capability} is not dropped: containerd does not recognize ${prefixed}`);
  if (names.length === 0 || names.some((name) => name !== undefined && !prefixReaders.has(name)))
    return fault;
  const known = names.filter((name) => name !== undefined);
  return {
    ...fault,
    uncertainty: {
      reason: `it drops ${prefixed}, which some runtimes accept as ${capability}${known.length > 0 ? ` (${known.join(', ')} should)` : ''}`,
      requires: change(`set drop: [${capability}]`),
    },
  };
}
