import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import type { Result } from '../../src/result/types.ts';
import { hostile, evaluatedFile } from '../support/evaluated-results.ts';

const schemaFile = fileURLToPath(new URL('../../docs/schema/result-v2.schema.json', import.meta.url));
let validate: ValidateFunction;
let demo: Result;

beforeAll(async () => {
  validate = new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(await readFile(schemaFile, 'utf8')) as object,
  );
  demo = await evaluatedFile();
});

/** As parsed by a program: without everything that JSON drops. */
const sent = (result: Result): unknown => JSON.parse(JSON.stringify(result));

describe('the published schema of results', () => {
  it.each(['demo', 'stock', 'broken', 'hardened', 'large'])('accepts %s', async (name) => {
    validate(sent(await evaluatedFile(name)));
    expect(validate.errors).toBeNull();
  });

  it('accepts every possible field', () => {
    const full: Result = {
      ...hostile(demo),
      warnings: ['a waiver matches nothing'],
      verdicts: demo.verdicts.map((verdict, index) => ({
        ...verdict,
        ...(index === 0 && { waiver: { reason: 'known', owner: 'ops', expires: '2027-01-31' } }),
        ...(index === 1 && { inBaseline: true as const }),
      })),
    };
    validate(sent(full));
    expect(validate.errors).toBeNull();
  });

  it.each([
    [
      'an unknown verdict kind',
      (result: Result) => ({ ...result, verdicts: [{ ...result.verdicts[0], verdict: 'passed' }] }),
    ],
    [
      'an unknown severity',
      (result: Result) => ({ ...result, verdicts: [{ ...result.verdicts[0], severity: 'urgent' }] }),
    ],
    ['no cluster', ({ cluster: _cluster, ...result }: Result) => result],
    [
      'a node without a name',
      (result: Result) => ({ ...result, nodes: [{ ...result.nodes[0], name: undefined }] }),
    ],
  ])('rejects %s', (_, spoil) => {
    expect(validate(JSON.parse(JSON.stringify(spoil(demo))))).toBe(false);
  });
});
