import { cloudDrivers } from './catalogue/cloud-drivers.ts';
import { clusters } from './catalogue/clusters.ts';
import { databases } from './catalogue/databases.ts';
import { delivery } from './catalogue/delivery.ts';
import { drivers } from './catalogue/drivers.ts';
import { interfaces } from './catalogue/interfaces.ts';
import { meshes } from './catalogue/meshes.ts';
import { metrics } from './catalogue/metrics.ts';
import { network } from './catalogue/network.ts';
import { operations } from './catalogue/operations.ts';
import { platforms } from './catalogue/platforms.ts';
import { secrets } from './catalogue/secrets.ts';
import { security } from './catalogue/security.ts';
import { storage } from './catalogue/storage.ts';
import { telemetry } from './catalogue/telemetry.ts';
import { tools } from './catalogue/tools.ts';
import { traffic } from './catalogue/traffic.ts';
import type { AddonSignals } from './signals.ts';

/**
 * Signals by which add-ons are recognized (members.ts). Images are compared by their last path segments, because registries are mirrored
 * (shared/image.ts). A workload counts as installed by an administrator if a cluster-scoped object matches `groups`, `permissions` or
 * `calls`. As of 2026-12-01; source: charts and manifests of the projects.
 */
export const addonSignals: readonly AddonSignals[] = [
  ...network,
  ...traffic,
  ...meshes,
  ...secrets,
  ...security,
  ...delivery,
  ...interfaces,
  ...metrics,
  ...telemetry,
  ...operations,
  ...databases,
  ...clusters,
  ...platforms,
  ...tools,
  ...storage,
  ...cloudDrivers,
  ...drivers,
];
