/** The pod templates of a workload, each once. */
import type {
  CustomRecord,
  PodRecord,
  PodTemplate,
  StringMap,
  WorkloadRecord,
} from '../snapshot/records/index.ts';
import type { TemplateFacts, WorkloadFacts } from './types.ts';

/** Node selectors that RuntimeClasses add to the pods that name them. */
export interface RuntimeClasses {
  /** `scheduling.nodeSelector` by name of the class; the API server writes it into pods. */
  selectors: ReadonlyMap<string, StringMap>;
  /** There is no other class, or the source contains no more than it has. */
  allSeen: boolean;
}

/**
 * Those of the controllers first, then those of pods. Equal templates of one owner are one object in a snapshot: different objects are
 * different templates.
 */
export function templatesOf(
  controllers: readonly WorkloadRecord[],
  pods: readonly PodRecord[],
  classes: RuntimeClasses,
): TemplateFacts[] {
  const found = new Map<PodTemplate, { ofController: boolean; pods: PodRecord[] }>();
  for (const record of controllers) {
    const template = ownTemplate(record);
    if (template) found.set(template, { ofController: true, pods: [] });
  }
  let last: { template: PodTemplate; pods: PodRecord[] } | undefined;
  for (const pod of pods) {
    const { template } = pod;
    if (last?.template !== template) {
      const known = found.get(template) ?? { ofController: false, pods: [] };
      found.set(template, known);
      last = { template, pods: known.pods };
    }
    last.pods.push(pod);
  }
  return [...found].map(([template, who]) => {
    const { nodeSelector = {}, runtimeClass } = template;
    if (who.pods.length > 0 || runtimeClass === undefined) return { template, ...who, nodeSelector };
    const added = classes.selectors.get(runtimeClass);
    if (added) return { template, ...who, nodeSelector: { ...nodeSelector, ...added } };
    return { template, ...who, nodeSelector, ...(!classes.allSeen && { classUncollected: true }) };
  });
}

/**
 * Whether every pod was created from the controller's current template. By the controller's own count, and by containers: each of the
 * template is in each pod. The template of a Job never changes. `allSeen`: the lists of pods and controllers of the namespace are
 * complete, or the source contains no more than it has.
 */
export function updatedPods(
  record: WorkloadRecord | undefined,
  templates: readonly TemplateFacts[],
  pods: readonly PodRecord[],
  allSeen: boolean,
): WorkloadFacts['updated'] {
  const template = record && ownTemplate(record);
  if (!template) return 'unknown';
  const living = pods.reduce((count, { deleting }) => (deleting === true ? count : count + 1), 0);
  const counted = record.kind === 'Job' ? living : record.updatedReplicas;
  if (!allSeen && (record.kind === 'Job' || (counted !== undefined && counted > living))) return 'unseen';
  if (living === 0 || counted !== living) return 'unknown';
  const wanted = template.containers.map(({ name }) => name);
  const complete = templates
    .filter((facts) => facts.pods.length > 0)
    .every((facts) => {
      const names = new Set(facts.template.containers.map(({ name }) => name));
      return wanted.every((name) => names.has(name));
    });
  return complete ? 'all' : 'unknown';
}

function ownTemplate({ template, copiedTemplate }: WorkloadRecord): PodTemplate | undefined {
  return template ?? copiedTemplate;
}

export function runtimeClasses(custom: readonly CustomRecord[], allSeen: boolean): RuntimeClasses {
  const classes = custom.filter(({ group, kind }) => group === 'node.k8s.io' && kind === 'RuntimeClass');
  const selectors = classes.map(({ name, spec: { scheduling } }): [string, StringMap] => {
    const selector = isObject(scheduling) ? scheduling['nodeSelector'] : undefined;
    const labels = Object.entries(isObject(selector) ? selector : {});
    const texts = labels.filter((label): label is [string, string] => typeof label[1] === 'string');
    return [name, Object.fromEntries(texts)];
  });
  return { selectors: new Map(selectors), allSeen };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
