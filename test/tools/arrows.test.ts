import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface CruiserRule {
  from: { path?: string };
  to: { pathNot?: string };
}

interface Override {
  files: string[];
  rules: Record<string, unknown>;
}

/** Folder -> what it may import, by dependency-cruiser, which looks at the emitted JavaScript. */
function cruiserArrows(): Map<string, Set<string>> {
  const { forbidden } = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`) as {
    forbidden: CruiserRule[];
  };
  return new Map(
    forbidden.flatMap(({ from, to }) => {
      const folder = /^\^dist\/js\/([a-z]+)\/$/.exec(from.path ?? '')?.[1];
      const allowed = /^\^dist\/js\/\(([a-z|]+)\)\/$/.exec(to.pathNot ?? '')?.[1];
      return folder && allowed ? [[folder, new Set(allowed.split('|'))] as const] : [];
    }),
  );
}

/** Folder -> what it must not import, by the linter, which sees types, too. */
function linterArrows(): Map<string, Set<string>> {
  const { overrides } = JSON.parse(readFileSync(`${root}.oxlintrc.json`, 'utf8')) as {
    overrides: Override[];
  };
  return new Map(
    overrides.flatMap(({ files, rules }) => {
      const folder = /^src\/([a-z]+)\/\*\*$/.exec(files[0] ?? '')?.[1];
      const rule = rules['no-restricted-imports'] as
        [string, { patterns: { group: string[] }[] }] | undefined;
      const groups = rule?.[1].patterns.flatMap(({ group }) => group) ?? [];
      return folder && rule
        ? [[folder, new Set(groups.map((group) => group.split('/')[1] ?? ''))] as const]
        : [];
    }),
  );
}

describe('the arrows of docs/architecture.md', () => {
  it('are the same for the linter and for dependency-cruiser', () => {
    const [allowed, denied] = [cruiserArrows(), linterArrows()];
    // Planned folders do not exist yet, and only the linter needs to know what exists.
    const folders = [...allowed.keys()].filter((folder) => folder !== 'graph');
    expect(folders.length).toBeGreaterThan(10);
    for (const folder of folders) {
      const expected = folders.filter((other) => !allowed.get(folder)?.has(other));
      expect([folder, [...(denied.get(folder) ?? [])].sort()]).toEqual([folder, expected.sort()]);
    }
  });
});
