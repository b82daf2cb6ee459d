import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { USERS } from './lib/users.ts';
import { variantRun, variantsOf } from './lib/variant-run.ts';

const MINUTES = 60_000;

describe.each(await variantsOf(1))('variant %s', (variant) => {
  const { start, end, expectVerdicts } = variantRun(variant);
  beforeAll(start, 10 * MINUTES);
  afterAll(end, MINUTES);

  it.each(USERS)('has the expected verdicts for %s, and is only read', expectVerdicts, 3 * MINUTES);
});
