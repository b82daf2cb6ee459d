import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { buildPicture } from '../../../src/report/picture/build.ts';
import { formatPicture } from '../../../src/report/picture/formats.ts';
import type { Result } from '../../../src/result/types.ts';
import { hostile, evaluatedFile } from '../../support/evaluated-results.ts';
import { manyNamespaces } from './support/namespaces.ts';

let demo: Result;
let nasty: Result;
let large: Result;

beforeAll(async () => {
  demo = await evaluatedFile();
  nasty = hostile(demo);
  large = manyNamespaces(demo, 600);
});

/** Number of objects that the D2 compiler finds. */
async function objectsOfD2(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('../../support/d2.mjs', import.meta.url));
    const child = execFile(process.execPath, [program], (error, out) => {
      if (error) reject(error);
      else resolve(Number(out));
    });
    child.stdin?.end(text);
  });
}

describe.each(['demo', 'nasty', 'large'] as const)('the picture of %s', (name) => {
  const input = () => ({ demo, nasty, large })[name];
  const draw = (format: 'dot' | 'd2') => formatPicture(input(), format, { theme: 'light' });

  it('Graphviz parses dot and finds every card', async () => {
    const graphviz = await Graphviz.load();
    const drawn = JSON.parse(graphviz.layout(await draw('dot'), 'json', 'nop')) as {
      objects: { name: string }[];
      edges?: unknown[];
    };
    const names = new Set(drawn.objects.map(({ name: own }) => own));
    const picture = buildPicture(input());
    for (const { cards } of picture.lanes)
      for (const { id } of cards) {
        // In a quoted name only the quote is escaped (https://graphviz.org/doc/info/lang.html, "quoted strings").
        expect(names).toContain(id.replaceAll('\\', '\\\\'));
      }
    expect(drawn.edges ?? []).toHaveLength(picture.edges.filter(({ kind }) => kind !== 'runs-on').length);
  });

  it('D2 compiles', async () => {
    const objects = await objectsOfD2(await draw('d2'));
    const picture = buildPicture(input());
    const cards = picture.lanes.reduce((sum, lane) => sum + lane.cards.length, 0);
    expect(objects).toBe(cards + picture.lanes.filter((lane) => lane.cards.length > 0).length);
  });
});
