// Node single executables of every platform, made on Linux: https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'postject';
import { installNode } from '../nodes.mjs';
import { FUSE, NODE_VERSION } from './platforms.mjs';
import { ensureSigner } from './signer.mjs';

/** This machine, in the names of Node's packages. */
const HERE = `${process.platform}-${process.arch}`;

/**
 * The bundle (`main`, one CommonJS file) as a blob for a platform. With compiled code, a third of the start-up, where Node of that
 * platform runs on this machine: V8 accepts it from the same processor and version only.
 */
function programBlob(main, work, { node }) {
  const output = join(work, `${node}.blob`);
  const config = join(work, `${node}.json`);
  const useCodeCache = node === HERE;
  writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true, useCodeCache }));
  // Compiled code contains hashes with a random seed, which would differ from run to run.
  run(installNode(NODE_VERSION), ['--random-seed=1', '--experimental-sea-config', config]);
  return readFileSync(output);
}

/**
 * Writes the executable of a platform: Node of that platform with the bundle. Same input, same bytes. Throws when a required tool is missing.
 */
export async function writeExecutable(platform, { main, work, target }) {
  const { os, node } = platform;
  const blob = programBlob(main, work, platform);
  copyFileSync(installNode(NODE_VERSION, node), target);
  chmodSync(target, 0o755);
  // Before the injection: a stripped single executable crashes. llvm-strip reads ELF of every architecture.
  if (os === 'linux') run('llvm-strip', [target]);
  await quietly(() =>
    inject(target, 'NODE_SEA_BLOB', blob, {
      sentinelFuse: FUSE,
      ...(os === 'darwin' && { machoSegmentName: 'NODE_SEA' }),
    }),
  );
  // Apple silicon starts signed programs only; the injection removes the signature of Node.
  if (os === 'darwin') run(ensureSigner(), ['sign', '--binary-identifier', 'kubectl-archmap', target]);
}

/** postject warns of the signatures that it makes invalid: they are replaced (darwin) or documented (windows). */
async function quietly(action) {
  const { warn, log } = console;
  Object.assign(console, { warn: () => undefined, log: () => undefined });
  try {
    await action();
  } finally {
    Object.assign(console, { warn, log });
  }
}

function run(file, args) {
  return execFileSync(file, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'ignore', 'pipe'] });
}
