import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { cyclonedx } from '../../../src/report/formats/cyclonedx.ts';
import { hostile, evaluatedFile } from '../../support/evaluated-results.ts';

const require = createRequire(import.meta.url);

describe('CycloneDX', () => {
  it('satisfies the schema of 1.6, with and without hostile names', async () => {
    const folder = join(
      dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')),
      'res',
      'schema',
    );
    const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(
      await read('spdx.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json',
    );
    ajv.addSchema(
      await read('jsf-0.82.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
    );
    const validate = ajv.compile(await read('bom-1.6.SNAPSHOT.schema.json'));
    const demo = await evaluatedFile();
    for (const result of [demo, hostile(demo)]) {
      const document = JSON.parse(cyclonedx(result).text) as {
        components: { type: string; purl?: string }[];
      };
      validate(document);
      expect(validate.errors).toBeNull();
      expect(document.components.filter(({ type }) => type === 'device')).toHaveLength(result.nodes.length);
    }
    expect(cyclonedx(demo).text).toContain('"pkg:oci/');
  });
});
