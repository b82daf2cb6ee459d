import { holdAll, labelOf } from '../model/selectors.ts';
import type { ClusterModel } from '../model/parts.ts';
import { recounted } from '../result/waivers/apply.ts';
import { objectKey, placeOf } from '../result/object.ts';
import type { ObjectRef, Result, Verdict } from '../result/types.ts';
import type { LabelsOf } from '../result/waivers/apply.ts';
import { ArchmapError } from '../shared/errors.ts';
import { once } from '../shared/once.ts';
import { plural } from '../shared/text.ts';
import { readSelector } from './label-selector.ts';

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

/** A result limited to labels. */
export interface Labeled {
  /** With the verdicts about selected objects only. */
  shown: Result;
  /** For the gate: without the risks of other objects, with every other verdict, as data about the cluster may concern the objects. */
  gated: Result;
}

/**
 * Limits a result to the objects of a label selector. An object has its own labels, a workload also those of its pods, and both those of
 * their namespace; `!key` and `notin` are about its own. Verdicts about the whole
 * cluster belong to no selector and are left out, which a warning reports. Throws `usage` when no namespace, workload or node matches: a
 * typing error must not let a gate pass.
 */
export function limitToLabels(result: Result, text: string, model: ClusterModel): Labeled {
  const requirements = readSelector(text);
  const labelsOf = labelsIn(model);
  const controllers = once(
    () =>
      new Map(
        model.workloads.flatMap(({ kind, namespace, name, labels }): [string, Labels][] =>
          labels ? [[objectKey({ kind, namespace, name }), labels]] : [],
        ),
      ),
  );
  const selects = (object: ObjectRef): boolean => {
    const place = placeOf(object);
    const ofNamespace = place === undefined ? undefined : labelsOf({ kind: 'Namespace', name: place });
    const own = [controllers().get(objectKey(object)), labelsOf(object)].filter(
      (labels) => labels !== undefined,
    );
    const all = ofNamespace ? [...own, ofNamespace] : own;
    // Labels of one author never take away an object that another one's labels select: the gate would pass.
    return (
      all.length > 0 &&
      requirements.every((requirement) =>
        (isNegative(requirement) && own.length > 0 ? own : all).some(
          (labels) => holdAll([requirement], (key) => labelOf(labels, key)) === 'yes',
        ),
      )
    );
  };
  if (!objectsOf(model).some(selects))
    throw new ArchmapError(
      'usage',
      `no namespace, workload or node has labels that match "${text}"`,
      `list them with: kubectl get namespaces,deployments,nodes -A -l '${text}'`,
    );
  const isSelected = ({ object }: Verdict) => object !== undefined && selects(object);
  const verdicts = result.verdicts.filter(isSelected);
  const whole = result.verdicts.filter(({ object }) => object === undefined).length;
  const others = result.verdicts.length - verdicts.length - whole;
  const warning = `-l ${text}: ${plural(whole, 'result')} about the whole cluster and ${plural(others, 'result')} about other objects left out`;
  return {
    shown: withVerdicts({ ...result, warnings: [...(result.warnings ?? []), warning] }, verdicts),
    gated: {
      ...result,
      verdicts: result.verdicts.filter((verdict) => verdict.verdict !== 'fail' || isSelected(verdict)),
    },
  };
}

/** `team DoesNotExist`, `team NotIn a,b`. */
function isNegative(requirement: string): boolean {
  return / (?:DoesNotExist$|NotIn )/.test(requirement);
}

function objectsOf(model: ClusterModel): ObjectRef[] {
  return [
    ...model.namespaces.map(({ name }) => ({ kind: 'Namespace', name })),
    ...model.workloads.map(({ kind, namespace, name }) => ({ kind, namespace, name })),
    ...model.nodes.map(({ name }) => ({ kind: 'Node', name })),
  ];
}

function withVerdicts(result: Result, verdicts: readonly Verdict[]): Result {
  const counted = { fail: 0, pass: 0, unknown: 0, 'not-applicable': 0, error: 0 };
  for (const { verdict } of verdicts) counted[verdict]++;
  return { ...result, verdicts, summary: { ...recounted(result, verdicts), verdicts: counted } };
}
