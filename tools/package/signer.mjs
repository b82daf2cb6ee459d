// rcodesign, which signs programs for macOS on Linux: the crate apple-codesign, compiled once into the user's cache.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '0.29.0';

/** Path of rcodesign. `ARCHMAP_RCODESIGN` names an installed one. Compiles it at the first use; throws without Cargo. */
export function ensureSigner() {
  const given = process.env.ARCHMAP_RCODESIGN;
  if (given) return given;
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'kubectl-archmap', `rcodesign-${VERSION}`);
  const program = join(folder, 'bin/rcodesign');
  if (existsSync(program)) return program;
  console.error('compiling rcodesign, once (minutes)');
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('cargo', ['install', '--quiet', '--locked', '--root', folder, `apple-codesign@${VERSION}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // Half of the compile time; it signs in seconds all the same.
      env: { ...process.env, CARGO_PROFILE_RELEASE_OPT_LEVEL: '1', CARGO_PROFILE_RELEASE_LTO: 'off' },
    });
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause;
    throw new Error(
      'programs for macOS cannot be signed without rcodesign\nhint:  install Rust, or name an rcodesign in ARCHMAP_RCODESIGN',
      { cause },
    );
  }
  return program;
}
