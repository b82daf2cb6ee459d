/** What objects lie in beside lists, and what they say of themselves without their kind. */
import { isObject, metaOf, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';

/** Kinds that carry objects: OpenShift's templates, and what replaced them in some tools. */
export const WRAPPED: ReadonlySet<string> = new Set(['Template']);
const EVENTS: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

export function isWatchEvent(value: Raw): boolean {
  return EVENTS.has(value['type']) && isObject(value['object']) && value['kind'] === undefined;
}

/** Was it once in a cluster? What somebody writes has no uid, and no status with anything in it. */
export function wasLive(raw: Raw): boolean {
  return obj(raw['metadata'])['uid'] !== undefined || Object.keys(obj(raw['status'])).length > 0;
}

/** What a watch tells of an object that is gone, or of none. */
export function isGone(event: Raw): boolean {
  return event['type'] === 'DELETED' || event['type'] === 'BOOKMARK';
}

/** Objects in the fields of another one, alone or in arrays, that say what they are. */
export function carriedBy(raw: Raw): Raw[] {
  return Object.values(raw)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(
      (one): one is Raw =>
        isObject(one) && typeof one['kind'] === 'string' && typeof one['apiVersion'] === 'string',
    );
}

/** Has it containers where pods and their templates have them? */
function makesPods(raw: Raw): boolean {
  const spec = obj(raw['spec']);
  const nested = [spec, obj(obj(raw['template'])['spec']), obj(obj(spec['template'])['spec'])];
  const job = obj(obj(obj(spec['jobTemplate'])['spec'])['template']);
  return [...nested, obj(job['spec'])].some(
    ({ containers }) => Array.isArray(containers) && containers.length > 0,
  );
}

/** Has it containers anywhere: of a job in it (KEDA), of several jobs (JobSet), of steps (Argo)? */
function holdsContainers(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => holdsContainers(item, depth + 1));
  return Object.entries(value).some(
    ([name, inner]) =>
      (name === 'container' && hasImage(inner)) ||
      (name === 'containers' && Array.isArray(inner) && inner.some(hasImage)) ||
      holdsContainers(inner, depth + 1),
  );
}

function hasImage(value: unknown): boolean {
  return isObject(value) && typeof value['image'] === 'string';
}

const MAX_DEPTH = 12;

/** What makes pods and is of no kind that is read. */
export interface Unevaluated {
  /** By kind, how many there were. */
  kinds: Map<string, number>;
  /** `Rollout shop/web`, as owner references name them. */
  objects: Set<string>;
}

/** Counts what makes pods and is of no kind that is read; false for what makes none. */
export function countUnevaluated({ kinds, objects }: Unevaluated, raw: Raw, kind?: string): boolean {
  if (!makesPods(raw) && !(kind !== undefined && holdsContainers(raw['spec']))) return false;
  const shown = kind ?? 'without a kind';
  if (kinds.has(shown) || kinds.size < MAX_KINDS) kinds.set(shown, (kinds.get(shown) ?? 0) + 1);
  const { name = '', namespace = 'default' } = metaOf(raw) ?? {};
  if (objects.size < MAX_OBJECTS) objects.add(`${shown} ${namespace}/${name}`);
  return true;
}

const MAX_OBJECTS = 10_000;
/** Kinds are the names of strangers. */
const MAX_KINDS = 100;
