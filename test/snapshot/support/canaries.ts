import { load } from 'js-yaml';
import type { Projected, Projector } from '../../../src/snapshot/index.ts';
import { recordShapes } from '../../../src/snapshot/records/index.ts';

/** A word that matches no pattern of a secret, and that is valid wherever Kubernetes requires a name. */
export const CANARY = 'canaryq7';

type Json = unknown;
type Steps = readonly (string | number)[];

/** One place of an object for a canary: its path, and the object with the canary. */
export interface Planted {
  at: string;
  object: () => Json;
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object with one place changed; the rest is shared. */
function changed(value: Json, steps: Steps, put: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return put;
  if (Array.isArray(value))
    return value.map((item: Json, i) => (i === step ? changed(item, rest, put) : item));
  const object = value as Record<string, Json>;
  return { ...object, [step]: changed(object[String(step)], rest, put) };
}

/** Fields that are a map with free keys: those that shapes of records declare, and those of objects. */
const MAPS = new Set([
  ...Object.values(recordShapes).flatMap(({ schema }) => mapsIn(schema)),
  ...'labels annotations matchLabels nodeSelector selector data stringData parameters binaryData'.split(' '),
]);

/** Properties of a JSON schema with `additionalProperties`. */
function mapsIn(schema: Json): string[] {
  if (Array.isArray(schema)) return schema.flatMap(mapsIn);
  if (!isObject(schema)) return [];
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const own = properties.flatMap(([name, value]) =>
    isObject(value) && isObject(value['additionalProperties']) ? [name] : [],
  );
  return [...own, ...Object.values(schema).flatMap(mapsIn)];
}

/** The place as text, the same for all elements of a list and all keys of a map. */
function placeOf(steps: Steps): string {
  return steps
    .map((step, i) => (typeof step === 'number' ? '[]' : MAPS.has(String(steps[i - 1])) ? '.*' : `.${step}`))
    .join('');
}

/**
 * A canary in every string of an object, as an additional element of every list, as an additional key of every map, and in the documents
 * inside of strings; except for places where `enough` returns true.
 */
export function* plant(whole: Json, enough: (at: string) => boolean = () => false): Generator<Planted> {
  for (const [steps, value] of places(whole, [])) {
    const at = placeOf(steps);
    if (enough(at)) continue;
    for (const put of variants(value, steps)) {
      yield { at, object: () => changed(whole, steps, put) };
      if (enough(at)) break;
    }
  }
}

function places(value: Json, steps: Steps, found: [Steps, Json][] = []): [Steps, Json][] {
  found.push([steps, value]);
  if (Array.isArray(value))
    for (const [i, item] of value.slice(0, 8).entries()) places(item, [...steps, i], found);
  else if (isObject(value)) for (const key of Object.keys(value)) places(value[key], [...steps, key], found);
  return found;
}

/** The type of the object, and the name that decides what is kept, are unchanged. */
const FIXED = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']);

function* variants(value: Json, steps: Steps): Generator {
  if (typeof value === 'string') {
    if (!FIXED.has(steps.join('.'))) yield CANARY;
    const flag = /^(-{0,2}[\w.-]+=)./.exec(value)?.[1];
    if (flag !== undefined) yield `${flag}${CANARY}`;
    yield* inDocument(value);
  } else if (Array.isArray(value)) {
    yield [...value, CANARY];
    yield [...value, { name: CANARY, value: CANARY }];
    yield [...value, { name: 'some-name', value: CANARY }];
  } else if (isObject(value) && steps.length > 0) {
    yield { ...value, [CANARY]: CANARY };
    yield { ...value, 'some-name': CANARY };
  }
}

function* inDocument(text: string): Generator<string> {
  if (!/[:{]/.test(text)) return;
  let parsed: Json;
  try {
    parsed = load(text);
  } catch {
    return;
  }
  if (typeof parsed !== 'object' || parsed === null) return;
  for (const { object } of plant(parsed)) yield JSON.stringify(object());
}

/** Places of canaries in a record: `pod.template.labels.*`, followed by `{}` if the key of a map is one. */
export function canariesIn(kind: string, record: unknown): string[] {
  const found = new Set<string>();
  if (!JSON.stringify(record).includes(CANARY)) return [];
  for (const [steps, value] of places(record, [])) {
    if (typeof value === 'string' && value.includes(CANARY))
      for (const place of kind === 'configMap' ? linesOf(steps, value) : [placeOf(steps)])
        found.add(`${kind}${place}`);
    const key = steps.at(-1);
    if (typeof key === 'string' && key.includes(CANARY)) found.add(`${kind}${placeOf(steps.slice(0, -1))}{}`);
  }
  return [...found];
}

/** The lines of a document that contain one. */
function linesOf([field, key]: Steps, text: string): string[] {
  const lines = text.split('\n').filter((line) => line.includes(CANARY));
  return lines.map((line) => `.${field}.${key} | ${line.trim()}`);
}

/** Places of canaries in the records of an object. */
export function reached(projector: Projector, object: Json): string[] {
  const projected = projector.project(object);
  return projected === undefined ? [] : inProjected(projected);
}

function inProjected({ kind, record, extra = [] }: Projected): string[] {
  const custom = kind === 'custom' ? `(${record.group}/${record.kind})` : '';
  return [...canariesIn(`${kind}${custom}`, record), ...extra.flatMap(inProjected)];
}
