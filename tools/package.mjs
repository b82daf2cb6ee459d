// Creates the krew archive of this platform (linux/amd64 so far) and a manifest with its hash: `npm run package`.
// dist/package/: archmap_linux_amd64.tar.gz with a Node single executable, and archmap.yaml.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';
import { installNode, packageOf } from './nodes.mjs';

// The only recent line that npm provides for all six platforms; see docs/dependencies.md.
const NODE = '22.23.2';
// Marks the place in Node's executable that postject fills: https://nodejs.org/api/single-executable-applications.html
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error(
    'error: the archive of another platform than linux/amd64 cannot be made yet\nhint:  run this on linux/amd64',
  );
  process.exit(1);
}
run('node', [join(root, 'tools/bundle.mjs'), '--sea']);

const staging = join(root, 'dist/package/files');
rmSync(join(root, 'dist/package'), { recursive: true, force: true });
mkdirSync(join(staging, 'examples/demo'), { recursive: true });
const node = installNode(NODE);
const executable = join(staging, 'kubectl-archmap');
copyFileSync(node, executable);
chmodSync(executable, 0o755);
run('strip', [executable]);
await injectProgram();

for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md', 'examples/demo/demo.archmap.gz'])
  copyFileSync(join(root, file), join(staging, file));
const nodeLicence = join(packageOf(node), 'LICENSE');
if (!existsSync(nodeLicence)) throw new Error("Node's package holds no LICENSE");
copyFileSync(nodeLicence, join(staging, 'LICENSE-node'));

const archive = join(root, 'dist/package/archmap_linux_amd64.tar.gz');
// Same input, same bytes: sorted, without owner and time. krew accepts plain files and folders only.
const tar = run('tar', [
  '--sort=name',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mtime=@0',
  '-C',
  staging,
  '-cf',
  '-',
  '.',
]);
writeFileSync(archive, execFileSync('gzip', ['-9n'], { input: tar, maxBuffer: 1 << 30 }));
rmSync(staging, { recursive: true });
const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex');
const manifest = readFileSync(join(root, 'krew-manifest.yaml'), 'utf8');
// krew requires the file to be named like the plugin.
writeFileSync(
  join(root, 'dist/package/archmap.yaml'),
  manifest.replace(/sha256: '[0-9a-f]{64}'/, `sha256: '${sha256}'`),
);
console.log(
  `dist/package/archmap_linux_amd64.tar.gz  ${(readFileSync(archive).length / 2 ** 20).toFixed(1)} MiB  sha256 ${sha256}`,
);

/** Prepares the bundle as a blob with its compiled code and injects it into the executable. */
async function injectProgram() {
  const blob = join(root, 'dist/sea/archmap.blob');
  const config = join(root, 'dist/sea/config.json');
  writeFileSync(
    config,
    JSON.stringify({
      main: join(root, 'dist/sea/main.cjs'),
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
    }),
  );
  run(node, ['--experimental-sea-config', config]);
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE });
}

function run(file, args) {
  return execFileSync(file, args, { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
}
