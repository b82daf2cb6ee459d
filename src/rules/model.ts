/** Data available to rules: the lists of a snapshot by name, the cluster, and flags of the control plane. */
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
 * Without the ReplicaSets of a Deployment and the Jobs of a CronJob. Workloads with any other owner, or with one that does not exist, are
 * kept: ownerReferences can contain any name.
 */
function onTheirOwn(records: readonly WorkloadRecord[]): readonly WorkloadRecord[] {
  const owners = ownersOf(records, undefined);
  return records.filter((record) => {
    const owner = owners.ofController(record);
    return owner === 'self' || 'claim' in owner;
  });
}

/** A workload with a template, which is unknown if it was to be copied from the owner. */
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

/** Converted templates: pods of one owner share theirs in memory, also after conversion. */
const templates = new WeakMap<object, unknown>();

/**
 * A value in CEL's types. Integers are `int`; JavaScript numbers would be `double`. Absent fields stay absent, for `has()`; reading a field
 * that was not collected throws NotCollected.
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
 * Command lines are collected for known components only, with a few environment variables: for other containers, their absence is no
 * evidence. Shapes have no `env`.
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

/** Lists of a snapshot, converted once for all rules. */
const converted = new WeakMap<object, Map<string, readonly CelObject[]>>();

/** The model for one run of a rule. Pure; lists are converted at the first access. */
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

  /** `version`, `minor`, `distribution`, `provider`, `managed`: reading an unknown value throws NotCollected. */
  cluster(): CelObject {
    const { version, minor, distribution, provider, managed } = this.parts.cluster;
    const name = distribution.known ? { ...distribution, value: distribution.value.name } : distribution;
    return toCel({ version, minor, distribution: name, provider, managed }) as CelObject;
  }

  /** Whether the cluster may serve this API group; true if the served groups are unknown. */
  mayServe(group: string): boolean {
    const { groups } = this.parts.extensions;
    return groups.size === 0 || groups.has(group);
  }

  /**
   * Values of a flag on the instances of a component, without duplicates; empty when it is not set. Throws NotCollected when an instance
   * was not observed, and an error for an unknown component.
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
