// Runs a TypeScript file of this project on any supported Node: `node tools/run.mjs FILE.ts [ARG...]`.
// The file is bundled (without packages) into node_modules/.cache and imported from there.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = resolve(process.argv[2] ?? '');
const out = join(
  root,
  'node_modules/.cache/archmap-run',
  // Concurrent runs, and those of other folders with the same packages, have their own copies.
  `${entry.slice(root.length + 1).replaceAll('/', '_')}.${process.pid}.mjs`,
);
process.once('exit', () => rmSync(out, { force: true }));
mkdirSync(dirname(out), { recursive: true });
await build({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  // import.meta.url must be the source file, not the copy in the cache.
  plugins: [
    {
      name: 'source-url',
      setup(b) {
        b.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
          const { readFile } = await import('node:fs/promises');
          const source = await readFile(path, 'utf8');
          return {
            loader: 'ts',
            contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
          };
        });
      },
    },
  ],
  logLevel: 'warning',
});
process.argv.splice(1, 2, entry);
await import(pathToFileURL(out).href);
