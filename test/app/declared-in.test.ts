import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { withPlaces } from '../../src/app/declared-in.ts';
import { loadSnapshot } from '../../src/app/source.ts';
import { Places } from '../../src/snapshot/read/places.ts';
import type { AppIo } from '../../src/app/types.ts';
import type { DeclaredPlace, Result } from '../../src/result/types.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostNetwork: true
      containers:
        - {name: c, image: x}
`;
const indented = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-places-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function evaluated(from: string, text = '', env: Record<string, string> = {}): Promise<Result> {
  const io = {
    stdin: Readable.from([text]),
    signal: new AbortController().signal,
    now: () => new Date(),
    note: () => {},
  };
  const snapshot = await loadSnapshot({ connection: {}, from: [from] }, io as unknown as AppIo);
  const result = assess(snapshot, { only: ['workloads/host-network', 'namespaces'] });
  return withPlaces(result, snapshot.places ?? new Map(), { env, directory: folder });
}

/** Where the risk `workloads/host-network` is. */
async function place(
  name: string,
  text: string,
  env?: Record<string, string>,
): Promise<DeclaredPlace | undefined> {
  const file = join(folder, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  return hostNetwork(await evaluated(file, '', env));
}

const hostNetwork = ({ verdicts }: Result) =>
  verdicts.find(({ check, verdict }) => check === 'workloads/host-network' && verdict === 'fail')?.declaredIn;

describe('the place of a risk', () => {
  it('is none where two API groups have an object of this kind and name', () => {
    const places = new Places();
    const policy = (apiVersion: string) => ({ apiVersion, metadata: { name: 'all', namespace: 'shop' } });
    const add = (apiVersion: string, document: number) =>
      places.add('a.yaml', { document, line: document * 10 }, policy(apiVersion), 'NetworkPolicy', true);
    add('networking.k8s.io/v1', 1);
    expect([...places.all.values()]).toMatchObject([{ document: 1, line: 10 }]);
    add('crd.projectcalico.org/v1', 2);
    add('networking.k8s.io/v1', 3);
    expect([...places.all]).toEqual([]);
  });

  it.each([
    ['a document', `# a comment\n\n${DEPLOYMENT}`, { document: 1, line: 11 }],
    [
      'a later document',
      `---\nkind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n---\n${DEPLOYMENT}`,
      { document: 2, line: 14 },
    ],
    [
      'an element of a List',
      `apiVersion: v1\nkind: List\nitems:\n${indented(DEPLOYMENT)}`,
      { document: 1, line: 12 },
    ],
    ['Windows line ends', DEPLOYMENT.replaceAll('\n', '\r\n'), { document: 1, line: 9 }],
    [
      'a field that occurs twice, so that the object is displayed',
      `${DEPLOYMENT}      # hostNetwork: true\n`,
      { document: 1, line: 1 },
    ],
    [
      'a field of another document only',
      `${DEPLOYMENT.replace('hostNetwork: true', 'hostNetwork: yes')}---\nhostNetwork: true\n`,
      undefined,
    ],
  ])('in %s', async (_where, text, expected) => {
    const found = await place('a.yaml', text);
    if (expected === undefined) expect(found?.line).not.toBeGreaterThan(12);
    else expect(found).toEqual({ file: 'a.yaml', ...expected });
  });

  it('in JSON, pretty-printed and in one line', async () => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        selector: {},
        template: { spec: { hostNetwork: true, containers: [{ name: 'c', image: 'x' }] } },
      },
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [object] };
    const text = JSON.stringify(list, undefined, 2);
    const line = text.split('\n').findIndex((one) => one.includes('hostNetwork')) + 1;
    expect(await place('a.json', text)).toEqual({ file: 'a.json', document: 1, line });
    expect(await place('a.json', JSON.stringify(list))).toEqual({ file: 'a.json', document: 1, line: 1 });
  });

  it('names the template of Helm, by its comment above the document only', async () => {
    const rendered = `---\n# Source: shop/templates/web.yaml\n${DEPLOYMENT}`;
    expect(await place('a.yaml', rendered)).toMatchObject({ line: 11, template: 'shop/templates/web.yaml' });
    const before = `---\n# Source: shop/templates/empty.yaml\n---\n${DEPLOYMENT}# Source: evil.yaml\n`;
    expect(await place('a.yaml', before)).not.toHaveProperty('template');
  });

  it('names the origin that Kustomize writes, but not one of another repository', async () => {
    const origin = (text: string) =>
      DEPLOYMENT.replace(
        'namespace: shop}',
        `namespace: shop, annotations: {config.kubernetes.io/origin: "${text}"}}`,
      );
    expect(await place('a.yaml', origin('path: base/web.yaml\\n'))).toMatchObject({
      template: 'base/web.yaml',
    });
    expect(await place('a.yaml', origin('path: web.yaml\\nrepo: https://x.example/y\\n'))).not.toHaveProperty(
      'template',
    );
  });
});

describe('the file', () => {
  it('is relative to the working directory, and to the repository in a pipeline', async () => {
    expect((await place('deploy/a b.yaml', DEPLOYMENT))?.file).toBe('deploy/a b.yaml');
    const parent = join(folder, '..');
    const name = folder.slice(parent.length + 1);
    for (const variable of ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'])
      expect((await place('a.yaml', DEPLOYMENT, { [variable]: parent }))?.file).toBe(`${name}/a.yaml`);
    expect((await place('a.yaml', DEPLOYMENT, { GITHUB_WORKSPACE: '/elsewhere' }))?.file).toBe('a.yaml');
  });

  it('is as specified outside of it, and `-` for standard input', async () => {
    const other = await mkdtemp(join(tmpdir(), 'archmap-other-'));
    try {
      await writeFile(join(other, 'a.yaml'), DEPLOYMENT);
      expect(hostNetwork(await evaluated(other))?.file).toBe(join(other, 'a.yaml'));
    } finally {
      await rm(other, { recursive: true });
    }
    const piped = hostNetwork(await evaluated('-', `# Source: shop/templates/web.yaml\n${DEPLOYMENT}`));
    expect(piped).toEqual({ file: '-', document: 1, line: 2, template: 'shop/templates/web.yaml' });
  });
});

describe('other verdicts', () => {
  it('about a namespace without a manifest have the place of its first object', async () => {
    await place('a.yaml', DEPLOYMENT);
    const { verdicts } = await evaluated(join(folder, 'a.yaml'));
    const about = verdicts.filter(({ object }) => object?.kind === 'Namespace' && object.name === 'shop');
    for (const { declaredIn } of about) expect(declaredIn?.file).toBe('a.yaml');
    for (const { object, evidence, declaredIn } of verdicts)
      if (object === undefined && evidence.length === 0) expect(declaredIn).toBeUndefined();
  });

  it('about an object of a cluster are not attributed to a manifest of the same name', async () => {
    const live = DEPLOYMENT.replace('name: web,', 'name: web, uid: "1",');
    const found = await place('a.yaml', `${live}---\n${DEPLOYMENT}`);
    expect(found?.document).toBe(1);
  });
});
