/** What was not collected, and why: the same on screen and in the page. */
import { ENTRY_POINT_SOURCES } from '../result/entry-points.ts';
import type { Result } from '../result/types.ts';
import { uncollected } from '../result/uncollected.ts';
import type { Section } from './section-names.ts';

type Coverage = Result['coverage'];

/** Status of a collector, in words. */
const STATUS_WORDS = {
  ok: 'complete',
  partial: 'partial',
  'permission-denied': 'permission denied',
  unavailable: 'not available',
  'collection-failed': 'collection failed',
} as const;

/** Why a data source is incomplete. */
export function gapReason({ status, reason }: Pick<Coverage[number], 'status' | 'reason'>): string {
  return reason ?? STATUS_WORDS[status];
}

export interface Gap {
  why: string;
  /** Titles of what was not collected for this reason, in the order of the result. */
  titles: readonly string[];
  /** Missing permissions. */
  missing: readonly string[];
}

/** Absent API groups are normal, except for these. */
const IMPACT_SAYING = new Set([
  'pods',
  'nodes',
  'kubelets',
  'namespaces',
  'services',
  'rbac',
  'flagz',
  'metrics',
  'probe',
]);

function isGap({ collector, status }: Coverage[number]): boolean {
  return status !== 'ok' && (status !== 'unavailable' || IMPACT_SAYING.has(collector));
}

/** Grouped by reason: one missing permission or one kind of file often causes many gaps. */
export function gapsOf(coverage: Coverage): Gap[] {
  const groups = new Map<string, { why: string; titles: string[]; missing: string[] }>();
  for (const row of coverage) {
    if (!isGap(row)) continue;
    const { status, reason, missing, title } = row;
    const refused = status === 'permission-denied' ? 'permission denied' : 'permission partly denied';
    const why = missing.length > 0 ? refused : (reason ?? 'not collected');
    const group = groups.get(why) ?? { why, titles: [], missing: [] };
    group.titles.push(title);
    group.missing.push(...missing);
    groups.set(why, group);
  }
  return [...groups.values()];
}

/** Collectors that a section requires to be complete. */
const SOURCES: Readonly<Record<Section, readonly string[]>> = {
  'control-plane': ['pods', 'leases', 'flagz'],
  nodes: ['nodes'],
  namespaces: ['namespaces'],
  workloads: ['pods', 'workloads'],
  addons: ['pods', 'workloads', 'crds'],
  storage: ['storage'],
  exposure: ENTRY_POINT_SOURCES,
  network: ['networkpolicies', 'pods', 'namespaces'],
  identities: ['rbac'],
  certificates: ['endpoint', 'configmaps', 'webhooks', 'apiservices'],
};

/** Data of a section that was not collected, with the reason: `services (permission denied)`; empty when the section is complete. */
export function notShown(result: Result, section: Section): string {
  return uncollected(result, SOURCES[section])
    .map((row) => `${row.title} (${gapReason(row)})`)
    .join(', ');
}
