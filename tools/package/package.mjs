// Creates the krew archives, with Node single executables, and a manifest with their hashes: `npm run package`.
// All six platforms are made on one Linux machine; `-- --platform linux/amd64` makes some, `--output DIR` elsewhere than dist/package.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installNode, packageOf } from '../nodes.mjs';
import { sha256Of, writeArchive } from './archive.mjs';
import { writeExecutable } from './executable.mjs';
import { filledManifest } from './manifest.mjs';
import { NODE_VERSION, platformsOf } from './platforms.mjs';
import { archiveProblems } from './verify.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

try {
  const { values } = parseArgs({ options: { platform: { type: 'string' }, output: { type: 'string' } } });
  if (process.platform !== 'linux')
    throw new Error('the archives can be made on Linux only\nhint:  run this on Linux, or in a container');
  await makeAll(platformsOf(values.platform), resolve(root, values.output ?? 'dist/package'));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}

async function makeAll(platforms, output) {
  execFileSync('node', [join(root, 'tools/bundle.mjs'), '--sea'], { stdio: 'inherit' });
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'archmap-package-'));
  try {
    const made = [];
    // An archive is compressed while the next executable is made.
    let compression = Promise.resolve();
    for (const platform of platforms) {
      const staging = await stage(platform, work);
      await compression;
      compression = compress(platform, staging, output).then((archive) => void made.push(archive));
      compression.catch(() => undefined);
    }
    await compression;
    writeManifest(made, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Lays out the files of an archive. */
async function stage(platform, work) {
  const staging = join(work, platform.node);
  mkdirSync(join(staging, 'examples/demo'), { recursive: true });
  const target = join(staging, platform.executable);
  await writeExecutable(platform, { main: join(root, 'dist/sea/main.cjs'), work, target });
  for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md', 'examples/demo/demo.archmap.gz'])
    copyFileSync(join(root, file), join(staging, file));
  // Some of Node's packages contain no license: it is the same text for all platforms of a version.
  copyFileSync(join(packageOf(installNode(NODE_VERSION)), 'LICENSE'), join(staging, 'LICENSE-node'));
  return staging;
}

async function compress(platform, staging, output) {
  const file = join(output, platform.archive);
  const unpacked = statSync(join(staging, platform.executable)).size;
  await writeArchive(staging, file);
  rmSync(staging, { recursive: true });
  const problems = archiveProblems(file, platform);
  if (problems.length > 0) throw new Error(`${platform.archive}: ${problems.join('; ')}`);
  const sha256 = await sha256Of(file);
  const size = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`.padStart(10);
  console.log(
    `${platform.archive.padEnd(31)}${size(statSync(file).size)}, executable ${size(unpacked)}  sha256 ${sha256}`,
  );
  return { ...platform, sha256 };
}

function writeManifest(made, output) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const template = readFileSync(join(root, 'krew-manifest.yaml'), 'utf8');
  // krew requires the file to be named like the plugin.
  writeFileSync(join(output, 'archmap.yaml'), filledManifest(template, version, made));
}
