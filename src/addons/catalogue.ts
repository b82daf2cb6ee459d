import { network } from './catalogue/network.ts';
import { operations } from './catalogue/operations.ts';
import { platforms } from './catalogue/platforms.ts';
import { security } from './catalogue/security.ts';
import type { AddonSignals } from './signals.ts';
import { storageDrivers } from './catalogue/storage.ts';

/**
 * Signals by which add-ons are recognized. Presence requires a running workload with one of the images, or an API group that nothing
 * else uses; images are compared by their last path segments, because registries are mirrored (shared/image.ts). A workload counts
 * as installed by an administrator if a cluster-scoped object matches `groups`, `permissions` or `calls`. As of 2026-11-29; source:
 * charts and manifests of the projects.
 */
export const addonSignals: readonly AddonSignals[] = [
  ...network,
  ...security,
  ...operations,
  ...platforms,
  ...storageDrivers,
];
