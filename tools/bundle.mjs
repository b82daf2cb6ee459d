// Bundles the program: `npm run bundle`. dist/bundle is what npm ships: ES modules split at every lazy import, without dependencies to
// install. With --sea also dist/sea/main.cjs, one CommonJS file for the single executable.
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packagesIn, warnings } from './notices.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const shared = {
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  define: { ARCHMAP_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

// Written to a temporary folder and renamed: a running program finds the old bundle or the new one. A bundle that did not change stays:
// running programs load more of its chunks later.
const aside = `dist/.bundle-${process.pid}`;
const { metafile } = await build({
  ...shared,
  entryPoints: ['src/main.ts', 'src/library.ts'],
  format: 'esm',
  splitting: true,
  outdir: aside,
  chunkNames: 'chunk-[hash]',
  // Bundled CommonJS packages call require for Node's own modules.
  banner: {
    js: "import { createRequire as archmapCreateRequire } from 'node:module'; const require = archmapCreateRequire(import.meta.url);",
  },
});
const [made, present] = [join(root, aside), join(root, 'dist/bundle')];
if (hasSameFiles(made, present)) rmSync(made, { recursive: true });
else {
  rmSync(present, { recursive: true, force: true });
  renameSync(made, present);
}
const packages = packagesIn(root, metafile);
writeFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), warnings(root, packages));
// For the bill of materials of a release.
writeFileSync(join(root, 'dist/packages.json'), JSON.stringify(packages));

if (process.argv.includes('--sea')) {
  rmSync(join(root, 'dist/sea'), { recursive: true, force: true });
  await build({
    ...shared,
    format: 'cjs',
    outfile: 'dist/sea/main.cjs',
    define: { ...shared.define, 'import.meta.url': 'archmapUrl' },
    banner: { js: "const archmapUrl = require('node:url').pathToFileURL(process.execPath).href;" },
  });
}

function hasSameFiles(folder, other) {
  if (!existsSync(other)) return false;
  const [names, others] = [readdirSync(folder).sort(), readdirSync(other).sort()];
  return (
    names.join('\n') === others.join('\n') &&
    names.every((name) => readFileSync(join(folder, name)).equals(readFileSync(join(other, name))))
  );
}
