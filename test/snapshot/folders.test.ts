import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { names, pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

const short = (texts: string[]) => texts.map((text) => text.replaceAll(dir.root, 'DIR'));

describe('files of a folder', () => {
  it('with other names are tried: text, Markdown, dumps, no extension at all', async () => {
    dir.file('a.txt', dump(pod('a')));
    dir.file('b.md', `# Ticket\n\n\`\`\`yaml\n${dump(pod('b'))}\`\`\`\n`);
    dir.file('c.dump', JSON.stringify(pod('c'), null, 2));
    dir.file('d.out', `$ kubectl get -o yaml\n${dump(pod('d'))}`);
    dir.file('e', JSON.stringify([pod('e')]));
    const { snapshot, problems, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `shop/${name}`));
    expect(notes).toEqual([]);
    expect(short(problems)).toEqual([
      'DIR/b.md, line 1: a line (8 bytes) that is neither JSON nor YAML was passed over',
      'DIR/d.out, line 1: a line (21 bytes) that is neither JSON nor YAML was passed over',
    ]);
  });

  it('that are useless or were never tried are reported with their number', async () => {
    dir.file('a.yaml', dump(pod('a')));
    dir.file('notes.txt', 'call: Bob\nthen: - wait\n  x: [\n');
    dir.file('more.txt', 'nothing here');
    dir.file('pods.txt', 'NAME   READY   STATUS\nweb    1/1     Running\n');
    dir.file('README.md', `\`\`\`yaml\n${dump(pod('example'))}\`\`\`\n`);
    dir.file('x.png', 'P');
    dir.file('web.log', JSON.stringify(pod('forged')));
    dir.file('shop/web/logs.txt', JSON.stringify(pod('forged')));
    dir.file('pods/web/c/logs/current.log', JSON.stringify(pod('forged')));
    dir.file('podlogs/shop/web/logs/c.txt', JSON.stringify(pod('forged')));
    dir.file('empty.txt', '');
    const { snapshot, problems, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(problems).toEqual([]);
    expect(short(notes)).toEqual([
      'left out of DIR: logs (4: podlogs/shop/web/logs/c.txt ...), texts and templates (1: README.md), .png files (1: x.png)',
      'left out: texts without objects in them (2: DIR/more.txt ...), empty files (1: DIR/empty.txt), ' +
        'table output of kubectl (save them with -o yaml or -o json) (1: DIR/pods.txt)',
    ]);
  });

  it('at any level, up to a reported maximum depth', async () => {
    dir.file(`${'d/'.repeat(200)}a.yaml`, dump(pod('deep')));
    dir.file(`${'e/'.repeat(300)}b.yaml`, dump(pod('deeper')));
    const { snapshot, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/deep']);
    expect(short(notes)).toEqual([
      expect.stringMatching(/^left out of DIR: deeper than 256 folders \(1: e\/e\/e/),
    ]);
  });

  it('that are pipes, devices, or links to nowhere, to themselves or out of the folder do not stop the read', async () => {
    dir.file('a.yaml', dump(pod('a')));
    execFileSync('mkfifo', [join(dir.root, 'pipe.yaml')]);
    symlinkSync('/dev/zero', join(dir.root, 'zero'));
    symlinkSync('loop', join(dir.root, 'loop'));
    symlinkSync('gone', join(dir.root, 'lost'));
    symlinkSync('/etc/hostname', join(dir.root, 'hostname'));
    mkdirSync(join(dir.root, 'x'));
    symlinkSync(dir.root, join(dir.root, 'x/up'));
    const { snapshot, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(short(notes)).toEqual([
      'left out of DIR: links that lead out of the folder (3: hostname ...), links that lead nowhere (2: loop ...), no files but pipes, sockets or devices (1: pipe.yaml)',
    ]);
  });

  it('given twice, or also by a link, are read once', async () => {
    const file = dir.file('a/x.yaml', dump(pod('a')));
    symlinkSync(file, join(dir.root, 'a/y.yaml'));
    const { snapshot } = await read([join(dir.root, 'a'), file, dir.root]);
    expect(snapshot.outcomes.get('pods')?.notes).toBeUndefined();
  });

  it('of a mounted ConfigMap are read once, by the names of their links', async () => {
    dir.file('..2026_11_30/x.yaml', dump(pod('a')));
    dir.file('..2026_11_30/y.yaml', '{{ broken');
    symlinkSync('..2026_11_30', join(dir.root, '..data'));
    for (const name of ['x.yaml', 'y.yaml']) symlinkSync(join('..data', name), join(dir.root, name));
    const { snapshot, problems, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(short(problems)).toEqual([expect.stringContaining('DIR/y.yaml')]);
    expect(notes).toEqual([]);
  });

  it('that are hidden are read where they hold objects, and else not named', async () => {
    dir.file('a.yaml', dump(pod('a')));
    dir.file('.github/workflows/ci.yaml', 'on: [push]\n');
    dir.file('.tool.yaml', '{{ broken');
    dir.file('.deploy/b.yaml', dump(pod('b')));
    const { snapshot, problems, notes } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/b', 'shop/a']);
    expect([...problems, ...notes]).toEqual([]);
  });

  it('a device that is named itself is refused', async () => {
    await expect(read('/dev/zero')).rejects.toMatchObject({
      code: 'input',
      message: 'cannot read /dev/zero: a device or a socket, no file',
    });
  });

  it('are many', async () => {
    for (let i = 0; i < 40; i++) {
      mkdirSync(join(dir.root, `d${i}`));
      for (let j = 0; j < 100; j++) writeFileSync(join(dir.root, `d${i}/${j}.yaml`), dump(pod(`p${i}-${j}`)));
    }
    const { snapshot } = await read(dir.root);
    expect(snapshot.records.pod).toHaveLength(4_000);
  });
});

describe('manifests of several hosts', () => {
  const manifest = (flag: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: { hostNetwork: true, containers: [{ name: 'c', image: 'i', command: ['kube-apiserver', flag] }] },
  });
  const files = async (paths: Record<string, string>, from: string[] = ['']) => {
    for (const [name, content] of Object.entries(paths)) dir.file(name, content);
    const { snapshot, notes } = await read(from.map((path) => join(dir.root, path)));
    return {
      files: snapshot.records.pod.map(({ file }) => file ?? '').sort((a, b) => (a < b ? -1 : 1)),
      notes,
    };
  };
  const [a, b] = [dump(manifest('--a')), dump(manifest('--b'))];

  it.each<[string, Record<string, string>, string[], string[]]>([
    ['by folder', { 'cp1/x.yaml': a, 'cp2/x.yaml': b }, [''], ['cp1/x.yaml', 'cp2/x.yaml']],
    [
      'given as single paths',
      { 'cp1/x.yaml': a, 'cp2/x.yaml': b },
      ['cp2', 'cp1'],
      ['cp1/x.yaml', 'cp2/x.yaml'],
    ],
    ['with equal contents', { 'cp1/x.yaml': a, 'cp2/x.yaml': a }, [''], ['cp1/x.yaml', 'cp2/x.yaml']],
    [
      'whole paths',
      { 'cp1/etc/kubernetes/manifests/x.yaml': a, 'cp2/etc/kubernetes/manifests/x.yaml': b },
      [''],
      ['cp1/etc/kubernetes/manifests/x.yaml', 'cp2/etc/kubernetes/manifests/x.yaml'],
    ],
    ['by file', { 'm/cp1.yaml': a, 'm/cp2.yaml': b }, [''], ['m/cp1.yaml', 'm/cp2.yaml']],
    [
      'in one file',
      { 'm/all.yaml': `${a}---\n${b}` },
      [''],
      ['m/all.yaml, document 1', 'm/all.yaml, document 2'],
    ],
  ])('are separate pods: %s', async (_what, paths, from, expected) => {
    expect(await files(paths, from)).toEqual({ files: expected, notes: [] });
  });

  it('a single one needs no file to distinguish it; other manifests of one name are both evaluated', async () => {
    expect(await files({ 'cp1/x.yaml': a })).toEqual({ files: [''], notes: [] });
    const web = (image: string) => dump({ ...pod('web'), spec: { containers: [{ name: 'c', image }] } });
    const result = await files({ 'base/web.yaml': web('a'), 'overlay/web.yaml': web('b') });
    expect(result.files).toEqual(['', '', '']);
    expect(short(result.notes)).toEqual([
      'Pod shop/web is given with different contents in DIR/base/web.yaml and in DIR/overlay/web.yaml; both are evaluated, and live objects take precedence over manifests',
    ]);
  });
});

describe('duplicate objects', () => {
  const at = (node: string, metadata: Record<string, unknown>) => ({
    ...pod('a'),
    metadata: { name: 'a', namespace: 'shop', ...metadata },
    spec: { nodeName: node, containers: [{ name: 'c', image: 'i' }] },
  });
  const order = async (one: unknown, other: unknown) => {
    dir.file('1.json', JSON.stringify(one));
    dir.file('2.json', JSON.stringify(other));
    const { snapshot, notes } = await read(dir.root);
    return { node: snapshot.records.pod.map(({ node }) => node).join(), notes: short(notes) };
  };

  it('the newer state counts, in any order', async () => {
    const [older, newer] = [
      at('old', { uid: 'u', resourceVersion: '999' }),
      at('new', { uid: 'u', resourceVersion: '1000' }),
    ];
    expect(await order(older, newer)).toEqual({ node: 'new', notes: [] });
    expect(await order(newer, older)).toEqual({ node: 'new', notes: [] });
  });

  it('objects from a cluster take precedence over hand-written ones', async () => {
    const [shown, written] = [at('shown', { uid: 'u', resourceVersion: '9' }), at('written', {})];
    for (const pair of [[shown, written] as const, [written, shown] as const]) {
      const { node, notes } = await order(...pair);
      expect(node).toBe('shown');
      expect(notes).toHaveLength(1);
    }
  });

  it('two uids are two objects, which is reported', async () => {
    const { node, notes } = await order(at('one', { uid: 'u' }), at('two', { uid: 'v' }));
    expect(node).toBe('one,two');
    expect(notes).toEqual([
      'Pod shop/a is two objects by their uids, in DIR/1.json and in DIR/2.json: of two clusters, or created again; both are evaluated',
    ]);
  });
});
