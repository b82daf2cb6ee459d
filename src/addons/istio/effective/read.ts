/**
 * Istio's policies from records of any origin. An API server validates them against their schema; files can hold anything. A policy that the
 * schema would reject has a `problem`, because nobody knows what its author meant to apply.
 */
import type { CustomRecord, StringMap } from '../../../snapshot/records/index.ts';
import { unknown } from '../../../shared/evidence.ts';
import { command } from '../../../shared/requirement.ts';
import type { PolicyFacts, TargetRef } from './types.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Problems of one policy, the first is reported. */
export class Reader {
  problem: string | undefined;

  constructor(record: CustomRecord) {
    const first = record.malformed?.[0];
    if (first !== undefined)
      // Files of earlier versions have the path alone.
      this.problem = first.includes(' ') ? first : `${first} has an invalid type`;
  }

  reject(problem: string): void {
    this.problem ??= problem;
  }

  object(value: unknown, path: string): Raw {
    if (value === undefined || value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value as Raw;
    this.reject(`${path} is not an object`);
    return {};
  }

  objects(value: unknown, path: string): Raw[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item) => this.object(item, path));
    this.reject(`${path} is not a list`);
    return [];
  }

  text(value: unknown, path: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    this.reject(`${path} is not a string`);
    return undefined;
  }

  texts(value: unknown, path: string): string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.reject(`${path} is not a list`);
      return [];
    }
    return value.flatMap((item) => this.text(item, path) ?? []);
  }

  flag(value: unknown, path: string): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    this.reject(`${path} is not a boolean`);
    return undefined;
  }

  number(value: unknown, path: string): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number') return value;
    this.reject(`${path} is not a number`);
    return undefined;
  }

  oneOf<T extends string>(value: unknown, allowed: readonly T[], path: string): T | undefined {
    if (value === undefined || value === null) return undefined;
    const found = allowed.find((one) => one === value);
    if (found === undefined) this.reject(`${path} has the unknown value ${JSON.stringify(value)}`);
    return found;
  }

  labels(value: unknown, path: string): StringMap {
    const entries = Object.entries(this.object(value, path)).flatMap(([key, label]): [string, string][] => {
      const text = this.text(label, `${path}.${key}`);
      return text === undefined ? [] : [[key, text]];
    });
    return Object.fromEntries(entries);
  }
}

/** Why the effect of a policy is unknown; undefined for a valid one. */
export function invalid({
  record: { kind },
  namespace,
  name,
  problem,
}: Pick<PolicyFacts, 'record' | 'namespace' | 'name' | 'problem'>) {
  return problem === undefined
    ? undefined
    : unknown(
        `${kind} ${namespace}/${name} is invalid, its effect is unknown: ${problem}`,
        command(`kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml`),
      );
}

/** The fields by which every policy says where it applies. */
export function scopeOf(record: CustomRecord, reader: Reader) {
  const { spec, namespace = 'default', name } = record;
  const selector = spec['selector'];
  const refs = reader.objects(spec['targetRefs'], 'spec.targetRefs');
  const legacy = spec['targetRef'];
  const targetRefs = (
    refs.length > 0 || legacy === undefined ? refs : [reader.object(legacy, 'spec.targetRef')]
  ).map((ref) => targetRef(ref, reader));
  return {
    record,
    namespace,
    name,
    ...(selector !== undefined && {
      selector: reader.labels(
        reader.object(selector, 'spec.selector')['matchLabels'],
        'spec.selector.matchLabels',
      ),
    }),
    targetRefs,
  };
}

function targetRef(ref: Raw, reader: Reader): TargetRef {
  const namespace = reader.text(ref['namespace'], 'targetRef.namespace');
  return {
    group: reader.text(ref['group'], 'targetRef.group') ?? '',
    kind: reader.text(ref['kind'], 'targetRef.kind') ?? '',
    name: reader.text(ref['name'], 'targetRef.name') ?? '',
    ...(namespace !== undefined && namespace !== '' && { namespace }),
  };
}

/** Order in which istiod lists objects: by creation, then name, then namespace (istio pkg/config/model.go, sortConfigByCreationTime). */
export function byCreation(a: CustomRecord, b: CustomRecord): number {
  return (
    order(a.created ?? '', b.created ?? '') ||
    order(a.name, b.name) ||
    order(a.namespace ?? '', b.namespace ?? '')
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
