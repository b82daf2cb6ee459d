/** What rules can read: the lists of a snapshot by name, the cluster, and flags of the control plane. */
import { see, permission } from '../shared/requirement.ts';
import type { ComponentFacts } from '../model/types.ts';
import type { Known } from '../shared/evidence.ts';
import { ownersOf } from '../model/owners.ts';
import { unknown } from '../shared/evidence.ts';
import { isKnownImage } from '../snapshot/project/components.ts';
import type { ContainerRecord, PodTemplate, WorkloadRecord } from '../snapshot/records/index.ts';
import { NotCollected } from './cel/errors.ts';
import type { RuleParts } from './lists.ts';
import { LISTS } from './lists.ts';

export type CelObject = Readonly<Record<string, unknown>>;

/**
 * The ReplicaSets of a Deployment and the Jobs of a CronJob are that Deployment and that CronJob. What anything else owns, or an
 * owner that is not there, stands for itself: an owner is quickly written.
 */
function onTheirOwn(records: readonly WorkloadRecord[]): readonly WorkloadRecord[] {
  const owners = ownersOf(records, undefined);
  return records.filter((record) => {
    const owner = owners.ofController(record);
    return owner === 'self' || 'claim' in owner;
  });
}

/** A workload whose template its owner was to hold: that it is missing says nothing. */
function withTemplate({ copiedTemplate: _copy, ...record }: WorkloadRecord): object {
  if (record.template) return record;
  const { owner } = record;
  return {
    ...record,
    template: unknown(
      owner
        ? `it is defined by the owner, ${owner.kind} ${owner.name}, which was not collected`
        : 'not collected',
      see('collect the owner, too'),
    ),
  };
}

/** Templates that were converted: pods of one owner share theirs in memory, and go on sharing it. */
const templates = new WeakMap<object, unknown>();

/**
 * A value as CEL has it. Integers are `int`; JavaScript numbers would be `double`. What is missing stays missing, so that `has()`
 * tells; what could not be seen throws NotCollected when it is read.
 */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    if (one === undefined) continue;
    if (isKnown(one)) Object.defineProperty(object, name, { enumerable: true, get: requesting(name, one) });
    else if (name === 'template') object[name] = shared(one as object);
    else if (name === '__proto__')
      Object.defineProperty(object, name, { enumerable: true, value: toCel(one) });
    else object[name] = toCel(one);
  }
  return object;
}

function shared(template: object): unknown {
  const known = templates.get(template) ?? templateToCel(template as PodTemplate);
  templates.set(template, known);
  return known;
}

function templateToCel({ containers, ...rest }: PodTemplate): unknown {
  return { ...(toCel(rest) as object), containers: containers.map(containerToCel) };
}

const UNKEPT = 'command lines of unknown components are not collected: they may contain secrets';

/**
 * Command lines are collected of known components only, and of their environment a few variables: of the others, that there is
 * nothing says nothing. Shapes have no `env`.
 */
function containerToCel({ env, ...container }: ContainerRecord): unknown {
  const { command, args, image } = container;
  const kept = command !== undefined || args !== undefined || env !== undefined || isKnownImage(image);
  const hidden = unknown(UNKEPT, see('check the manifest'));
  return toCel(kept ? container : { ...container, command: hidden, args: hidden });
}

function isKnown(value: unknown): value is Known<unknown> {
  return typeof value === 'object' && value !== null && 'known' in value && typeof value.known === 'boolean';
}

function requesting(name: string, known: Known<unknown>): () => unknown {
  return () => {
    if (!known.known) throw new NotCollected(`${name}: ${known.reason}`, known.requires);
    return toCel(known.value);
  };
}

/** Lists of a snapshot, converted once for all rules: they ask for the same ones. */
const converted = new WeakMap<object, Map<string, readonly CelObject[]>>();

/** The model as one run of a rule sees it. Pure; lists are converted when they are first asked for. */
export class RuleModel {
  private readonly lists: Map<string, readonly CelObject[]>;
  private readonly parts: RuleParts;

  constructor(parts: RuleParts) {
    this.parts = parts;
    this.lists = converted.get(parts.records) ?? new Map<string, readonly CelObject[]>();
    converted.set(parts.records, this.lists);
  }

  /** Objects of a list, in a stable order; empty for a list that is not in LISTS. */
  list(name: string): readonly CelObject[] {
    const known = this.lists.get(name);
    if (known) return known;
    const { record, made } = LISTS[name] ?? {};
    const all: readonly object[] = made ? made.from(this.parts) : record ? this.parts.records[record] : [];
    const objects = (
      name === 'workloads' ? onTheirOwn(all as readonly WorkloadRecord[]).map(withTemplate) : all
    ).map(toCel) as CelObject[];
    this.lists.set(name, objects);
    return objects;
  }

  /** `version`, `minor`, `distribution`, `provider`, `managed`: what is not known throws NotCollected when it is read. */
  cluster(): CelObject {
    const { version, minor, distribution, provider, managed } = this.parts.cluster;
    const name = distribution.known ? { ...distribution, value: distribution.value.name } : distribution;
    return toCel({ version, minor, distribution: name, provider, managed }) as CelObject;
  }

  /** Does the cluster serve this API group? Where nobody told which ones it serves, it may. */
  mayServe(group: string): boolean {
    const { groups } = this.parts.extensions;
    return groups.size === 0 || groups.has(group);
  }

  /**
   * Values of a flag on the instances of a component, each once; empty when it is not given. Throws NotCollected when an instance
   * was not seen, and an error for a component that there is not.
   */
  flag(component: string, name: string): string[] {
    const answer = this.component(component).flag(name);
    if (!answer.known) throw new NotCollected(`--${name} of ${component}: ${answer.reason}`, answer.requires);
    if (answer.uncollected > 0)
      throw new NotCollected(`--${name} of ${component}: not every instance was observed`, [
        permission({ verb: 'get', resource: 'pods', namespace: 'kube-system' }),
      ]);
    return [
      ...new Set(
        answer.observations
          .filter(({ evidence }) => evidence.confidence !== 'default')
          .map(({ value }) => value),
      ),
    ].sort();
  }

  private component(name: string): ComponentFacts {
    const { apiServer, etcd, controllerManager, scheduler } = this.parts.controlPlane;
    const all: readonly ComponentFacts[] = [apiServer, etcd, controllerManager, scheduler];
    const found = all.find((one) => one.name === name);
    if (!found) throw new Error(`unknown component ${JSON.stringify(name)}`);
    return found;
  }
}
