// The platforms of the krew archives, and the one Node version of all executables.

/** The newest version that npm provides for all six platforms; see docs/dependencies.md. */
export const NODE_VERSION = '22.23.2';

/** The place in Node's executable that says whether a program was injected: `:0`, or `:1` afterwards. */
export const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** One entry per archive: `os` and `arch` as in krew's selectors, `node` as in `installNode`. */
export const PLATFORMS = [
  platform('linux', 'amd64', 'linux-x64'),
  platform('linux', 'arm64', 'linux-arm64'),
  platform('darwin', 'amd64', 'darwin-x64'),
  platform('darwin', 'arm64', 'darwin-arm64'),
  platform('windows', 'amd64', 'win32-x64'),
  platform('windows', 'arm64', 'win32-arm64'),
];

function platform(os, arch, node) {
  return {
    name: `${os}/${arch}`,
    os,
    arch,
    node,
    executable: os === 'windows' ? 'kubectl-archmap.exe' : 'kubectl-archmap',
    archive: `archmap_${os}_${arch}.tar.gz`,
  };
}

/** The platforms of `--platform linux/amd64,darwin/arm64`; all without the flag. Throws for an unknown one. */
export function platformsOf(names = '') {
  const wanted = names.split(',').filter((name) => name !== '');
  const known = PLATFORMS.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`there is no platform ${unknown}\nhint:  specify one or more of ${known.join(', ')}`);
  return wanted.length === 0 ? PLATFORMS : PLATFORMS.filter(({ name }) => wanted.includes(name));
}
