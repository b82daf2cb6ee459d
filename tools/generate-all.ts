// Files generated from the checks and the rest of the code. Started by generate.ts, after the list of checks is up to date.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { arrows } from './generate/arrows.ts';
import { checkDocs, checkPages } from './generate/checks.ts';
import { clientModule } from './generate/client.ts';
import { collectorDocs } from './generate/collectors.ts';
import { coverageDocs } from './generate/coverage.ts';
import { deployFiles } from './generate/deploy.ts';
import { fieldTypes } from './generate/field-types.ts';
import { indexPages } from './generate/index-pages.ts';
import { kindConflicts } from './generate/kind-places.ts';
import { report, writeStale } from './generate/output.ts';
import type { Outputs } from './generate/output.ts';
import { rulesDocs } from './generate/rules.ts';
import { rulesSchema } from '../src/rules/schema.ts';
import { docsIndex, exampleResult, pictures, readme, tour, pipelines } from './generate/screen.ts';
import { resultJsonSchema } from './generate/result-schema.ts';
import { RESULT_VERSION } from '../src/result/types.ts';
import { configSchema } from '../src/result/config/schema.ts';
import { waiversSchema } from '../src/result/waivers/schema.ts';
import { snapshotJsonSchema } from '../src/snapshot/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const conflicts = kindConflicts();
if (conflicts.length > 0) {
  for (const conflict of conflicts) console.error(`error: ${conflict}`);
  process.exit(1);
}

const outputs: Outputs = new Map();
outputs.set('src/report/page/client.generated.ts', await clientModule(root));
outputs.set('src/snapshot/read/field-types.generated.ts', fieldTypes());
const checks = await checkDocs(root);
for (const [file, text] of checks) outputs.set(file, text);
outputs.set('src/checks/pages.generated.ts', checkPages(checks));
for (const [file, text] of indexPages()) outputs.set(file, text);
outputs.set('docs/architecture.md', await arrows(root));
const example = await exampleResult(root);
for (const [file, text] of await pictures(example)) outputs.set(file, text);
outputs.set('README.md', await readme(root));
outputs.set('docs/tour.md', await tour(root, example));
outputs.set('docs/ci.md', await pipelines(root));
outputs.set('docs/README.md', await docsIndex(root));
outputs.set('docs/collectors.md', collectorDocs());
outputs.set('docs/coverage.md', coverageDocs());
for (const [file, text] of deployFiles()) outputs.set(file, text);
const resultSchema = JSON.stringify(resultJsonSchema(root));
outputs.set(`docs/schema/result-v${RESULT_VERSION}.schema.json`, resultSchema);
outputs.set(
  'src/result/schema.generated.ts',
  `// Generated from the types by \`npm run generate\`.\n\n/** JSON schema of a result, as text. */\nexport const resultSchema = ${JSON.stringify(resultSchema)};\n`,
);
outputs.set('docs/schema/rules-v1.schema.json', JSON.stringify(rulesSchema));
outputs.set('docs/rules.md', await rulesDocs(root));
outputs.set('docs/schema/config-v1.schema.json', JSON.stringify(configSchema));
outputs.set('docs/schema/waivers-v1.schema.json', JSON.stringify(waiversSchema));
outputs.set('docs/schema/snapshot-v2.schema.json', JSON.stringify(snapshotJsonSchema()));

report(await writeStale(root, outputs));
