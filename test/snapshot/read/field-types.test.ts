import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { wrongTypeOf } from '../../../src/snapshot/read/field-types.ts';

type Raw = Record<string, unknown>;

/** The built-in objects of the examples on all pages of checks: fields that users write, each with its place. */
const examples: { place: string; object: Raw }[] = pagesOf('docs/checks').flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/```yaml (?:fail|pass|unknown)\n(.*?)```/gs)].flatMap(
    ([, text = '']) =>
      loadAll(text)
        .filter((one): one is Raw => typeof one === 'object' && one !== null && 'metadata' in one)
        .map((object) => ({ place: `${page}: ${String(object['kind'])}`, object })),
  ),
);

function pagesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const oddIn = (object: Raw) => wrongTypeOf(String(object['apiVersion']), String(object['kind']), object);

/** Every copy of a value with one leaf replaced by a value of another type. */
function* mutants(value: unknown, path: string): Iterable<{ path: string; value: unknown }> {
  if (Array.isArray(value)) {
    yield { path, value: 'a text' };
    for (const [index, one] of value.entries())
      for (const mutant of mutants(one, path))
        yield { path: mutant.path, value: value.with(index, mutant.value) };
  } else if (typeof value === 'object' && value !== null) {
    yield { path, value: [] };
    for (const [name, one] of Object.entries(value))
      for (const mutant of mutants(one, `${path}.${name}`))
        yield { path: mutant.path, value: { ...value, [name]: mutant.value } };
  } else yield { path, value: typeof value === 'boolean' ? 'true' : true };
}

describe('types of the fields of built-in objects', () => {
  it('accept every object of the examples', () => {
    expect(examples.length).toBeGreaterThan(1_000);
    expect(
      examples.flatMap(({ place, object }) =>
        oddIn(object) === undefined ? [] : `${place}: ${oddIn(object)}`,
      ),
    ).toEqual([]);
  });

  it('reject each field with a value of another type', () => {
    const missed = new Set<string>();
    let tried = 0;
    for (const { object } of examples) {
      const kind = `${String(object['apiVersion'])}/${String(object['kind'])}`;
      // Custom kinds have no types here.
      if (oddIn({ ...object, metadata: 'none' }) === undefined) continue;
      for (const [name, one] of Object.entries(object)) {
        if (name === 'apiVersion' || name === 'kind') continue;
        for (const { path, value } of mutants(one, name)) {
          tried++;
          if (oddIn({ ...object, [name]: value }) === undefined) missed.add(`${kind} ${path}`);
        }
      }
    }
    expect(tried).toBeGreaterThan(10_000);
    expect([...missed]).toEqual([]);
  });

  it.each([
    ['v1', 'Service', { spec: { type: ['LoadBalancer'] } }, 'spec.type is no text'],
    ['v1', 'Service', { spec: { ports: [{ port: '80' }] } }, 'spec.ports.port is no number'],
    [
      'v1',
      'Service',
      {
        spec: {
          ports: [
            { port: 80, targetPort: 'web' },
            { port: 81, targetPort: 81 },
          ],
        },
      },
      undefined,
    ],
    ['v1', 'Namespace', { metadata: { labels: { owner: true } } }, 'metadata.labels[owner] is no text'],
    ['v1', 'Namespace', { metadata: { labels: null } }, undefined],
    [
      'apps/v1',
      'Deployment',
      { spec: { template: { spec: { volumes: {} } } } },
      'spec.template.spec.volumes is no list',
    ],
    [
      'apps/v1',
      'Deployment',
      { spec: { template: { spec: { volumes: ['a'] } } } },
      'spec.template.spec.volumes is no list of objects',
    ],
    [
      'v1',
      'Pod',
      { spec: { containers: [{ resources: { limits: { cpu: 1, memory: '1Gi' } } }] } },
      undefined,
    ],
    [
      'v1',
      'Pod',
      { spec: { containers: [{ resources: { limits: { cpu: [1] } } }] } },
      'spec.containers.resources.limits[cpu] is no text or number',
    ],
    ['example.com/v1', 'Service', { spec: 5 }, undefined],
    ['v1beta9', 'Service', { spec: 5 }, undefined],
  ])('%s %s %j: %s', (apiVersion, kind, object, expected) => {
    expect(wrongTypeOf(apiVersion, kind, object)).toBe(expected);
  });
});
