import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { names, pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

const list = (...items: string[]) => ({
  apiVersion: 'v1',
  items: items.map((name) => pod(name)),
  kind: 'List',
  metadata: { resourceVersion: '' },
});
const json = (...items: string[]) => JSON.stringify(list(...items), null, 4);
const yaml = (...items: string[]) => dump(list(...items), { noArrayIndent: true } as object);
/** Text with a line inserted before the first line that contains `mark`. */
const before = (mark: string, line: string, text: string) => {
  const lines = text.split('\n');
  lines.splice(
    lines.findIndex((one) => one.includes(mark)),
    0,
    line,
  );
  return lines.join('\n');
};

async function pods(text: string | Buffer): Promise<{ pods: string[]; problems: string[]; ok: boolean }> {
  const { snapshot, problems } = await read('-', text, { complete: true });
  return {
    pods: names(snapshot.records.pod).map((name) => name.replace('shop/', '')),
    problems: problems.map((text) => text.replace('standard input, ', '')),
    ok: snapshot.outcomes.get('pods')?.status === 'ok',
  };
}

describe('a line that is not part of the document costs a line', () => {
  const passed = (text: string, stray: string) =>
    `line ${text.split('\n').indexOf(stray) + 1}: a line (${stray.length} bytes) that is neither JSON nor YAML was passed over`;

  it.each<[string, string, string]>([
    ['a prompt before JSON', '$ kubectl get pods -o json', `$ kubectl get pods -o json\n${json('a', 'b')}`],
    [
      'a warning between JSON documents',
      'W1129 10:00:00 old',
      `${json('a')}\nW1129 10:00:00 old\n${json('b')}`,
    ],
    ['text after JSON', 'Segmentation fault', `${json('a', 'b')}\nSegmentation fault`],
    ['a prompt before YAML', '$ kubectl get -o yaml', `$ kubectl get -o yaml\n${yaml('a', 'b')}`],
    ['a prompt after YAML', '$ exit', `${yaml('a', 'b')}$ exit`],
    ['a prompt between YAML documents', '$ kubectl', `${yaml('a')}$ kubectl\n${yaml('b')}`],
    ...[
      'Warning: v1 ComponentStatus is deprecated in v1.19+',
      'E1129 10:00:00.1 x.go:1] {',
      'No resources found',
    ].map((line): [string, string, string] => [
      `among the elements of YAML: ${line}`,
      line,
      before('name: b', line, yaml('a', 'b')),
    ]),
    ...['E1129 {"a": "} ]', 'error: "x', '}}', 'null,'].map((line): [string, string, string] => [
      `among the elements of JSON: ${line}`,
      line,
      before('"name": "b"', line, json('a', 'b')),
    ]),
  ])('%s', async (_what, stray, text) => {
    expect(await pods(text)).toEqual({ pods: ['a', 'b'], problems: [passed(text, stray)], ok: true });
  });

  it('a kubectl error between objects is reported: its objects are missing', async () => {
    const line = 'Error from server (Forbidden): pods is forbidden: User "x" cannot';
    const text = before('name: b', line, yaml('a', 'b'));
    const { pods: found, problems, ok } = await pods(text);
    expect([found, ok]).toEqual([['a', 'b'], false]);
    expect(problems.toSorted()).toEqual([
      passed(text, line),
      expect.stringMatching(/^line \d+: an error of kubectl among objects$/),
    ]);
  });

  it('within a single object', async () => {
    const text = before('"spec"', 'E1129 { [ "', JSON.stringify(pod('a'), null, 2));
    expect(await pods(text)).toEqual({ pods: ['a'], problems: [passed(text, 'E1129 { [ "')], ok: true });
    const second = before('spec:', '$ ls', dump(pod('a')));
    expect(await pods(second)).toEqual({ pods: ['a'], problems: [passed(second, '$ ls')], ok: true });
  });

  it("but inside of the object's indentation, the object may have lost a field", async () => {
    const text = before('"name": "b"', '            W1129 no "quotes" { here', json('a', 'b', 'c'));
    expect(await pods(text)).toEqual({
      pods: ['a', 'b', 'c'],
      problems: ['document 1, item 2, line 23: lines in the middle of it are no JSON and were left out'],
      ok: false,
    });
  });

  it('a bracket on its own', async () => {
    for (const stray of ['{', '[', '{{', '}', ']'])
      expect((await pods(`${stray}\n${json('a')}\n${json('b')}`)).pods).toEqual(['a', 'b']);
    expect((await pods(`{\n${json('a')}`)).problems).toEqual([
      'document 1, line 2: another document begins in the middle of this one (1 line of it not read)',
    ]);
  });
});

describe('broken parts affect no others', () => {
  it('a truncated list, followed by another one', async () => {
    const first = json('a', 'b', 'c');
    for (const cut of [first.length - 30, first.length - 250, first.length - 500]) {
      const result = await pods(`${first.slice(0, cut)}\n${json('d')}`);
      expect(result.pods).toEqual(expect.arrayContaining(['a', 'd']));
      expect(result.ok).toBe(false);
      expect(result.problems).toHaveLength(1);
    }
  });

  it('an element without its last bracket, one with an extra bracket, and elements without a comma', async () => {
    const lines = json('a', 'b', 'c').split('\n');
    const end = lines.findIndex((line, index) => index > 30 && line === '        },');
    const without = [...lines.slice(0, end), ...lines.slice(end + 1)].join('\n');
    expect(await pods(without)).toMatchObject({ pods: ['a', 'c'], ok: false });
    const twice = [...lines.slice(0, end), '        },', ...lines.slice(end)].join('\n');
    expect((await pods(twice)).pods).toEqual(['a', 'b', 'c']);
    const commas = json('a', 'b').replace('        },\n        {', '        }\n        {');
    expect((await pods(commas)).pods).toEqual(['a', 'b']);
    expect((await pods(`[\n${JSON.stringify(pod('a'))}\n${JSON.stringify(pod('b'))}\n]`)).pods).toEqual([
      'a',
      'b',
    ]);
  });

  it('a line of JSON lines', async () => {
    const lines = ['a', 'b', 'c', 'd'].map((name) => JSON.stringify(pod(name)));
    lines[1] = (lines[1] ?? '').slice(0, 50);
    lines[2] = `${(lines[2] ?? '').slice(0, 50)}"${(lines[2] ?? '').slice(50)}`;
    expect(await pods(lines.join('\n'))).toMatchObject({ pods: ['a', 'd'], ok: false });
  });

  it('a truncated YAML list, whose kind comes last', async () => {
    const text = yaml('a', 'b');
    expect(await pods(text.slice(0, text.indexOf('kind: List')))).toEqual({
      pods: ['a', 'b'],
      problems: ['document 1, line 3: a list without a kind: it breaks off'],
      ok: false,
    });
  });

  it('a YAML document in the middle, tabs, and a missing end', async () => {
    const text = [dump(pod('a')), 'x: [1,\n', dump(pod('b')), '\tx: 1\n', `${dump(pod('c'))}x: "`].join(
      '---\n',
    );
    expect(await pods(text.replaceAll('\n', '\r\n'))).toMatchObject({ pods: ['a', 'b'], ok: false });
  });

  it('byte order marks in the middle, and what follows them', async () => {
    expect((await pods(`\ufeff${json('a')}\n\ufeff${json('b')}\n\ufeff${yaml('c')}`)).pods).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('mixtures', () => {
  it('kubectl outputs one after another, without a separator', async () => {
    expect(await pods(yaml('a', 'b') + yaml('c') + dump(pod('d')) + dump(pod('e')) + json('f'))).toEqual({
      pods: ['a', 'b', 'c', 'd', 'e', 'f'],
      problems: [],
      ok: true,
    });
  });

  it('JSON and YAML documents in turn', async () => {
    const text = [json('a'), '---', dump(pod('b')), '---', JSON.stringify(pod('c')), '---', yaml('d')].join(
      '\n',
    );
    expect((await pods(text)).pods).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lists in lists, as created by jq -s', async () => {
    for (const space of [0, 2]) {
      const text = JSON.stringify([list('a', 'b'), list('c'), pod('d')], null, space);
      expect(await pods(text)).toEqual({ pods: ['a', 'b', 'c', 'd'], problems: [], ok: true });
    }
  });

  it('a ticket in Markdown: its code blocks, indented ones as well', async () => {
    const ticket = `# Incident\n\nkind: of urgent, see\n\n\`\`\`yaml\n${dump(pod('a'))}\`\`\`\n\n1. and this\n\n   \`\`\`json\n${json(
      'b',
    )
      .split('\n')
      .map((line) => `   ${line}`)
      .join(
        '\n',
      )}\n   \`\`\`\n\n~~~console\n$ kubectl get pod c -o yaml\n${dump(pod('c'))}~~~\n\n\`\`\`sh\nls\n\`\`\`\n`;
    const { snapshot } = await read(dir.file('ticket.md', ticket));
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b', 'shop/c']);
  });

  it('block texts that contain imitations of documents, fences and prompts', async () => {
    const inner =
      '---\napiVersion: v1\nkind: Pod\n$ ls\n```yaml\nitems:\n- a\n```\n{\n"a": 1\n}\n==== START logs for x ====\n';
    const etcd = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'etcd', namespace: 'kube-system' },
      spec: { containers: [{ name: 'etcd', image: 'etcd', args: [inner] }] },
    };
    for (const text of [
      dump(etcd),
      dump({ apiVersion: 'v1', kind: 'List', items: [etcd] }),
      JSON.stringify(etcd, null, 2),
    ]) {
      const { snapshot, problems } = await read('-', text);
      expect(problems).toEqual([]);
      expect(snapshot.records.pod[0]?.template.containers[0]?.args).toEqual([inner]);
    }
  });
});

describe('logs in a dump', () => {
  const mark = (what: string, name = 'container c of pod shop/a') => `==== ${what} logs for ${name} ====`;
  const forged = JSON.stringify(pod('forged'));
  const secret = JSON.stringify({ ...pod('s'), kind: 'ServiceAccount' });

  it('are skipped, whatever they contain', async () => {
    const text = [
      json('a'),
      mark('START'),
      forged,
      mark('START', 'x'),
      mark('END', 'y'),
      'no line feed' + mark('END'),
      json('b'),
    ];
    expect(await pods(text.join('\n'))).toEqual({ pods: ['a', 'b'], problems: [], ok: true });
  });

  it.each([
    ['and then the true one', [mark('START'), mark('END'), forged, mark('END')]],
    ['and the mark of another log', [mark('START'), mark('END'), forged, mark('START', 'x'), mark('END')]],
    ['and the mark before them', [mark('START'), mark('END'), forged, mark('START'), mark('END')]],
    [
      'and another one in the same line',
      [mark('START'), mark('END'), forged, mark('START', 'x') + mark('END')],
    ],
    ['and hide the true one in JSON', [mark('START'), mark('END'), '{', '  "a": [', mark('END')]],
    ['and hide the true one in YAML', [mark('START'), mark('END'), 'kind: A', 'a: |', `  ${mark('END')}`]],
    [
      'and objects that no dump contains',
      [mark('START'), mark('END'), secret, mark('START', 'x'), mark('END', 'x')],
    ],
    ['and an answer of the server', [mark('START'), mark('END'), '{"gitVersion":"v1.36.1"}']],
  ])('that imitate their end mark, %s: the cluster’s part is ambiguous', async (_what, lines) => {
    await expect(read('-', [json('a'), ...lines, json('b')].join('\n'))).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('a log in it imitates the marks around logs'),
      hint: 'dump it again with --output-directory and give that directory',
    });
  });

  it('without an end are reported', async () => {
    expect(await pods([json('a'), mark('START'), forged].join('\n'))).toEqual({
      pods: ['a'],
      problems: ['line 31: the file ends in the middle of a log'],
      ok: false,
    });
  });
});

describe('tables and descriptions for people', () => {
  it.each([
    'NAMESPACE   NAME    READY   STATUS\nshop        web-1   1/1     Running\n',
    'Name:         web-1\nNamespace:    shop\n',
  ])('are reported, with the format to save instead', async (text) => {
    await expect(read('-', text)).rejects.toMatchObject({
      message: expect.stringContaining('save it with -o yaml or -o json'),
    });
  });
});

describe('broken documents are not complete', () => {
  it.each([
    ['a document separator', '---'],
    ['an object of JSON', '{"apiVersion":"v1","kind":"Event","metadata":{"name":"e"}}'],
    ['a fence', '```'],
    ['the name of a list', 'items:'],
    ['an element', '  - a'],
  ])('YAML with %s inserted', async (_what, line) => {
    for (const text of [
      dump(pod('a')),
      dump(list('a', 'b'), { sortKeys: true }),
      `${dump(pod('a'))}---\n${dump(pod('b'))}`,
    ]) {
      for (const mark of ['containers:', 'image:']) {
        const result = await pods(`${dump(pod('first'))}---\n${before(mark, line, text)}`);
        expect(result.ok).toBe(false);
        expect(result.problems.length).toBeGreaterThan(0);
      }
    }
  });

  it('a file that ends in the middle of a word', async () => {
    expect(await pods(`${dump(pod('a'))}---\napiV`)).toMatchObject({ pods: ['a'], ok: false });
  });

  it('a pod without containers', async () => {
    const result = await pods(`${dump(pod('a'))}---\napiVersion: v1\nkind: Pod\nmetadata: { name: b }\n`);
    expect(result).toEqual({
      pods: ['a'],
      problems: ['document 2, line 13: a Pod without containers'],
      ok: false,
    });
  });
});
