import type { PodRecord, StringMap } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { PodFacts, ServiceFacts } from './types.ts';

/**
 * Services with the pods that their selectors pick. Pods are looked up by their rarest label of the selector first, so
 * that a namespace with many Services and many pods is not compared pair by pair.
 */
export function buildServices(snapshot: Snapshot, pods: PodFacts): ServiceFacts[] {
  const indexes = new Map<string, LabelIndex>();
  return sorted(snapshot.records.service).map((record) => {
    if (!record.selector || Object.keys(record.selector).length === 0) return { record, pods: [] };
    const index = indexes.get(record.namespace) ?? indexPods(pods.byNamespace.get(record.namespace) ?? []);
    indexes.set(record.namespace, index);
    return { record, pods: select(index, record.selector) };
  });
}

type LabelIndex = ReadonlyMap<string, readonly PodRecord[]>;

function indexPods(pods: readonly PodRecord[]): LabelIndex {
  const index = new Map<string, PodRecord[]>();
  for (const pod of pods) {
    for (const [key, value] of Object.entries(pod.template.labels)) {
      const label = `${key}=${value}`;
      const list = index.get(label);
      if (list) list.push(pod);
      else index.set(label, [pod]);
    }
  }
  return index;
}

function select(index: LabelIndex, selector: StringMap): readonly PodRecord[] {
  const wanted = Object.entries(selector);
  const candidates =
    wanted.map(([key, value]) => index.get(`${key}=${value}`) ?? []).sort((a, b) => a.length - b.length)[0] ??
    [];
  return candidates.filter((pod) => wanted.every(([key, value]) => pod.template.labels[key] === value));
}
