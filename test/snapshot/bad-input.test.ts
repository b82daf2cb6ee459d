import { openSync, ftruncateSync, closeSync, mkdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { createProjector, createSnapshotBuilder, writeSnapshot } from '../../src/snapshot/index.ts';
import type { Projected } from '../../src/snapshot/index.ts';
import { readInput } from '../../src/snapshot/read.ts';
import { names, pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

/** The error of an input without content. Its two parts must be single lines. */
async function failure(
  paths: string | readonly string[],
  stdin?: Buffer,
): Promise<{ code: string; message: string; hint: string }> {
  const error: unknown = await read(paths, stdin).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'ArchmapError' });
  const { code, message, hint } = error as { code: string; message: string; hint: string };
  // eslint-disable-next-line no-control-regex
  for (const text of [message, hint]) expect(text).toMatch(/^[^\u0000-\u001f]+$/);
  return { code, message: message.replaceAll(dir.root, 'DIR'), hint };
}

/** A written snapshot with `count` pods. */
async function snapshotFile(name: string, count: number): Promise<string> {
  const builder = createSnapshotBuilder();
  const projector = createProjector();
  const add = (item: Projected | undefined): void => {
    if (item !== undefined) builder.add(item.kind as 'pod', item.record as never);
  };
  for (let i = 0; i < count; i++) add(projector.project(pod(`p${i}`)));
  add(projector.project({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }));
  builder.outcome({ collector: 'pods', status: 'ok', count });
  builder.outcome({ collector: 'nodes', status: 'ok', count: 1 });
  const path = join(dir.root, name);
  await writeSnapshot(
    builder.finish(
      {
        format: 'archmap-snapshot',
        schemaVersion: 1,
        tool: 't',
        takenAt: '2026-11-01T00:00:00Z',
        source: 'live',
      },
      'not asked',
    ),
    path,
  );
  return path;
}

describe('no readable input', () => {
  const GIVE = expect.stringContaining('specify a snapshot');

  it.each<[string, string, Buffer | string, string]>([
    ['an empty file', 'x.yaml', '', 'nothing could be read from DIR/x.yaml: DIR/x.yaml: empty'],
    ['white space', 'x.yaml', ' \n\t\n', 'nothing could be read from DIR/x.yaml: DIR/x.yaml: empty'],
    [
      'tabs in YAML',
      'x.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n',
      'nothing could be read from DIR/x.yaml: DIR/x.yaml, document 1, line 4: tabs are used for indentation; YAML allows spaces only',
    ],
    [
      'binary data',
      'x.yaml',
      Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 256)),
      'nothing could be read from DIR/x.yaml: DIR/x.yaml: binary data, neither YAML nor JSON nor a snapshot',
    ],
    [
      'an executable',
      'x',
      Buffer.from('\u007fELF\u0002\u0001\u0001\u0000\u0000'),
      'nothing could be read from DIR/x: DIR/x: binary data, neither YAML nor JSON nor a snapshot',
    ],
    [
      'an archive',
      'x.zip',
      Buffer.from('PK\u0003\u0004rest'),
      'nothing could be read from DIR/x.zip: DIR/x.zip: an archive; unpack it and give the directory',
    ],
    [
      'prose',
      'x.txt',
      'hello world\n',
      'nothing could be read from DIR/x.txt: DIR/x.txt, line 1: nothing in it is JSON or YAML that can be read',
    ],
    [
      'a chart that was not rendered',
      'x.yaml',
      'metadata:\n  name: {{ .Release.Name }}-x\n',
      'nothing could be read from DIR/x.yaml: DIR/x.yaml, document 1, line 2: a template that was not rendered (use `helm template`)',
    ],
    [
      'cut JSON',
      'x.json',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"na',
      'nothing could be read from DIR/x.json: DIR/x.json, document 1, line 1: the file ends in the middle of a JSON document',
    ],
    ['other YAML', 'x.yaml', 'replicas: 3\n', 'DIR/x.yaml contains no Kubernetes object'],
    [
      'objects of no use',
      'x.yaml',
      'apiVersion: v1\nkind: Event\nmetadata: {name: a}\n',
      'DIR/x.yaml contains Kubernetes objects, but none of a supported kind',
    ],
    [
      'gzip of useless data, truncated',
      'x.gz',
      gzipSync('a'.repeat(99)).subarray(0, 10),
      'nothing could be read from DIR/x.gz: DIR/x.gz: the compressed data is cut off',
    ],
  ])('%s', async (_what, name, content, message) => {
    expect(await failure(dir.file(name, content))).toEqual({ code: 'input', message, hint: GIVE });
  });

  it('a directory without a manifest, an empty one, a missing path, a terminal, no path', async () => {
    mkdirSync(join(dir.root, 'empty'));
    expect(await failure(join(dir.root, 'empty'))).toMatchObject({
      code: 'input',
      message: 'DIR/empty contains no manifest (.yaml, .yml, .json) and no snapshot',
    });
    dir.file('docs/README.md', '# hello');
    expect(await failure(join(dir.root, 'docs'))).toMatchObject({
      message:
        'DIR/docs contains no manifest (.yaml, .yml, .json) and no snapshot; left out of DIR/docs: texts and templates (1: README.md)',
    });
    expect(await failure(join(dir.root, 'no/such'))).toEqual({
      code: 'input',
      message: 'cannot read DIR/no/such: no such file or directory',
      hint: 'check the path',
    });
    expect(await failure('-', Buffer.alloc(0))).toMatchObject({
      message: 'nothing could be read from standard input: standard input: empty',
    });
    expect(await failure([])).toMatchObject({ code: 'input' });
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    await expect(
      readInput(['-'], { stdin: terminal, signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'input', message: 'standard input is a terminal' });
  });

  it('names with terminal escapes stay harmless in the message', async () => {
    const { message } = await failure(dir.file('a\u001b[31mb.yaml', ''));
    expect(message).toContain('ab.yaml: empty');
  });
});

