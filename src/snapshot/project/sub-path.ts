/** The directory of a volume that a container mounts: `subPath`, or `subPathExpr` with the variables of the container filled in. */
import type { V1Container, V1VolumeMount } from '@kubernetes/client-node';
import { MASK } from '../redact/mask.ts';
import { redactValue } from '../redact.ts';
import { arr, isLongPath, isObject, obj, pathText, put } from './raw.ts';
import type { Fields } from './untrusted.ts';

export interface SubPath {
  subPath?: string;
  /** It has variables in it whose values do not show; they stay `$(NAME)`. */
  subPathVaries?: true;
}

/** The API server takes one of both. */
export function subPathOf(mount: Fields<V1VolumeMount>, container: Fields<V1Container>): SubPath {
  const result: SubPath = {};
  const { text, varies } = filled(mount, container);
  put(result, 'subPath', pathText(text));
  if (varies) result.subPathVaries = true;
  return result;
}

/** Whether it is longer than what is kept of it. */
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

/** Those whose values stand in the container itself; what may be a secret stays out. Later ones may be made of earlier ones. */
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

/** As the kubelet does: `$$` is a dollar sign, and what has no value stays as it is written. */
function expand(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (valueOf(name) ?? whole),
  );
}
