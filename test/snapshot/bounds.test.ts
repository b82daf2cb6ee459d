import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { readInput } from '../../src/snapshot/read.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { createScale } from '../../src/snapshot/read/weight.ts';
import { names, pod, read } from './support/io.ts';

/** Reads the chunks of a generator on demand: chunks that are not read are never created. */
async function readFrom(pieces: Iterable<string | Buffer>, gzip = false) {
  let taken = 0;
  function* counted() {
    for (const piece of pieces) {
      taken += piece.length;
      yield Buffer.from(piece);
    }
  }
  const problems: string[] = [];
  const source = Readable.from(counted());
  const result: Snapshot | { message: string; hint: string } = await readInput(['-'], {
    stdin: gzip ? source.pipe(createGzip({ level: 9 })) : source,
    signal: new AbortController().signal,
    onProblem: (_problem, text) => problems.push(text),
  }).catch((error: unknown) => error as Error & { hint: string });
  const message = 'message' in result ? result.message : '';
  return { message, snapshot: 'records' in result ? result : undefined, problems, taken };
}

function* repeated(head: string, piece: string, count: number, tail = ''): Generator<string> {
  yield head;
  const block = piece.repeat(1_000);
  for (let i = 0; i < count; i += 1_000) yield block;
  yield tail;
}

const MB = 1_048_576;
const HEADER =
  '{"format":"archmap-snapshot","schemaVersion":1,"tool":"t","takenAt":"2026-11-01T00:00:00Z","source":"live"}\n';
const GOOD = JSON.stringify(pod('good'));

describe('useless input is not read to its end', () => {
  it.each<[string, string, string, string]>([
    ['a list of nulls', '{"apiVersion":"v1","kind":"List","items":[null', ',\nnull', ']}'],
    ['a list of nulls in one line', '[{"a":1}', ',null', ']'],
    ['lines of text', '', 'hello world\n', ''],
    ['empty objects', '', '{}\n', ''],
    ['brackets that open lines', '', '{\n', ''],
    ['YAML documents with one word', '', '---\na: 1\n', ''],
    ['YAML elements with one word', 'items:\n', '- 1\n', ''],
    ['objects without a kind', '[{}', ',{"metadata":{"name":"x"}}', ']'],
    [
      'pods without a name',
      '{"apiVersion":"v1","kind":"PodList","items":[{}',
      ',{"spec":{"containers":[]}}',
      ']}',
    ],
  ])('%s', async (_what, head, piece, tail) => {
    const { message, taken } = await readFrom(repeated(head, piece, 1_000_000, tail));
    expect(message).toMatch(/^nothing could be read from standard input/);
    expect(taken).toBeLessThan(piece.length * 500_000);
  });

  it('and what was read before is kept; problems of one kind are counted', async () => {
    const { snapshot, problems } = await readFrom(repeated(`[${GOOD}`, ',null', 1_000_000, ']'));
    expect(names(snapshot?.records.pod ?? [])).toEqual(['shop/good']);
    expect(problems).toHaveLength(5);
    expect(problems[3]).toMatch(/^standard input: not a Kubernetes object \([\d,]+ more times\)$/);
    expect(problems[4]).toBe(
      'standard input: hardly anything in it is a Kubernetes object; the rest is not read',
    );
  });

  it.each<[string, string]>([
    ['broken records', '{"t":"pod","d":{}}\n'],
    ['garbage', 'x\n'],
    ['outcomes', '{"t":"outcome","d":{"collector":"pods","status":"ok","count":1}}\n'],
    ['empty lines', '\n'],
  ])('a snapshot of %s', async (_what, line) => {
    const { snapshot, problems, taken } = await readFrom(repeated(HEADER, line, 1_000_000));
    expect(problems[0]).toContain('too many lines of no use; the rest is not read');
    expect(snapshot?.outcomes.get('nodes')?.status).not.toBe('ok');
    expect(taken).toBeLessThan(line.length * 300_000);
  });
});

