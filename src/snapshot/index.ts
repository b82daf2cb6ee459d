/** The public face of the snapshot folder. */
export { createSnapshotBuilder, recordKinds } from './builder.ts';
export type { SnapshotBuilder } from './builder.ts';
export { createMetricsParser, WANTED_METRICS } from './parse/metrics.ts';
export type { MetricsParser } from './parse/metrics.ts';
export { flagzComponent, parseFlagz } from './parse/flagz.ts';
export { parseHealth, parseVersion } from './parse/health.ts';
export { createProjector, eachRecord } from './project/projector.ts';
export type { Projector } from './project/projector.ts';
export type { Projected } from './project/types.ts';
export { redactArgs, redactText, redactValue } from './redact.ts';
export { MASK } from './redact/mask.ts';
export { cleanBlock, cleanLine } from './text.ts';
