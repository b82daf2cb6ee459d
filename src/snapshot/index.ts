/** The public face of the snapshot folder. */
export { createSnapshotBuilder } from './builder.ts';
export type { SnapshotBuilder } from './builder.ts';
export { createMetricsParser } from './parse/metrics.ts';
export type { MetricsParser } from './parse/metrics.ts';
export { certificateOf } from './parse/certificate.ts';
export { flagzComponent, parseFlagz } from './parse/flagz.ts';
export {
  KUBELET_METRICS,
  KUBELET_METRICS_WITNESS,
  kubeletMetrics,
  parseConfigz,
  parseKubeletFlagz,
  parseStaticPods,
} from './parse/kubelet.ts';
export { parseHealth, parseVersion } from './parse/health.ts';
export { createProjector, eachRecord } from './project/projector.ts';
export type { Projector } from './project/projector.ts';
export type { Projected } from './project/types.ts';
export { cleanLine } from './text.ts';
export { readInput } from './read.ts';
export type { ReadIo } from './read.ts';
export type { InputProblem } from './read/problem.ts';
export { collectorOf } from './read/outcomes.ts';
export { snapshotJsonSchema } from './schema.ts';
export { writeSnapshot } from './write.ts';
export { writeText } from './write-whole.ts';
export type { WriteOptions } from './write.ts';
export { announcedAddress, identityHash, liveApiServerLeases } from './leases.ts';
export { limitTo } from './limit.ts';
