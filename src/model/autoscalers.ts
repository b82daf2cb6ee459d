/** Autoscalers of controllers: the minimum and maximum number of replicas. */
import { autoscalerKinds } from '../data/autoscalers.ts';
import type { AutoscalerKind } from '../data/autoscalers.ts';
import type { CustomRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { groupBy } from '../shared/group.ts';
import type { BudgetFacts, WorkloadFacts } from './types.ts';

type Scale = BudgetFacts['scales'][number];

interface Autoscaler {
  record: CustomRecord;
  kind: AutoscalerKind;
}

/** The desired replicas of a controller: by its autoscaler, unless they were set to zero, or by its own number. */
export function scalesOf({ records, header }: Snapshot): (workload: WorkloadFacts) => Scale {
  const kinds = autoscalerKinds.filter(({ filesOnly }) => !filesOnly || header.source === 'files');
  const byName = new Map(kinds.map((kind) => [kind.of, kind]));
  const found = records.custom.flatMap((record): Autoscaler[] => {
    const kind = byName.get(`${record.group}/${record.kind}`);
    return kind ? [{ record, kind }] : [];
  });
  // An autoscaler with explicit numbers comes before one without, and the object that KEDA creates before its source.
  const order = (one: Autoscaler) => kinds.indexOf(one.kind);
  const byNamespace = groupBy(
    found.toSorted((a, b) => order(a) - order(b)),
    ({ record }) => record.namespace ?? 'default',
  );
  return (workload) => {
    const { replicas, namespace } = workload;
    const autoscaler = (byNamespace.get(namespace) ?? []).find((one) => scales(one, workload));
    const fixed = autoscaler && pausedReplicas(autoscaler);
    if (fixed !== undefined && fixed !== 'as they are') return { workload, replicas: fixed };
    if (!autoscaler || replicas === 0 || fixed)
      return { workload, ...(replicas !== undefined && { replicas }) };
    return {
      workload,
      ...boundsOf(autoscaler),
      autoscaler: `${autoscaler.record.kind} ${autoscaler.record.name}`,
    };
  };
}

function scales({ record, kind }: Autoscaler, workload: WorkloadFacts): boolean {
  const target = (record.spec[kind.target] ?? {}) as Readonly<Record<string, unknown>>;
  return (target['kind'] ?? kind.defaultKind) === workload.kind && target['name'] === workload.name;
}

/** The number of replicas at which an autoscaler is paused; undefined where it is active. */
function pausedReplicas({ record, kind }: Autoscaler): number | 'as they are' | undefined {
  if (!kind.paused) return undefined;
  const replicas = record.annotations[kind.paused.replicas] ?? '';
  if (/^\d{1,9}$/.test(replicas)) return Number(replicas);
  return record.annotations[kind.paused.switch] === 'true' ? 'as they are' : undefined;
}

/** With no replica there is no pod to evict: the relevant minimum is one. */
function boundsOf({ record: { spec }, kind: { bounds } }: Autoscaler): Pick<Scale, 'replicas' | 'most'> {
  if (!bounds) return {};
  const least = spec[bounds.least] ?? bounds.defaultLeast;
  const most = spec[bounds.most] ?? bounds.defaultMost;
  if (typeof least !== 'number') return {};
  return {
    replicas: Math.max(1, least),
    ...(typeof most === 'number' && { most: Math.max(1, least, most) }),
  };
}
