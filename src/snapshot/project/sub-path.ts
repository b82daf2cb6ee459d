/** The directory of a volume that a container mounts: `subPath`, or `subPathExpr` with the variables of the container expanded. */
import type { V1Container, V1VolumeMount } from '@kubernetes/client-node';
import { MASK } from '../redact/mask.ts';
import { redactValue } from '../redact.ts';
import { arr, isLongPath, isObject, obj, pathText, put } from './raw.ts';
import type { Fields } from './untrusted.ts';

export interface SubPath {
  subPath?: string;
  /** It contains variables with unknown values; they stay `$(NAME)`. */
  subPathVaries?: true;
}

/** The API server accepts only one of them. */
export function subPathOf(mount: Fields<V1VolumeMount>, container: Fields<V1Container>): SubPath {
  const result: SubPath = {};
  const { text, varies } = filled(mount, container);
  put(result, 'subPath', pathText(text));
  if (varies) result.subPathVaries = true;
  return result;
}

/** Whether it is longer than the kept part. */
export function isLongSubPath(mount: Fields<V1VolumeMount>, container: Fields<V1Container>): boolean {
  return isLongPath(mount.subPath) || isLongPath(filled(mount, container).text);
}

function filled(
  mount: Fields<V1VolumeMount>,
  container: Fields<V1Container>,
): { text: unknown; varies: boolean } {
  const expression = mount.subPathExpr;
  if (typeof expression !== 'string' || expression === '') return { text: mount.subPath, varies: false };
  const known = variablesOf(container);
  let varies = false;
  const text = expand(expression, (name) => {
    const value = known.get(name);
    if (value === undefined) varies = true;
    return value;
  });
  return { text, varies };
}

/** Variables with literal values in the container; possible secrets are omitted. Later ones may refer to earlier ones. */
function variablesOf(container: Fields<V1Container>): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const elsewhere = arr(container.envFrom).length > 0;
  for (const item of arr(container.env)) {
    const { name, value = '', valueFrom } = obj(item);
    if (typeof name !== 'string') continue;
    let open = isObject(valueFrom) || typeof value !== 'string' || redactValue(name, value) === MASK;
    const text = open
      ? undefined
      : expand(String(value), (other) => {
          const known = found.get(other);
          open ||= known === undefined && (found.has(other) || elsewhere);
          return known;
        });
    found.set(name, open ? undefined : text);
  }
  return found;
}

/** As in the kubelet: `$$` is a dollar sign, and a variable without a value stays unexpanded. */
function expand(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (valueOf(name) ?? whole),
  );
}
