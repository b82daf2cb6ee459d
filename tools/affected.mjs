// Which files decide the tests that a change affects. Jest follows imports; files that tests read directly are listed here.

/** Path prefix -> tests that read such files without importing them. */
const READERS = [
  ['docs/checks/', 'test/checks/catalogue.test.ts'],
  ['docs/checks/', 'test/snapshot/kept.test.ts'],
  ['docs/', 'test/style/docs.test.ts'],
  ['CONTRIBUTING.md', 'test/style/docs.test.ts'],
  ['examples/rules/', 'test/rules/fixtures.test.ts'],
  ['examples/ci/', 'test/tools/ci-recipes.test.ts'],
  ['docs/ci.md', 'test/tools/ci-recipes.test.ts'],
  ['README.md', 'test/style/docs.test.ts'],
  ['deploy/', 'test/tools/deploy.test.ts'],
  ['Containerfile', 'test/tools/deploy.test.ts'],
  ['package-lock.json', 'test/tools/lock-file.test.ts'],
  ['test/cluster/variants/', 'test/cluster/lib/expected.test.ts'],
  ['test/cluster/variants/', 'test/checks/catalogue.test.ts'],
  ['test/cluster/variants/', 'test/replay/recorded.test.ts'],
  ['test/fixtures/snapshots/', 'test/replay/recorded.test.ts'],
  ['test/adversary/', 'test/snapshot/kept.test.ts'],
  ['test/snapshot/kept.json', 'test/snapshot/kept.test.ts'],
  ['src/', 'test/arch/arrows.test.ts'],
  ['src/', 'test/style/strings.test.ts'],
  ['src/', 'test/cli/program.test.ts'],
  ['bin/', 'test/cli/program.test.ts'],
  ['tools/', 'test/tools/generate.test.ts'],
  ['tools/', 'test/tools/new-check.test.ts'],
  ['package.json', 'test/tools/suites.test.ts'],
  ['.ci/', 'test/tools/suites.test.ts'],
];

/** The changed files and the tests that read one of them, for jest's `--findRelatedTests`. */
export function affectedBy(changed) {
  const code = changed.filter((file) => /\.(?:ts|mjs|cjs|json)$/.test(file));
  const readers = READERS.filter(([start]) => changed.some((file) => file.startsWith(start)));
  return [...new Set([...code, ...readers.map(([, test]) => test)])];
}
