import { labelOf } from '../../../model/selectors.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { StringMap } from '../../../snapshot/records/index.ts';
import { groupByEach } from '../../../shared/group.ts';
import type { MeshEdgeFacts } from './types.ts';

/** Finds workloads by the labels of their pods or templates, without comparing every selector with every workload. */
export function workloadFinder(workloads: readonly WorkloadFacts[]): MeshEdgeFacts['selected'] {
  const byLabel = groupByEach(workloads, (workload) =>
    labelsOf(workload).flatMap((labels) => Object.entries(labels).map(([key, value]) => `${key}=${value}`)),
  );
  const byNamespace = groupByEach(workloads, ({ namespace }) => [namespace]);
  const answers = new Map<string, readonly WorkloadFacts[]>();
  return (wanted, namespace) => {
    const pairs = Object.entries(wanted);
    const key = JSON.stringify([namespace, pairs]);
    const known = answers.get(key);
    if (known) return known;
    const candidates = [
      ...(namespace === undefined ? [] : [byNamespace.get(namespace) ?? []]),
      ...pairs.map(([name, value]) => byLabel.get(`${name}=${value}`) ?? []),
    ].sort((a, b) => a.length - b.length)[0];
    const found = (candidates ?? workloads).filter(
      (workload) =>
        (namespace === undefined || workload.namespace === namespace) &&
        labelsOf(workload).some((labels) => pairs.every(([name, value]) => labelOf(labels, name) === value)),
    );
    answers.set(key, found);
    return found;
  };
}

/** Labels of its pods, and of those that its controller will create. */
function labelsOf({ templates }: WorkloadFacts): StringMap[] {
  return templates.map(({ template }) => template.labels);
}
