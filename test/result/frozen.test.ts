import { describe, expect, it } from '@jest/globals';
import { publicNames, readJson } from '../support/public-names.ts';

/**
 * test/fixtures/frozen.json has the public names that exist since they were declared frozen (docs/decisions.md). A name may be added there;
 * removing or renaming one breaks waivers, pipelines and saved files, and needs a new version of the schema.
 */
describe('public names that are frozen', () => {
  const frozen = readJson('test/fixtures/frozen.json') as Readonly<Record<string, readonly string[]>>;

  it.each(Object.keys(frozen))('%s: none is gone', async (group) => {
    const now = new Set((await publicNames())[group]);
    expect(frozen[group]?.filter((name) => !now.has(name))).toEqual([]);
  });
});
