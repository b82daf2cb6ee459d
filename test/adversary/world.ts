import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { loadAll } from 'js-yaml';
import type { FakeSettings, Override, ServedResource } from '../collect/support/server.ts';
import { sendJson, sendStatus } from '../collect/support/server.ts';
import type { Answer, Attempt } from './attempt.ts';

/** The path of the recording: a real, hardened kubeadm cluster with two secure teams in it (`npm run record -- world`). */
export const WORLD = fileURLToPath(new URL('../fixtures/adversary/world.json.gz', import.meta.url));

/** The complete answers of a real API server. */
export interface RecordedWorld {
  /** ISO 8601. */
  takenAt: string;
  resources: readonly ServedResource[];
  /** By collection path without namespace. */
  items: Readonly<Record<string, readonly object[]>>;
  documents: Readonly<Record<string, string | object>>;
}

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

let recorded: RecordedWorld | undefined;

/** The base cluster of all attempts. */
export function baseWorld(): RecordedWorld {
  recorded ??= JSON.parse(gunzipSync(readFileSync(WORLD)).toString('utf8')) as RecordedWorld;
  return recorded;
}

/** The base cluster after an attempt, for a simulated server. The client is an administrator. */
export function worldAfter({
  objects = '',
  without = [],
  answers = {},
  serves = [],
}: Pick<Attempt, 'objects' | 'without' | 'answers' | 'serves'>): FakeSettings {
  const base = baseWorld();
  const manifests = loadAll(objects).filter(
    (one): one is Manifest => typeof one === 'object' && one !== null,
  );
  const resources = [...base.resources, ...serves];
  for (const { apiVersion, kind, metadata } of manifests)
    if (!resources.some((one) => apiVersionOf(one) === apiVersion && one.kind === kind))
      resources.push(guessed(apiVersion, kind, metadata.namespace !== undefined));
  const items = new Map(Object.entries(base.items).map(([path, list]) => [path, [...list] as Manifest[]]));
  const absent = (name: string) =>
    without.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
  for (const [path, list] of items) {
    const kind = resources.find((one) => collection(one) === path)?.kind ?? '';
    items.set(
      path,
      list.filter(({ metadata }) => !absent(nameOf(kind, metadata))),
    );
  }
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    const resource = resources.find((one) => apiVersionOf(one) === apiVersion && one.kind === kind);
    const path = resource ? collection(resource) : '';
    const named = resource?.namespaced
      ? { ...manifest, metadata: { ...metadata, namespace: metadata.namespace ?? 'default' } }
      : manifest;
    const list = items.get(path) ?? [];
    const others = list.filter((one) => nameOf(kind, one.metadata) !== nameOf(kind, named.metadata));
    items.set(path, [...others, named].sort(byName));
  }
  return {
    resources: resources.map((one) => ({ ...one, ...(isStale(one, answers) && { stale: true }) })),
    items: Object.fromEntries(items),
    documents: { ...base.documents, '/metrics': counted(documentAt('/metrics'), items) },
    username: 'kubernetes-admin',
    override: overrideFor(answers),
  };
}

/** A text of the recording. */
export function documentAt(path: string): string {
  const document = baseWorld().documents[path];
  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** The API server counts the objects in its store: as many as it has now. */
function counted(metrics: string, items: ReadonlyMap<string, readonly unknown[]>): string {
  return metrics.replaceAll(
    /^apiserver_resource_objects\{group="([^"]*)",resource="([^"]*)"\} .*$/gm,
    (line, group: string, plural: string) => {
      const own = [...items].filter(([path]) =>
        new RegExp(`^${group === '' ? '/api' : `/apis/${group}`}/[^/]+/${plural}$`).test(path),
      );
      const most = Math.max(-1, ...own.map(([, list]) => list.length));
      return most < 0 ? line : line.replace(/ \S+$/, ` ${most}`);
    },
  );
}

/** `Deployment shop/web`, `Node n1`. */
function nameOf(kind: string, { namespace, name }: Manifest['metadata']): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** In the order of etcd. */
function byName(a: Manifest, b: Manifest): number {
  const key = ({ metadata: { namespace = '', name } }: Manifest) => `${namespace}/${name}`;
  return key(a) < key(b) ? -1 : 1;
}

function apiVersionOf({ group, version }: ServedResource): string {
  return group === '' ? version : `${group}/${version}`;
}

function collection(resource: ServedResource): string {
  return `${resource.group === '' ? '/api' : '/apis'}/${apiVersionOf(resource)}/${resource.plural}`;
}

function guessed(apiVersion: string, kind: string, namespaced: boolean): ServedResource {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const lower = kind.toLowerCase();
  const plural = lower.endsWith('y')
    ? `${lower.slice(0, -1)}ies`
    : /(?:s|x|ch|sh)$/.test(lower)
      ? `${lower}es`
      : `${lower}s`;
  return { group, version, kind, plural, namespaced };
}

function isStale(resource: ServedResource, answers: Readonly<Record<string, Answer>>): boolean {
  return answers[`/apis/${resource.group}`] === 'stale';
}

const LOGIN = '<!doctype html><html><body><form action="/login">Please log in</form></body></html>';

/** The answer of a path: exact, else the longest pattern that ends in `*`. */
function overrideFor(answers: Readonly<Record<string, Answer>>): Override {
  const patterns = Object.keys(answers)
    .filter((key) => key.endsWith('*'))
    .sort((a, b) => b.length - a.length);
  return async (request, response) => {
    const pattern = patterns.find((key) => request.path.startsWith(key.slice(0, -1)));
    const answer = answers[request.path] ?? (pattern === undefined ? undefined : answers[pattern]);
    if (answer === undefined || answer === 'stale' || request.method !== 'GET') return false;
    if (typeof answer === 'number') return sendStatus(response, answer, `the answer is ${answer}`);
    if (answer === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN);
      return true;
    }
    if (answer === 'empty') return sendJson(response, 200, emptyList(request.path));
    if (answer === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
      response.write('{"kind":"List","items":[{"metadata":{"name":"a');
      setImmediate(() => response.destroy());
      return true;
    }
    response
      .writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' })
      .end(answer.body);
    return true;
  };
}

function emptyList(path: string): object {
  const found = baseWorld().resources.find((one) => collection(one) === path);
  const apiVersion = found ? apiVersionOf(found) : 'v1';
  return { kind: `${found?.kind ?? ''}List`, apiVersion, metadata: { resourceVersion: '7' }, items: [] };
}
