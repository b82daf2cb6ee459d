import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { assert, asyncProperty, constantFrom, integer, nat } from 'fast-check';
import { dump } from 'js-yaml';
import { readInput } from '../../src/snapshot/read.ts';
import { ArchmapError } from '../../src/shared/errors.ts';

const NAMES = ['a1', 'b2', 'c3', 'd4', 'e5'];
const spec = { containers: [{ name: 'web', image: 'x/y:1', securityContext: { privileged: true } }] };
const pod = (name: string, typed = true) => ({
  ...(typed && { apiVersion: 'v1', kind: 'Pod' }),
  metadata: { labels: { app: 'web' }, name, namespace: 'shop' },
  spec,
});
const list = {
  apiVersion: 'v1',
  items: NAMES.map((name) => pod(name)),
  kind: 'List',
  metadata: { resourceVersion: '' },
};
const answer = {
  apiVersion: 'v1',
  items: NAMES.map((name) => pod(name, false)),
  kind: 'PodList',
  metadata: { resourceVersion: '7', selfLink: '/api/v1/pods' },
};
const sorted = { sortKeys: true };

/** Five privileged pods, in all input formats. */
const FORMS: Readonly<Record<string, string>> = {
  'JSON of kubectl': JSON.stringify(list, null, 4),
  'JSON in a line': JSON.stringify(answer),
  'JSON of the API': JSON.stringify(answer, null, 2),
  'YAML of kubectl': dump(list, { ...sorted, noArrayIndent: true } as object),
  'YAML of the API': dump(answer, sorted),
  'YAML documents': NAMES.map((name) => dump(pod(name))).join('---\n'),
  'JSON documents': NAMES.map((name) => JSON.stringify(pod(name), null, 2)).join('\n'),
  'JSON lines': NAMES.map((name) => JSON.stringify(pod(name))).join('\n'),
  'an array': `[\n${NAMES.map((name) => JSON.stringify(pod(name))).join(',\n')}\n]`,
};
const JUNK = [
  ...'{ } [ ] " --- ... ``` \\ , null items: \ufeff'.split(' '),
  '\t',
  '  - a',
  'a: b',
  '# x',
  'W1129 {"',
  'Error: x',
  '==== START logs for x ====',
  'apiVersion: v1',
  '{"kind":"X"}',
  '&a *a',
];

async function reading(text: string, size: number) {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  try {
    const { records, outcomes } = await readInput(['-'], {
      stdin: Readable.from(chunks),
      signal: new AbortController().signal,
      complete: true,
    });
    const whole = records.pod.filter(({ template }) => template.containers[0]?.privileged === true);
    return { pods: new Set(whole.map(({ name }) => name)).size, declared: outcomes.get('pods')?.status };
  } catch (error) {
    // Nothing could be read, and that is reported.
    if (error instanceof ArchmapError) return { pods: 0, declared: 'failed' };
    throw error;
  }
}

describe('a line inserted into a dump', () => {
  it.each(Object.keys(FORMS))('never makes a partial list complete: %s', async (form) => {
    const lines = (FORMS[form] ?? '').split('\n');
    await assert(
      asyncProperty(
        nat(lines.length),
        constantFrom(...JUNK),
        integer({ min: 1, max: 500 }),
        async (at, junk, size) => {
          const { pods, declared } = await reading(
            [...lines.slice(0, at), junk, ...lines.slice(at)].join('\n'),
            size,
          );
          expect(declared === 'ok' && pods < NAMES.length).toBe(false);
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each(['JSON of kubectl', 'JSON of the API', 'YAML of kubectl', 'YAML of the API'])(
    'nor does a missing end: %s',
    async (form) => {
      const text = FORMS[form] ?? '';
      await assert(
        asyncProperty(nat(text.trimEnd().length - 40), async (length) => {
          const { declared } = await reading(text.slice(0, length), 100);
          expect(declared).not.toBe('ok');
        }),
        { numRuns: 120 },
      );
    },
  );
});
