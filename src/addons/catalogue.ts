import { network } from './catalogue/network.ts';
import { operations } from './catalogue/operations.ts';
import { platforms } from './catalogue/platforms.ts';
import { security } from './catalogue/security.ts';
import type { AddonSignals } from './signals.ts';
import { storageDrivers } from './catalogue/storage.ts';

/**
 * Signals by which add-ons are recognised. Presence needs a running workload with one of the images, or an API group that
 * nothing else uses; images are compared by their last path segments, because registries are mirrored (shared/image.ts). What a
 * cluster-scoped object has to say before a workload counts as put there by an administrator stands in `groups`, `rights` and `calls`.
 * As of 2026-11-29; source: charts and manifests of the projects.
 */
export const addonSignals: readonly AddonSignals[] = [
  ...network,
  ...security,
  ...operations,
  ...platforms,
  ...storageDrivers,
];
