import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** docs/architecture.md with the picture of which folder imports which, drawn from the imports that stay at run time. */
export async function arrows(root: string): Promise<string> {
  const source = join(root, 'src');
  const edges = new Set<string>();
  for (const file of (await readdir(source, { recursive: true })).sort()) {
    if (!file.endsWith('.ts')) continue;
    const from = file.split('/')[0] ?? '';
    const text = await readFile(join(source, file), 'utf8');
    for (const match of text.matchAll(
      /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    )) {
      const target = join(file, '..', match[1] ?? match[2] ?? '').split('/')[0] ?? '';
      const [a, b] = [from, target].map((name) => name.replace(/\.ts$/, ''));
      if (a !== b) edges.add(`  ${a} --> ${b}`);
    }
  }
  const picture = ['```mermaid', 'flowchart LR', ...[...edges].sort(), '```'].join('\n');
  const page = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  return page.replace(
    /<!-- arrows -->[\s\S]*?<!-- \/arrows -->/,
    `<!-- arrows -->\n\n${picture}\n\n<!-- /arrows -->`,
  );
}
