/** What a container does to the capabilities that its runtime gives it. */
import { change } from '../../shared/requirement.ts';
import { prefixReaders } from '../../data/pod-settings.ts';
import type { ContainerRecord } from '../../snapshot/records/index.ts';
import type { Fault } from './pod-faults.ts';
import { unset } from './pod-faults.ts';
import type { Place } from './pod-places.ts';

/**
 * Capabilities that it adds, as Kubernetes names them. `CAP_SYS_ADMIN` adds SYS_ADMIN with some runtimes and nothing with others: for
 * what is added, that it does is the safe side.
 */
export function addedCapabilities({ capabilitiesAdd = [] }: ContainerRecord): string[] {
  return capabilitiesAdd.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
}

/** Every runtime knows the word in any case, and none with a prefix. What is privileged has all of them nevertheless. */
export function dropsAll(container: ContainerRecord): boolean {
  return droppedNames(container).includes('ALL');
}

function droppedNames({ capabilitiesDrop = [] }: ContainerRecord): string[] {
  return capabilitiesDrop.map((name) => name.toUpperCase());
}

/** A privileged container has every capability, whatever it drops. */
export const PRIVILEGED: Fault = { what: 'privileged: true (capabilities.drop has no effect)' };

/**
 * That a container keeps one of the capabilities that runtimes give unasked, unless it drops it. Where the name is written as the
 * kernel has it, that hangs on the runtime.
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
    doubt: {
      reason: `it drops ${prefixed}, which some runtimes accept as ${capability}${known.length > 0 ? ` (${known.join(', ')} should)` : ''}`,
      requires: change(`set drop: [${capability}]`),
    },
  };
}
