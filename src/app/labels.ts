import type { ClusterModel } from '../model/parts.ts';
import { objectKey } from '../result/object.ts';
import type { ObjectRef } from '../result/types.ts';
import type { LabelsOf } from '../result/waivers/apply.ts';
import { once } from '../shared/once.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Labels of nodes, namespaces, Services, pods and workloads (of a workload, those of its pods). Built at the first lookup. undefined for
 * other objects and for objects that were not collected.
 */
export function labelsIn(model: ClusterModel): LabelsOf {
  const index = once(() => {
    const entries: [ObjectRef, Labels][] = [
      ...model.nodes.map(({ name, record }): [ObjectRef, Labels] => [{ kind: 'Node', name }, record.labels]),
      ...model.namespaces.map(({ name, record }): [ObjectRef, Labels] => [
        { kind: 'Namespace', name },
        record.labels,
      ]),
      ...model.services.map(({ record }): [ObjectRef, Labels] => [
        { kind: 'Service', namespace: record.namespace, name: record.name },
        record.labels,
      ]),
      ...model.pods.all.map(({ namespace, name, template }): [ObjectRef, Labels] => [
        { kind: 'Pod', namespace, name },
        template.labels,
      ]),
      ...model.workloads.map(({ kind, namespace, name, template }): [ObjectRef, Labels] => [
        { kind, namespace, name },
        template.labels,
      ]),
    ];
    return new Map(entries.map(([object, labels]) => [objectKey(object), labels]));
  });
  return (object) => index().get(objectKey(object));
}