describe('excess is rejected or dropped, and reported', () => {
  it.each<[string, string, string]>([
    ['one string', '"', '"'],
    ['a string in a list', '["', '"]'],
    ['a name', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"', '"}}'],
    ['a line of a snapshot', HEADER, ''],
  ])('a compressed file of %s that decompresses to a thousand times its size', async (_what, head, tail) => {
    const { message, problems } = await readFrom(repeated(head, 'a'.repeat(1_000), 100_000, tail), true);
    expect(`${message}${problems.join()}`).toMatch(/unpacks to more than 250 times its size/);
  });

  it('an element of more than 32 MB affects no other', async () => {
    function* list() {
      yield `{"apiVersion":"v1","kind":"List","items":[${GOOD},{"apiVersion":"v1","kind":"Pod","metadata":{"name":"`;
      yield* repeated('', 'a'.repeat(1_000), 40_000);
      yield `"}},${GOOD.replace('good', 'last')}]}`;
    }
    const { snapshot, problems } = await readFrom(list());
    expect(names(snapshot?.records.pod ?? [])).toEqual(['shop/good', 'shop/last']);
    expect(problems).toEqual(['standard input, document 1, item 2, line 1: an object of more than 32 MB']);
  });

  it('nested too deeply, in JSON, in YAML, in lists of lists', async () => {
    const deep = [
      '['.repeat(MB),
      '{"a":'.repeat(MB / 5),
      `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"x":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
      '{"kind":"List","apiVersion":"v1","items":['.repeat(MB / 50),
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nx: ${'['.repeat(100_000)}`,
      `${Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n`,
    ];
    for (const text of deep) {
      const { problems, snapshot } = await read('-', `${GOOD}\n${text}\n`);
      expect(names(snapshot.records.pod)).toEqual(['shop/good']);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThan(5);
    }
  });

  it('YAML of too many values, or whose aliases repeat them', async () => {
    const env = Array.from({ length: 4_000 }, (_, i) => `{name: e${i}, value: x}`).join(', ');
    const containers = Array.from({ length: 900 }, () => '*c').join(', ');
    const bomb = `apiVersion: v1\nkind: Pod\nmetadata: {name: bomb}\nspec: {initContainers: [&c {name: c, env: [${env}]}], containers: [${containers}]}\n`;
    const { snapshot, problems } = await read(
      '-',
      `${dump(pod('a'))}---\n[${'0,'.repeat(500_000)}0]\n---\n${bomb}`,
    );
    expect(names(snapshot.records.pod)).toEqual(['shop/a']);
    expect(problems.map((text) => text.split(': ')[1])).toEqual([
      'more than 400000 values in one YAML document',
      'aliases that repeat its parts a million times',
    ]);
  });

  it('a million kinds of problems', async () => {
    const text = Array.from(
      { length: 5_000 },
      (_, i) => `{"apiVersion":"v1","kind":"Pod${i}List","items":[1]}`,
    ).join('\n');
    const { problems } = await read('-', `${GOOD}\n${text}`);
    expect(problems.length).toBeLessThan(1_100);
  });

  it('more objects than any cluster has', () => {
    const scale = createScale(0);
    const template = { labels: { a: 'x'.repeat(100_000) } };
    const owner = { kind: 'ReplicaSet', name: 'p' };
    for (let i = 0; i < 10_000; i++) scale.add('pod', { name: `p${i}`, template, owner });
    const fill = () => {
      for (let i = 0; i < 3_000; i++)
        scale.add('node', { name: `p${i}`, labels: { a: 'x'.repeat(100_000) } });
    };
    expect(fill).toThrow('the input holds more objects than any cluster');
  });

  it('small pods without owner, each of which is a workload to evaluate', async () => {
    const text = Array.from({ length: 100_000 }, (_, i) => JSON.stringify(pod(`p${i}`)));
    await expect(read('-', text.join('\n'))).rejects.toThrow('the input holds more objects than any cluster');
  });
});

it('compressed lists of a large cluster are no decompression bomb', async () => {
  const pods = Array.from({ length: 20_000 }, (_, i) => ({
    ...pod(`web-${i}`),
    status: { phase: 'Running' },
  }));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods }, null, 4);
  const { snapshot, problems } = await read('-', gzipSync(text, { level: 9 }));
  expect(problems).toEqual([]);
  expect(snapshot.records.pod).toHaveLength(20_000);
});
