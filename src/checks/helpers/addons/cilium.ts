import type { ciliumTransportSettings } from '../../../data/network-policy.ts';
import { flagValues } from '../program-flags.ts';
import type { Place } from './settings.ts';

/** A setting of a Cilium agent: by its flag, else by the ConfigMap that its init container copies. Undefined where neither sets it. */
export function ciliumValue(
  name: (typeof ciliumTransportSettings)[number],
  { container, workload, configMap }: Place,
): string | undefined {
  const map = configMap(workload.namespace, 'cilium-config');
  return flagValues(container, name, true).at(-1) ?? (map.known ? map.value?.data[name] : undefined);
}
