/** Public interface of the snapshot folder; that for files is `read.ts`, which runs against a live cluster do not load. */
export { createSnapshotBuilder } from './builder.ts';
export type { SnapshotBuilder } from './builder.ts';
export { KUBELET_LABELS } from './parse/metric-labels.ts';
export { createMetricsParser } from './parse/metrics.ts';
export type { MetricsParser } from './parse/metrics.ts';
export { certificateOf } from './parse/certificate.ts';
export { flagzComponent, flagzName, isWholeFlagz, parseFlagz } from './parse/flagz.ts';
export {
  keptFlagz,
  KUBELET_METRICS_MARKER,
  kubeletMetrics,
  parseConfigz,
  parseKubeletFlagz,
  parseStaticPods,
} from './parse/kubelet.ts';
export { parseHealth, parseVersion } from './parse/health.ts';
export { createProjector, eachRecord } from './project/projector.ts';
export { missingPartOf, invalidFieldOf } from './project/sound.ts';
export type { Projector } from './project/projector.ts';
export type { Projected } from './project/types.ts';
export { cleanLine } from './text.ts';
export { identity as recordIdentity } from './read/store.ts';
export { collectorOf } from './collector-of.ts';
export { snapshotJsonSchema } from './schema.ts';
export { writeSnapshot } from './write.ts';
export { writeText } from './write-whole.ts';
export type { WriteOptions } from './write.ts';
export { announcedAddress, identityHash, liveApiServerLeases } from './leases.ts';
export { minorOf } from './minor.ts';
export { kindKey } from './kinds.ts';
export { lackText, memberOf, membersOf } from './members.ts';
export { contradictions } from './contradictions/index.ts';
export { isWhole } from './contradictions/types.ts';
export type { Contradiction, ListedKind, Reading, Rule } from './contradictions/types.ts';
export { podConfigPlaces } from './pod-config.ts';
export { injectorName, meshConfigPlaces } from './mesh-config.ts';
