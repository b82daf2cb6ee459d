import { compareText, severityRank } from '../sort.ts';
import { clusterNameOf } from '../name.ts';
import type { Result } from '../types.ts';
import { uncollected } from '../uncollected.ts';
import type { Item, ItemSection } from './items.ts';
import { ITEM_SECTIONS, NONE } from './items.ts';
import { riskChanges } from './risks.ts';
import type { Change, DiffSide, ResultDiff } from './types.ts';
import { DIFF_FORMAT, DIFF_SECTIONS, DIFF_VERSION } from './types.ts';
import { impactOfField, impactOfPresence } from './impact.ts';

/** The changes from one result to another, worst first. Pure; two equal results give no change. */
export function diffResults(old: Result, now: Result): ResultDiff {
  const changes = [
    ...riskChanges(old, now),
    ...ITEM_SECTIONS.flatMap((section) => itemChanges(section, old, now)),
    ...coverageChanges(old, now),
  ].sort(compareChanges);
  const count = (is: (change: Change) => boolean) => changes.filter(is).length;
  return {
    format: DIFF_FORMAT,
    schemaVersion: DIFF_VERSION,
    old: sideOf(old),
    new: sideOf(now),
    warnings: warningsOf(old, now),
    changes,
    summary: {
      added: count(({ kind }) => kind === 'added'),
      removed: count(({ kind }) => kind === 'removed'),
      changed: count(({ kind }) => kind === 'changed'),
      unclear: count(({ kind }) => kind === 'unclear'),
      worse: count(({ impact }) => impact === 'worse'),
      better: count(({ impact }) => impact === 'better'),
    },
  };
}

/** The changes that a threshold counts: risks that are new or worse and not accepted. */
export function worseRisks({ changes }: ResultDiff): Change[] {
  return changes.filter(
    ({ section, impact, accepted }) => section === 'risks' && impact === 'worse' && !accepted,
  );
}

const IMPACTS: readonly Change['impact'][] = ['worse', 'neutral', 'better'];

function compareChanges(a: Change, b: Change): number {
  return (
    IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact) ||
    (a.severity === undefined ? 9 : severityRank(a.severity)) -
      (b.severity === undefined ? 9 : severityRank(b.severity)) ||
    DIFF_SECTIONS.indexOf(a.section) - DIFF_SECTIONS.indexOf(b.section) ||
    compareText(a.what, b.what) ||
    compareText(a.field ?? '', b.field ?? '') ||
    compareText(a.fingerprint ?? '', b.fingerprint ?? '') ||
    compareText(a.kind, b.kind)
  );
}

function itemChanges({ section, sources, items }: ItemSection, old: Result, now: Result): Change[] {
  if (section === 'risks') return [];
  const before = new Map(items(old).map((item) => [item.key, item]));
  const after = new Map(items(now).map((item) => [item.key, item]));
  const oldGap = gapOf(sources, old);
  const newGap = gapOf(sources, now);
  const presence = (item: Item, kind: 'added' | 'removed', gap: string | undefined): Change => {
    const base = { section, what: item.what, ...(item.object && { object: item.object }) };
    if (gap !== undefined)
      return {
        ...base,
        kind: 'unclear',
        why: `${kind === 'added' ? 'before' : 'now'}, data is incomplete: ${gap}`,
        impact: 'neutral',
      };
    const change = impactOfPresence(section, kind, item.fields);
    const text = summarizeItem(item);
    return {
      ...base,
      ...(text !== '' && { [kind === 'added' ? 'after' : 'before']: text }),
      kind,
      why: change.why,
      impact: item.builtIn ? 'neutral' : change.impact,
    };
  };
  return [
    ...[...after.values()].flatMap((item) => {
      const earlier = before.get(item.key);
      return earlier ? fieldChanges(section, earlier, item) : [presence(item, 'added', oldGap)];
    }),
    ...[...before.values()].flatMap((item) =>
      after.has(item.key) ? [] : [presence(item, 'removed', newGap)],
    ),
  ];
}

/** `reach public, ports 443/tcp`. */
function summarizeItem({ summaryFields = [], fields }: Item): string {
  return summaryFields
    .flatMap((field) => {
      const value = fields[field];
      return value === undefined || value === NONE ? [] : [`${field} ${value}`];
    })
    .join('; ');
}

function fieldChanges(
  section: Exclude<ItemSection['section'], 'risks'>,
  earlier: Item,
  item: Item,
): Change[] {
  const names = new Set([...Object.keys(earlier.fields), ...Object.keys(item.fields)]);
  return [...names].flatMap((field): Change[] => {
    const before = earlier.fields[field];
    const after = item.fields[field];
    if (before === after) return [];
    const base = { section, what: item.what, ...(item.object && { object: item.object }), field };
    if (before === undefined || after === undefined)
      return [
        {
          ...base,
          kind: 'unclear',
          before: before ?? 'unknown',
          after: after ?? 'unknown',
          why: before === undefined ? 'unknown before' : 'unknown now',
          impact: 'neutral',
        },
      ];
    return [{ ...base, kind: 'changed', before, after, ...impactOfField(section, field, before, after) }];
  });
}

/** Why a list may be incomplete; undefined when it is complete. */
function gapOf(sources: readonly string[], result: Result): string | undefined {
  const gaps = uncollected(result, sources).map(
    ({ title, status, reason }) => `${title}: ${reason ?? status}`,
  );
  return gaps.length === 0 ? undefined : gaps.join(', ');
}

function coverageChanges(old: Result, now: Result): Change[] {
  const before = new Map(old.coverage.map((row) => [row.collector, row]));
  return now.coverage.flatMap(({ collector, title, status, reason }): Change[] => {
    const earlier = before.get(collector);
    if (!earlier || earlier.status === status) return [];
    const lost = earlier.status === 'ok';
    return [
      {
        section: 'coverage',
        kind: 'changed',
        what: title,
        before: earlier.status,
        after: status,
        why: lost
          ? `less data than before${reason ? `: ${reason}` : ''}`
          : 'more data than before, or other data',
        impact: 'neutral',
      },
    ];
  });
}

function sideOf(result: Result): DiffSide {
  const { cluster, takenAt, tool, namespace } = result;
  return {
    name: clusterNameOf(result),
    ...(cluster.uid !== undefined && { uid: cluster.uid }),
    takenAt,
    tool,
    ...(namespace !== undefined && { namespace }),
  };
}

const SOURCE = { live: 'a cluster', files: 'files' } as const;

function warningsOf(old: Result, now: Result): string[] {
  const [a, b] = [old.cluster.uid, now.cluster.uid];
  return [
    ...(a !== undefined && b !== undefined && a !== b
      ? ['OLD and NEW are different clusters (the UIDs of kube-system differ)']
      : []),
    ...(old.namespace !== now.namespace
      ? [
          `OLD and NEW have different scopes (namespaces): ${old.namespace ?? 'all'} and ${now.namespace ?? 'all'}`,
        ]
      : []),
    ...(old.source !== now.source
      ? [
          `OLD is from ${SOURCE[old.source]}, NEW from ${SOURCE[now.source]}: what only the cluster contains is unclear, and no change`,
        ]
      : []),
    // The time of files is that of their last change.
    ...(old.takenAt > now.takenAt && old.source === 'live' && now.source === 'live'
      ? ['OLD was collected after NEW']
      : []),
    ...(now.warnings ?? []),
    ...(old.tool !== now.tool
      ? [`OLD and NEW are from different versions (${old.tool}, ${now.tool}): checks may differ`]
      : []),
  ];
}
