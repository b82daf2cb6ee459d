/** JSONPath templates: ours and the real kubectl's on generated data. It needs the program only, no cluster. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { jsonPathText } from '../../src/report/lists/jsonpath.ts';
import { ensureBinaries } from './lib/binaries.ts';
import { Choices } from '../istio/support/random.ts';
import { run } from './lib/process.ts';

const COUNT = 150;

let folder = '';
let kubectl = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archmap-jsonpath-'));
  ({ kubectl } = await ensureBinaries());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Keys are sorted and numbers whole, because kubectl prints maps in the order of their keys and compares no fractions. */
const VALUE = {
  apiVersion: 'archmap.io/v1',
  kind: 'Example',
  metadata: { labels: { 'a.b/c': 'v', n: '1' }, name: 'x' },
  rows: [
    { flag: true, n: 1, name: 'a', nested: { list: [1, 2, 3], name: 'deep' }, t: ['x', 'y'] },
    { flag: false, n: 12, name: 'b', t: [] },
    { n: 3, name: 'c', z: null },
    { n: 4, name: 'd e', nested: { name: 'deeper' } },
  ],
};

const NAMES = [
  'kind',
  'metadata',
  'rows',
  'name',
  'n',
  't',
  'nested',
  'labels',
  'nope',
  'z',
  'flag',
  'a\\.b/c',
];
const BRACKETS = ['[*]', '[0]', '[-1]', '[1:3]', '[:2]', '[::2]', '[0,2]', "['name']", '[7]', '[-2:]', '[x]'];
const FILTERS = [
  '[?(@.n)]',
  '[?(@.n>2)]',
  '[?(@.name=="a")]',
  '[?(@.name!="a")]',
  '[?(@.flag==true)]',
  '[?(@.nested.name=="deep")]',
  '[?(@.n<=3)].name',
  '[?(@.n=="x")]',
];

function path(random: Choices): string {
  const rows = random.of(['.rows', '.rows', '.rows.*', '.metadata.*', '..rows', '']);
  const steps = Array.from({ length: 1 + random.below(3) }, () => {
    // `.*` and `..` after a text: kubectl prints the codes of its bytes, which nobody wants.
    const kind = random.below(6);
    if (kind < 3) return `.${random.of(NAMES)}`;
    return kind === 3 ? '.nested' : kind === 4 ? random.of(BRACKETS) : random.of(FILTERS);
  });
  return rows + steps.join('');
}

function template(random: Choices): string {
  const kind = random.below(4);
  if (kind === 0) return `{range .rows[*]}{.name}={${path(random)}}{"\\n"}{end}`;
  if (kind === 1) return `{range ${path(random)}}[{@}]{end} after`;
  return kind === 2 ? `${random.of(['a ', ''])}{${path(random)}} {${path(random)}}` : `{${path(random)}}`;
}

/** Walks maps in the order of their keys; kubectl's order is that of Go, which is none. */
const UNORDERED = /\.\*|\.\./;

describe('JSONPath', () => {
  it('gives the text that kubectl gives, and an error where it gives one', async () => {
    const seed = Number(process.env['ARCHMAP_SEED'] ?? Date.now() % 2 ** 31);
    const random = new Choices(seed);
    const file = join(folder, 'value.json');
    writeFileSync(file, JSON.stringify(VALUE));
    const differences: object[] = [];
    let printed = 0;
    for (let index = 0; index < COUNT; index++) {
      const text = template(random);
      // `label --local` prints an object of a file without a server; the label is there already.
      const args = ['label', '--local', '-f', file, 'n=1', '--overwrite', '-o', `jsonpath=${text}`];
      const { code, stdout } = await run(kubectl, ['--kubeconfig', '/dev/null', ...args], { accept: [0, 1] });
      const theirs = code === 0 ? stdout : 'error';
      const ours = ourText(text);
      if (theirs !== 'error' && theirs !== '') printed++;
      if (!sameText(ours, theirs, UNORDERED.test(text))) differences.push({ text, ours, theirs });
    }
    process.stdout.write(`ARCHMAP_SEED=${seed}: ${COUNT} templates, ${printed} with output\n`);
    expect({ seed, differences }).toEqual({ seed, differences: [] });
    expect(printed).toBeGreaterThan(COUNT / 5);
  }, 300_000);
});

function ourText(text: string): string {
  try {
    return jsonPathText(text, VALUE);
  } catch {
    return 'error';
  }
}

function sameText(a: string, b: string, unordered: boolean): boolean {
  const form = (text: string) => (unordered ? text.split('').sort().join('') : text);
  return form(a) === form(b);
}