describe('partly readable input', () => {
  it('names each invalid document with its position, and reports it in the outcomes', async () => {
    const text = [
      dump(pod('a')),
      'a: [1, 2\n',
      dump(pod('b')),
      '\tx: 1\n',
      'apiVersion: v1\nkind: Pod\nmetadata: {}\n',
      dump(pod('c')),
    ].join('---\n');
    const file = dir.file('x.yaml', text);
    const { snapshot, problems } = await read(file);
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b', 'shop/c']);
    const line = (of: string): number => text.slice(0, text.indexOf(of)).split('\n').length;
    expect(problems.map((text) => text.replace(dir.root, 'DIR'))).toEqual([
      expect.stringMatching(
        new RegExp(`^DIR/x.yaml, document 2, line ${line('a: [1')}\\d*: not valid YAML: `),
      ),
      `DIR/x.yaml, document 4, line ${line('\tx')}: tabs are used for indentation; YAML allows spaces only`,
      `DIR/x.yaml, document 5, line ${line('metadata: {}') - 2}: a Pod without a name`,
    ]);
    expect(snapshot.outcomes.get('pods')).toMatchObject({
      status: 'partial',
      reason: 'files may not contain every object; 3 parts of the input could not be read',
      notes: problems,
    });
    expect(snapshot.outcomes.get('rbac')?.reason).toBe(
      'not in the files given; 3 parts of the input could not be read',
    );
  });

  it('a damaged list item affects no other', async () => {
    const json = `{"kind":"List","apiVersion":"v1","items":[\n${JSON.stringify(pod('a'))},\n{"apiVersion":"v1","kind":"Pod",,"metadata":{}},\n7,\n${JSON.stringify(pod('b'))}]}`;
    const { snapshot, problems } = await read('-', json);
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b']);
    expect(problems).toEqual([
      'standard input, document 1, item 2, line 3: not valid JSON',
      'standard input, document 1, item 3, line 4: not a Kubernetes object',
    ]);
    const yaml = `apiVersion: v1\nitems:\n- ${JSON.stringify(pod('a'))}\n- {a: [}\n- ${JSON.stringify(pod('b'))}\nkind: List\n`;
    const second = await read('-', yaml);
    expect(names(second.snapshot.records.pod)).toEqual(['shop/a', 'shop/b']);
    expect(second.problems).toEqual([
      expect.stringMatching(/^standard input, document 1, item 2, line 4: not valid YAML/),
    ]);
  });

  it('a truncated list keeps what came before', async () => {
    const whole = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b'), pod('c')] });
    const { snapshot, problems } = await read('-', whole.slice(0, whole.length - 40));
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b']);
    expect(problems).toEqual([
      'standard input, document 1, item 3, line 1: the file ends in the middle of a JSON document',
    ]);
  });

  it('an invalid file among valid ones', async () => {
    dir.file('a.yaml', dump(pod('a')));
    dir.file('b.yaml', 'a: {{ .x }}');
    dir.file('c.json', '');
    dir.file('notes.txt', 'not for us');
    const { snapshot, problems } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(problems.map((text) => text.replace(dir.root, 'DIR'))).toEqual([
      'DIR/b.yaml, document 1, line 1: a template that was not rendered (use `helm template`)',
      'DIR/c.json: empty',
    ]);
  });

  it('a reason never contains the content of the file', async () => {
    dir.file('a.yaml', dump(pod('a')));
    dir.file('b.yaml', 'password: "hunter2\nx: *hunter2\n');
    dir.file('c.yaml', 'token: *hunter2\n');
    dir.file('d.yaml', 'token: !hunter2 x\n');
    dir.file('e.yaml', 'hunter2: [\n');
    const { problems } = await read(dir.root);
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('aliases that would exhaust the memory are stopped', async () => {
    dir.file('a.yaml', dump(pod('a')));
    let bomb = 'a0: &a0 [x, x]\n';
    for (let i = 1; i < 400; i++) bomb += `a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}, *a${i - 1}]\n`;
    dir.file('b.yaml', bomb);
    const spec = Array.from(
      { length: 12 },
      (_, i) =>
        `  r${i}: &r${i} [${
          i === 0
            ? 'x'
            : Array(8)
                .fill(`*r${i - 1}`)
                .join(', ')
        }]`,
    ).join('\n');
    dir.file(
      'c.yaml',
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: n}\nspec:\n${spec}\n  rules: *r11\n`,
    );
    const { snapshot } = await read(dir.root);
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(JSON.stringify(snapshot.records.custom).length).toBeLessThan(500_000);
  });
});

describe('more than 2 GiB', () => {
  it('of nothing, as in a sparse file, are rejected by the first pages', async () => {
    const path = join(dir.root, 'big.json');
    const file = openSync(path, 'w');
    writeSync(file, JSON.stringify(pod('first')) + '\n');
    ftruncateSync(file, 2 ** 31 + 4096);
    closeSync(file);
    expect(await failure(path)).toMatchObject({
      code: 'input',
      message:
        'nothing could be read from DIR/big.json: DIR/big.json: binary data, neither YAML nor JSON nor a snapshot',
    });
  });
});

describe('archmap snapshots', () => {
  it('of a newer schema are rejected with a hint', async () => {
    const file = dir.file('x.jsonl', '{"format":"archmap-snapshot","schemaVersion":3,"anything":{}}\n');
    expect(await failure(file)).toEqual({
      code: 'input-too-new',
      message: 'DIR/x.jsonl is a snapshot of schema version 3; this archmap reads up to 2',
      hint: 'update archmap (kubectl krew upgrade archmap), or take the snapshot again with this one',
    });
  });

  it('with a damaged header are rejected', async () => {
    for (const header of [
      '{"format":"archmap-snapshot"}',
      '{"format":"archmap-snapshot","schemaVersion":0,"tool":"t","takenAt":"2026-01-01T00:00:00Z","source":"live"}',
      '{"format":"archmap-snapshot","schemaVersion":1,"tool":"t","takenAt":"yesterday","source":"live"}',
    ]) {
      expect(await failure(dir.file('x', header + '\n'))).toMatchObject({
        code: 'input',
        message: 'DIR/x is no readable snapshot: its first line is damaged',
      });
    }
  });

  it('that are truncated keep what was read, and report it', async () => {
    const path = await snapshotFile('x.gz', 3_000);
    const whole = readFileSync(path);
    const { snapshot, problems } = await read('-', whole.subarray(0, Math.floor(whole.length / 2)));
    const count = snapshot.records.pod.length;
    expect(problems).toEqual([
      expect.stringMatching(/^standard input: the compressed data is cut off; .* what was read is used$/),
    ]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(3_000);
    expect(snapshot.outcomes.get('pods')).toMatchObject({
      status: 'partial',
      count,
      reason: expect.stringMatching(/the compressed data is cut off; the file is cut off after line \d+/),
    });
    expect(snapshot.outcomes.get('nodes')).toMatchObject({ status: 'unavailable', count: 0 });
  });

  it('with lost or damaged lines are partial', async () => {
    const lines = gunzipSync(readFileSync(await snapshotFile('x.gz', 3)))
      .toString()
      .trimEnd()
      .split('\n');
    const lost = await read('-', lines.filter((line) => !line.includes('"p1"')).join('\n'));
    expect(lost.problems).toEqual(['standard input: 1 records are missing; what was read is used']);
    expect(lost.snapshot.outcomes.get('pods')).toMatchObject({
      status: 'partial',
      reason: '1 records are missing',
    });
    const damaged = await read(
      '-',
      lines.map((line) => (line.includes('"p1"') ? line.slice(0, -5) : line)).join('\n'),
    );
    expect(damaged.snapshot.records.pod).toHaveLength(2);
    expect(damaged.snapshot.outcomes.get('pods')).toMatchObject({
      status: 'partial',
      reason: '1 records are missing; 1 lines are damaged',
    });
  });

  it('records with an invalid form are dropped and named; the rest keeps its outcome', async () => {
    const lines = gunzipSync(readFileSync(await snapshotFile('x.gz', 3)))
      .toString()
      .trimEnd()
      .split('\n');
    const changed = lines.map((line) =>
      line.includes('"p1"') ? line.replace('"name":"p1"', '"ready":"no","name":"p1"') : line,
    );
    const { snapshot } = await read('-', changed.join('\n'));
    expect(names(snapshot.records.pod)).toEqual(['shop/p0', 'shop/p2']);
    expect(snapshot.outcomes.get('pods')).toEqual({
      collector: 'pods',
      status: 'partial',
      count: 3,
      reason: '1 pod record not valid (line 3: ready is not a boolean)',
    });
    expect(snapshot.outcomes.get('nodes')).toEqual({ collector: 'nodes', status: 'ok', count: 1 });
    // The lost records may be of the namespace that was complete.
    const limited = changed.map((line) =>
      line.replace(
        '"collector":"pods","status":"ok"',
        '"collector":"pods","status":"partial","namespace":"shop"',
      ),
    );
    const less = (await read('-', limited.join('\n'))).snapshot.outcomes.get('pods');
    expect(less?.status).toBe('partial');
    expect(less).not.toHaveProperty('namespace');
  });

  it('records with an invalid form count against every collector that may have written them', async () => {
    const lines = gunzipSync(readFileSync(await snapshotFile('x.gz', 1)))
      .toString()
      .trimEnd()
      .split('\n');
    const { snapshot } = await read(
      '-',
      [...lines.slice(0, 1), '{"t":"custom","d":{}}', ...lines.slice(1)].join('\n'),
    );
    const charged = [...snapshot.outcomes.values()]
      .filter(({ reason = '' }) => reason.includes('custom record not valid'))
      .map(({ collector }) => collector);
    expect(charged).toEqual([
      'availability',
      'networkpolicies',
      'csinodes',
      'volumesnapshots',
      'flowcontrol',
      'istio',
      'envoy',
      'platform',
    ]);
  });

  it('with kinds and fields of a later version are read without those', async () => {
    const lines = gunzipSync(readFileSync(await snapshotFile('x.gz', 1)))
      .toString()
      .trimEnd()
      .split('\n');
    const changed = [
      ...lines.slice(0, 1),
      '{"t":"hologram","d":{"a":1}}',
      ...lines.slice(1).map((line) => line.replace('"ready":false', '"ready":false,"later":{"x":1}')),
    ];
    const { snapshot } = await read('-', changed.join('\n'));
    expect(snapshot.records.pod[0]).not.toHaveProperty('later');
    expect(snapshot.outcomes.get('pods')).toEqual({ collector: 'pods', status: 'ok', count: 1 });
  });

  it('cannot pollute a prototype or inject terminal escapes', async () => {
    const lines = gunzipSync(readFileSync(await snapshotFile('x.gz', 1)))
      .toString()
      .trimEnd()
      .split('\n');
    const evil =
      '{"t":"custom","d":{"name":"\\u001b]0;x\\u0007n","group":"g","kind":"K","labels":{"__proto__":"p","a":"\\u001b[2Jb"},"annotations":{},"spec":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"deep":{"a":"\\u202ex"}}}}';
    const { snapshot } = await read('-', [...lines.slice(0, 1), evil, ...lines.slice(1)].join('\n'));
    expect(snapshot.records.custom).toEqual([
      { name: 'n', group: 'g', kind: 'K', labels: { a: 'b' }, annotations: {}, spec: { deep: { a: 'x' } } },
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('must be the only input', async () => {
    const path = await snapshotFile('x.gz', 1);
    dir.file('a.yaml', dump(pod('a')));
    expect(await failure([path, join(dir.root, 'a.yaml')])).toMatchObject({
      code: 'input',
      message: 'DIR/x.gz is a snapshot and cannot be mixed with other files',
      hint: 'specify the snapshot only',
    });
    expect(await failure(dir.root)).toMatchObject({ code: 'input' });
  });
});

describe('Ctrl-C', () => {
  it('stops reading with `cancelled`', async () => {
    dir.file('a.yaml', dump(pod('a')));
    await expect(
      readInput([dir.root], { stdin: Readable.from([]), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});
