import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assess } from '../../src/app/assess.ts';
import { overview } from '../../src/report/overview.ts';
import { formatPicture } from '../../src/report/picture/formats.ts';
import type { Result } from '../../src/result/types.ts';
import { readInput } from '../../src/snapshot/read.ts';

const THEMES = ['light', 'dark'] as const;

/** The evaluated example cluster. */
export async function exampleResult(root: string): Promise<Result> {
  const snapshot = await readInput([join(root, 'examples/demo/demo.archmap.gz')], {
    stdin: process.stdin,
    signal: new AbortController().signal,
  });
  return assess(snapshot, {});
}

/** Its picture for the documentation, light and dark: file -> SVG. */
export async function pictures(example: Result): Promise<Map<string, string>> {
  const drawn = THEMES.map(
    async (theme) =>
      [`docs/images/demo-${theme}.svg`, await formatPicture(example, 'svg', { theme })] as const,
  );
  return new Map(await Promise.all(drawn));
}

/** The picture in the reader's color scheme, for a page with the folder `images` at this path. */
function pictureFrom(images: string): string {
  const alt =
    'Map of the example cluster: identities, control plane and nodes on the left; entry points, add-ons, namespaces and storage on the right; risks as shapes on the cards';
  return `<picture><source media="(prefers-color-scheme: dark)" srcset="${images}/demo-dark.svg"><img alt="${alt}" src="${images}/demo-light.svg"></picture>`;
}

/** README.md with the picture of the example cluster. */
export async function readme(root: string): Promise<string> {
  return filled(await readFile(join(root, 'README.md'), 'utf8'), { picture: pictureFrom('docs/images') });
}

/** docs/tour.md with the overview of the example cluster. */
export async function tour(root: string, example: Result): Promise<string> {
  const screen = overview(example, { color: false, headers: true, borders: false, width: 80 });
  return filled(await readFile(join(root, 'docs/tour.md'), 'utf8'), {
    screen: `\`\`\`console\n$ kubectl archmap --demo\n${screen}\n\`\`\``,
  });
}

/** docs/ci.md with the recipes of examples/ci. */
export async function pipelines(root: string): Promise<string> {
  const recipe = async (file: string, language: string) =>
    `\`\`\`${language}\n${await readFile(join(root, 'examples/ci', file), 'utf8')}\`\`\``;
  return filled(await readFile(join(root, 'docs/ci.md'), 'utf8'), {
    github: await recipe('github-actions.yml', 'yaml'),
    gitlab: await recipe('gitlab-ci.yml', 'yaml'),
    jenkins: await recipe('Jenkinsfile', 'groovy'),
  });
}

/** docs/README.md with the same picture. */
export async function docsIndex(root: string): Promise<string> {
  return filled(await readFile(join(root, 'docs/README.md'), 'utf8'), { picture: pictureFrom('images') });
}

/** A page with its parts inserted between the comments of the same name. */
function filled(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce(
    (all, [name, part]) =>
      all.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${part}\n\n<!-- /${name} -->`,
      ),
    page,
  );
}
