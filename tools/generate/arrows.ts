import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, importsOf } from '../imports.ts';

/** docs/architecture.md with the diagram of imports between folders, from the imports that remain at run time. */
export async function arrows(root: string): Promise<string> {
  const edges = new Set<string>();
  for (const { from, to, typeOnly } of await importsOf(root)) {
    const [a, b] = [folderOf(from), folderOf(to)];
    if (!typeOnly && a !== b) edges.add(`  ${a} --> ${b}`);
  }
  const picture = ['```mermaid', 'flowchart LR', ...[...edges].sort(), '```'].join('\n');
  const page = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  return page.replace(
    /<!-- arrows -->[\s\S]*?<!-- \/arrows -->/,
    `<!-- arrows -->\n\n${picture}\n\n<!-- /arrows -->`,
  );
}
