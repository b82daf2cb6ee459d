/** Adds to every verdict over manifests where its object is declared, so that a pipeline annotates the line of a change. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { cleanPath } from '../shared/path.ts';
import type { DeclaredPlace, Result, Verdict } from '../result/types.ts';
import { placeKey } from '../snapshot/read/places.ts';
import type { ObjectPlace, ObjectPlaces } from '../snapshot/read/places.ts';
import { fieldLines } from './field-lines.ts';

export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  directory: string;
}

/** Variables of pipelines that name the folder of the checked-out repository. */
const REPOSITORIES = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'] as const;

/**
 * The same result with `declaredIn`: the place of the object; for a verdict about several objects, that of the first evidence that is an
 * object of the files; for a namespace without a manifest, that of its first object. Verdicts without any of these have none. The line is
 * that of the field in the evidence of a risk where it occurs once in the object, else the first line of the object.
 */
export async function withPlaces(
  result: Result,
  places: ObjectPlaces,
  surroundings: Surroundings,
): Promise<Result> {
  const find = finder(places);
  const found = result.verdicts.map((verdict) => ({ verdict, at: find(verdict) }));
  const lines = await fieldLines(
    found.flatMap(({ verdict, at }) => (at && verdict.verdict === 'fail' ? [{ verdict, at }] : [])),
    surroundings.directory,
  );
  const verdicts = found.map(({ verdict, at }): Verdict => {
    if (at === undefined) return verdict;
    const line = lines.get(verdict) ?? at.line;
    return { ...verdict, declaredIn: declared({ ...at, line }, surroundings) };
  });
  return { ...result, verdicts };
}

function declared(
  { file, document, line, template }: ObjectPlace,
  surroundings: Surroundings,
): DeclaredPlace {
  return {
    file: file === '-' ? file : displayed(file, surroundings),
    document,
    line,
    ...(template !== undefined && { template }),
  };
}

/** Paths inside the root are relative to it; others stay as specified. */
function displayed(file: string, { env, directory }: Surroundings): string {
  const path = resolve(directory, file);
  const root = REPOSITORIES.map((name) => env[name] ?? '').find(
    (one) => isAbsolute(one) && inside(one, resolve(directory)) !== undefined,
  );
  return inside(root ?? directory, path) ?? cleanPath(file);
}

function inside(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.split(sep).join('/');
}

type Finder = (verdict: Verdict) => ObjectPlace | undefined;

function finder(places: ObjectPlaces): Finder {
  let namespaces: Map<string, ObjectPlace> | undefined;
  const firstIn = (name: string) => (namespaces ??= byNamespace(places)).get(name);
  return ({ object, evidence }) => {
    if (object !== undefined) {
      const own = places.get(placeKey(object.kind, object.namespace, object.name));
      if (own !== undefined) return own;
    }
    for (const { location } of evidence) {
      const at = places.get(keyOf(location));
      if (at !== undefined) return at;
    }
    return object?.kind === 'Namespace' ? firstIn(object.name) : undefined;
  };
}

/** `Deployment shop/web` as a key. Some locations begin in lower case: `pod kube-system/etcd-cp-1`. */
function keyOf(location: string): string {
  const match = /^([A-Za-z]+) (?:([^/\s]+)\/)?([^/\s]+)$/.exec(location);
  if (match === null) return '';
  const [, kind = '', namespace, name = ''] = match;
  return placeKey(kind.charAt(0).toUpperCase() + kind.slice(1), namespace, name);
}

function byNamespace(places: ObjectPlaces): Map<string, ObjectPlace> {
  const first = new Map<string, ObjectPlace>();
  for (const [key, place] of places) {
    const namespace = key.split('/')[1] ?? '';
    if (namespace !== '' && !first.has(namespace)) first.set(namespace, place);
  }
  return first;
}
