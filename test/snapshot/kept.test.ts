import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { recordKinds } from '../../src/snapshot/records/index.ts';
import { createProjector, parseConfigz } from '../../src/snapshot/index.ts';
import { CUSTOM_KINDS } from '../../src/snapshot/project/custom-kinds.ts';
import type { Attempt } from '../adversary/attempt.ts';
import { baseWorld } from '../adversary/world.ts';
import { collectFrom } from '../collect/support/run.ts';
import { CANARY, canariesIn, plant, reached } from './support/canaries.ts';
import { DOCUMENTS } from './support/documents.ts';

/** Every field of a snapshot that can contain a text of an object, with the reason. Reviewed by people: a new line is a decision. */
const kept = JSON.parse(readFileSync(new URL('kept.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

interface Kinded {
  apiVersion: string;
  kind: string;
}

const isKinded = (value: unknown): value is Kinded =>
  typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value;

function manifests(text: string): Kinded[] {
  try {
    return loadAll(text).filter(isKinded);
  } catch {
    return [];
  }
}

/** Objects of k8s.io/api with every field set (testdata/HEAD of the module). */
function full(): Kinded[] {
  const path = new URL('../fixtures/kept/full.json.gz', import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Kinded[];
}

/** A recorded cluster. */
function recorded(): Kinded[] {
  const { items, resources } = baseWorld();
  return resources.flatMap(({ group, version, kind, plural }) => {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const path = group === '' ? `/api/v1/${plural}` : `/apis/${apiVersion}/${plural}`;
    return (items[path] ?? []).slice(0, 12).map((item) => ({ apiVersion, kind, ...item }));
  });
}

/** The examples on the pages of the checks. */
function examples(): Kinded[] {
  const folder = new URL('../../docs/checks/', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^```yaml[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(
        ([, text = '']) => manifests(text),
      ),
    );
}

/** The objects of test/adversary. */
async function attempts(): Promise<Kinded[]> {
  const folder = new URL('../adversary/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.attempts.ts'));
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<{ default: readonly Attempt[] }>),
  );
  return modules.flatMap((module) => module.default.flatMap(({ objects = '' }) => manifests(objects)));
}

/** Custom kinds without a full object: arbitrary fields. */
function customObjects(): Kinded[] {
  return [...CUSTOM_KINDS.keys()].map((key) => {
    const [group = '', kind = ''] = key.split('/');
    const fields = { a: 'x', list: ['x'], rules: [{ when: [{ key: 'k', values: ['x'] }] }] };
    return {
      apiVersion: group === '' ? 'v1' : `${group}/v1`,
      kind: kind === '*' ? 'Thing' : kind,
      metadata: { name: 'x', namespace: 'ns', labels: { a: 'x' }, annotations: { a: 'x' } },
      spec: fields,
      status: fields,
    };
  });
}

/** What an author has to do, as keys of the lists of fields: a failed assertion prints them. */
const TO_DECIDE =
  'new texts in snapshots: may each be kept? Then add `"FIELD": "REASON"` to test/snapshot/kept.json, else drop the field in its projection';
const OBSOLETE = 'no text is kept here any more: remove these lines of test/snapshot/kept.json';

/** Number of objects that are tried for each kind and place: the branch in the code may depend on other fields. */
const TRIES = 5;

describe('texts of an object in a snapshot', () => {
  it('are in kept.json, and no others', async () => {
    const objects = [
      ...full(),
      ...DOCUMENTS,
      ...recorded(),
      ...examples(),
      ...(await attempts()),
      ...customObjects(),
    ];
    const documents = new Set<Kinded>(DOCUMENTS);
    const tried = new Map<string, number>();
    const found = new Map<string, string>();
    let projector = createProjector();
    let planted = 0;
    for (const object of objects) {
      const nameOf = (at: string) => `${object.apiVersion} ${object.kind}${at}`;
      const enough = (at: string) => !documents.has(object) && (tried.get(nameOf(at)) ?? 0) >= TRIES;
      for (const { at, object: one } of plant(object, enough)) {
        const place = nameOf(at);
        tried.set(place, (tried.get(place) ?? 0) + 1);
        if (++planted % 200 === 0) projector = createProjector();
        for (const path of reached(projector, one())) if (!found.has(path)) found.set(path, place);
      }
    }
    expect(planted).toBeGreaterThan(10_000);
    expect({
      [TO_DECIDE]: [...found]
        .filter(([path]) => !Object.hasOwn(kept, path))
        .map(([path, place]) => `${path} from ${place}`),
      [OBSOLETE]: Object.keys(kept).filter((path) => !isOfServer(path) && !found.has(path)),
    }).toEqual({ [TO_DECIDE]: [], [OBSOLETE]: [] });
  });
});

const OF_SERVER = new Set([
  'version',
  'metrics',
  'flagz',
  'health',
  'openid',
  'probe',
  'discovery',
  'identity',
  'permission',
  'kubelet',
]);

function isOfServer(path: string): boolean {
  return OF_SERVER.has(path.split('.', 1)[0] ?? '');
}

/** Identity of a response: the collector rejects any other. */
const NAMING = new Set(['kind', 'apiVersion', 'name']);

/** Replaces every text of a response by a canary; in a line of text, the part after the name. */
function answered(document: unknown): unknown {
  if (typeof document === 'string')
    return (
      document
        .replace(/="(?:[^"\\]|\\.)*"/g, `="${CANARY}"`)
        // After the title, names and values of flags, without a label.
        .replace(/^([a-z][a-z-]*) (?!flag[sz]$)(?!ok$)(?![0-9.e+]+$).*$/gm, `$1 ${CANARY}`)
        .replace(/^(\[[+-]\])\S+/gm, `$1${CANARY}`)
    );
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => {
      if (typeof value !== 'string' || NAMING.has(key)) return value;
      return key === 'gitVersion' ? `v1.37.2+${CANARY}` : CANARY;
    }),
  );
}

describe('texts of other server responses in a snapshot', () => {
  it('are in kept.json, and no others', async () => {
    const { documents, resources } = baseWorld();
    const { snapshot } = await collectFrom({
      resources,
      documents: Object.fromEntries(
        Object.entries(documents).map(([path, one]) => [path, answered(one)]),
      ) as typeof documents,
      username: CANARY,
    });
    const found = new Set(
      recordKinds.flatMap((kind) => snapshot.records[kind].flatMap((record) => canariesIn(kind, record))),
    );
    expect({
      [TO_DECIDE]: [...found].filter((path) => !Object.hasOwn(kept, path)),
      [OBSOLETE]: Object.keys(kept).filter((path) => isOfServer(path) && !found.has(path)),
    }).toEqual({ [TO_DECIDE]: [], [OBSOLETE]: [] });
  });

  it("contain no header of the kubelet's static pod URL", () => {
    const config = {
      staticPodURL: 'https://h/p',
      staticPodURLHeader: { 'X-Api-Key': [CANARY], Authorization: [`Bearer ${CANARY}`] },
    };
    expect(JSON.stringify(parseConfigz({ kubeletconfig: config }))).not.toContain(CANARY);
  });
});
