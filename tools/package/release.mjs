// Everything that a release publishes, in dist/package: `npm run release`. The steps around it are in docs/release.md.
// Archives of all six platforms, archmap.yaml for krew, kubectl-archmap.rb for Homebrew, sbom.cdx.json, THIRD_PARTY_NOTICES.md, checksums.txt.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { sha256Of } from './archive.mjs';
import { FORMULA_FILE, formula } from './formula.mjs';
import { manifestProblems } from './krew-rules.mjs';
import { NODE_VERSION, PLATFORMS } from './platforms.mjs';
import { billOfMaterials } from './sbom.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const output = join(root, 'dist/package');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

// `-- --tag v1.2.3` of the release workflow: a tag of another version than the package's is an error before the minutes of work.
const tag = /^--tag=?(.*)$/.exec(process.argv.slice(2).join('='))?.[1];
if (tag !== undefined && tag !== `v${version}`) {
  console.error(`error: the tag is ${tag}, the version in package.json ${version}\nhint:  tag v${version}`);
  process.exit(2);
}
execFileSync('node', [join(root, 'tools/package/package.mjs')], { stdio: 'inherit' });

const manifest = load(readFileSync(join(output, 'archmap.yaml'), 'utf8'));
const problems = manifestProblems(manifest, 'archmap');
if (manifest.spec.platforms.length !== PLATFORMS.length) problems.push('a platform is missing');
if (problems.length > 0) throw new Error(`archmap.yaml: ${problems.join('; ')}`);

writeFileSync(join(output, FORMULA_FILE), formula(manifest));

const packages = JSON.parse(readFileSync(join(root, 'dist/packages.json'), 'utf8'));
const bill = billOfMaterials(version, NODE_VERSION, packages);
writeFileSync(join(output, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
copyFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), join(output, 'THIRD_PARTY_NOTICES.md'));

// The format of sha256sum: `sha256sum -c checksums.txt` verifies a download.
const lines = [];
for (const file of readdirSync(output).sort()) lines.push(`${await sha256Of(join(output, file))}  ${file}\n`);
writeFileSync(join(output, 'checksums.txt'), lines.join(''));
console.log(`dist/package: ${lines.length + 1} files of version ${version}`);
