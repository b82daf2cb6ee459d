import { VOLUMES } from '../data/operator-permissions.ts';
import type { AddonSignals } from './signals.ts';

/** A driver that provisions volumes. Its agents mount the kubelet's directory and devices on every node by design. */
export function driver(
  id: string,
  name: string,
  images: readonly string[],
  more: Pick<AddonSignals, 'names' | 'drivers' | 'groups'>,
): AddonSignals {
  return { id, name, category: 'storage', images, permissions: VOLUMES, ...more };
}
