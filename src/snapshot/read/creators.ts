/** What further objects come of, beside those that were given: input of Kustomize and Helm, and objects whose controllers create others. */
import { installers } from '../../data/installers.ts';
import { arr, isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { splitVersion } from '../project/projector.ts';
import { countUnevaluated } from './found.ts';
import type { Found, Left } from './found.ts';
import { wasLive } from './wrappings.ts';

const INSTALLERS: ReadonlySet<string> = new Set(installers);

/** Why files for Kustomize, Helm and Helmfile are left out: the cluster gets what these programs make of them. */
export const TO_RENDER: Left = {
  reason: 'sources of Kustomize and Helm (`kubectl kustomize` and `helm template` render them)',
  mayHold: true,
};

/** Kustomize reads files of these names without a kind (api/konfig, RecognizedKustomizationFileNames). */
const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/**
 * Is a document input of Kustomize (also its transformers, `apiVersion: builtin`), of Helmfile, or the part of a chart that names others
 * (Chart.yaml, requirements.yaml)?
 */
export function isToRender(raw: Raw, file: string): boolean {
  const { apiVersion, kind } = raw;
  if (kind !== undefined && typeof apiVersion === 'string')
    return apiVersion === 'builtin' || splitVersion(apiVersion).group === 'kustomize.config.k8s.io';
  return (
    KUSTOMIZATION.test(file) ||
    arr(raw['releases']).some((release) => typeof obj(release)['chart'] === 'string') ||
    arr(raw['dependencies']).some((chart) => typeof obj(chart)['repository'] === 'string')
  );
}

/** The manifests, as texts, of a release as `helm install --dry-run -o json` and `helm status -o json` print it; hooks have their own. */
export function releasedBy(raw: Raw): string[] {
  if (!isObject(raw['info']) || typeof raw['manifest'] !== 'string') return [];
  return [raw, ...arr(raw['hooks']).map(obj)].flatMap(({ manifest }) =>
    typeof manifest === 'string' ? manifest : [],
  );
}

/** Fields with containers: lists, and one alone as Argo Workflows and Tekton have it. */
const CONTAINERS = new Set(['containers', 'steps', 'container', 'script']);
/** A template of a template of a list: nobody's is deeper. */
const MAX_DEPTH = 16;

/**
 * Has it containers anywhere that pods could be made of? A policy describes the pods of others. What a pod and a PodTemplate have at their top
 * counts without an image, too.
 */
export function makesPods(kind: string, raw: Raw): boolean {
  if (kind.endsWith('Policy')) return false;
  const { spec, template } = raw;
  return arr(obj(spec)['containers']).length > 0 || runsIn({ spec, template }, 0);
}

function runsIn(value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((item) => runsIn(item, depth + 1));
  return (
    isObject(value) &&
    Object.entries(value).some(
      ([key, inner]) => (CONTAINERS.has(key) && hasImage(inner)) || runsIn(inner, depth + 1),
    )
  );
}

function hasImage(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).some((one) => typeof obj(one)['image'] === 'string');
}

/** An object of a kind that is not Kubernetes' own. */
interface Foreign {
  apiVersion: string;
  kind: string;
  raw: Raw;
  /** Something of this kind is kept. */
  isRead: boolean;
}

/**
 * Notes in `found` what further objects come of this one. What a controller made of an object of a cluster is among the cluster's; what it will make
 * of a manifest is not given.
 */
export function noteForeign(found: Found, file: string, { apiVersion, kind, raw, isRead }: Foreign): void {
  if (isToRender(raw, file)) return found.unused.add(file, TO_RENDER);
  const { group } = splitVersion(apiVersion);
  const installs = INSTALLERS.has(`${group}/${kind}`) || INSTALLERS.has(`${group}/*`);
  const runs = !isRead && makesPods(kind, raw);
  if (runs) countUnevaluated(found, kind, raw);
  if ((runs || installs) && !wasLive(raw)) found.creator ??= kind;
}
