import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assess } from '../../src/app/assess.ts';
import { overview } from '../../src/report/overview.ts';
import { readInput } from '../../src/snapshot/index.ts';

/** README.md with the overview of the example cluster as `kubectl archmap --demo` prints it. */
export async function readme(root: string): Promise<string> {
  const snapshot = await readInput([join(root, 'examples/demo/demo.archmap.gz')], {
    stdin: process.stdin,
    signal: new AbortController().signal,
  });
  const screen = overview(assess(snapshot, {}), { color: false, headers: true, borders: false, width: 80 });
  const text = await readFile(join(root, 'README.md'), 'utf8');
  return text.replace(
    /<!-- screen -->[\s\S]*?<!-- \/screen -->/,
    () => `<!-- screen -->\n\n\`\`\`console\n$ kubectl archmap --demo\n${screen}\n\`\`\`\n\n<!-- /screen -->`,
  );
}
