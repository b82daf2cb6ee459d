/** JSON schema of results, derived from their types: the published schema cannot differ from the output. */
import { createGenerator } from 'ts-json-schema-generator';
import { join } from 'node:path';
import { RESULT_VERSION } from '../../src/result/types.ts';

/** The schema of `Result`, which `report --from` also uses for validation. Unknown fields are allowed: newer versions may add some. */
export function resultJsonSchema(root: string): object {
  const schema = createGenerator({
    path: join(root, 'src/result/types.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: 'Result',
    additionalProperties: true,
    skipTypeCheck: true,
    topRef: true,
  }).createSchema('Result');
  return { $id: `archmap-result-v${RESULT_VERSION}`, ...schema };
}
