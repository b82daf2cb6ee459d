// The rules of krew and of its index for a manifest: https://krew.sigs.k8s.io/docs/developer-guide/plugin-manifest/
// `validate-krew-manifest` of krew itself runs in the suite cluster; these need neither Go nor a network.

const API_VERSION = 'krew.googlecontainertools.github.com/v1alpha2';
const SEMVER = /^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const SYSTEMS = ['linux', 'darwin', 'windows'];

/** Violations in a parsed manifest, empty when there are none; `file` is its name without `.yaml`. */
export function manifestProblems(manifest, file) {
  const { apiVersion, kind, metadata, spec } = manifest ?? {};
  const problems = [];
  if (apiVersion !== API_VERSION) problems.push(`apiVersion must be ${API_VERSION}`);
  if (kind !== 'Plugin') problems.push('kind must be Plugin');
  const name = metadata?.name ?? '';
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name.startsWith('kube') || WINDOWS_DEVICES.test(name))
    problems.push('metadata.name must be lower-case words with hyphens, without a prefix kube');
  if (name !== file) problems.push(`the file must be named ${name}.yaml`);
  if (!SEMVER.test(spec?.version ?? '')) problems.push('spec.version must be a semantic version with a v');
  const short = spec?.shortDescription ?? '';
  if (short === '' || short.length > 80 || /[\n.]/.test(short))
    problems.push('spec.shortDescription must be one line of at most 80 characters, without a period');
  if (!(spec?.homepage ?? '').startsWith('https://')) problems.push('spec.homepage must be an https address');
  const platforms = Array.isArray(spec?.platforms) ? spec.platforms : [];
  if (platforms.length === 0) problems.push('spec.platforms must not be empty');
  return [
    ...problems,
    ...platforms.flatMap((platform, index) =>
      platformProblems(platform, spec.version).map((text) => `spec.platforms[${index}]: ${text}`),
    ),
    ...overlaps(platforms),
  ];
}

function platformProblems(platform, version) {
  const { selector, uri, sha256, bin, files } = platform ?? {};
  const problems = [];
  const { os, arch, ...others } = selector?.matchLabels ?? {};
  if (!SYSTEMS.includes(os) || !['amd64', 'arm64'].includes(arch) || Object.keys(others).length > 0)
    problems.push('the selector must consist of os and arch');
  if (!/^https:\/\/\S+\.tar\.gz$/.test(uri ?? '')) problems.push('uri must be an https address of a .tar.gz');
  else if (!uri.includes(`/${version}/`)) problems.push('uri must contain the version');
  if (!/^[0-9a-f]{64}$/.test(sha256 ?? '')) problems.push('sha256 must be 64 lower-case hexadecimal digits');
  if (!/^[\w-]+(\.exe)?$/.test(bin ?? '') || (os === 'windows') !== (bin ?? '').endsWith('.exe'))
    problems.push('bin must be a file of the archive, with .exe on Windows only');
  if (files !== undefined) problems.push('files must be absent: the archives contain no other files');
  return problems;
}

function overlaps(platforms) {
  const seen = new Set();
  return platforms.flatMap((platform) => {
    const { os, arch } = platform?.selector?.matchLabels ?? {};
    const key = `${os}/${arch}`;
    if (seen.has(key)) return [`two platforms select ${key}`];
    seen.add(key);
    return [];
  });
}
