import type { Result, WorkloadRow } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { screenWidth } from './options.ts';
import { some, wrap } from './text.ts';

/** Kinds in the order of kubectl's categories; others follow, by name. */
const ORDER = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'StaticPod', 'Pod'];
const MANY: Readonly<Record<string, string>> = { StaticPod: 'static Pod' };
const MAX_NOT_READY = 3;

/** The number of workloads by kind, and those that are not ready; none without workloads. */
export function workloadLines({ workloads }: Result, options: ReportOptions): string[] {
  if (workloads.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { kind } of workloads) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const rank = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  const kinds = [...counts].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const notReady = workloads.filter(isBehind);
  const names = notReady.map(
    ({ namespace, name, ready, replicas }) => `${namespace}/${name} (${ready ?? 0}/${replicas ?? 0})`,
  );
  return [
    kinds.map(([kind, count]) => plural(count, MANY[kind] ?? kind)).join(', '),
    ...(names.length > 0 ? [`not ready: ${some(names, MAX_NOT_READY)}`] : []),
  ].flatMap((line) => wrap(printable(line), screenWidth(options) - 2, '  '));
}

/** Fewer Pods are ready than wanted. Pods of Jobs end and are never all ready. */
function isBehind({ kind, ready, replicas }: WorkloadRow): boolean {
  return kind !== 'Job' && ready !== undefined && replicas !== undefined && ready < replicas;
}

/** Namespaces that workloads of files name and that the files do not contain. */
export function namespacesOfWorkloads({ namespaces, workloads }: Result): string[] {
  const listed = new Set(namespaces.map(({ name }) => name));
  return [...new Set(workloads.map(({ namespace }) => namespace))].filter((name) => !listed.has(name)).sort();
}
