/** Versions: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library */
import type { Environment } from '@marcbachmann/cel-js';
import semver from 'semver';
import type { Define } from './define.ts';

const V = 'kubernetes.Semver';

export class Version {
  readonly version: semver.SemVer;

  constructor(version: semver.SemVer) {
    this.version = version;
  }
}

/** With `normalize`, `v1.2` and `01.2.3` are versions: it removes the `v` and leading zeros and adds missing parts. */
function parse(text: string, normalize: boolean): Version | undefined {
  const written = normalize ? normalized(text) : text;
  // The library accepts a leading v and blanks, which the specification does not.
  if (!/^\d/.test(written) || /\s/.test(written)) return undefined;
  const version = semver.parse(written);
  return version ? new Version(version) : undefined;
}

/** Same rules as Kubernetes: split at the first two dots; an incomplete version has no pre-release and no build. */
function normalized(text: string): string {
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [
    major,
    ...(minor === undefined ? [] : [minor]),
    ...(rest.length > 0 ? [rest.join('.')] : []),
  ];
  const short = parts.length < 3;
  if (short && /[-+]/.test(parts.at(-1) ?? '')) return '';
  const plain = parts.map((part) => part.replace(/^0+(?=\d)/, ''));
  while (plain.length < 3) plain.push('0');
  return plain.join('.');
}

function must(text: string, normalize: boolean): Version {
  const version = parse(text, normalize);
  if (!version) throw new Error(`${JSON.stringify(text)} is not a semantic version`);
  return version;
}

/** Comparison ignores the build of a version. */
export function registerVersions(env: Environment, define: Define): void {
  const order = (a: Version, b: Version) => a.version.compare(b.version);
  env.registerType(V, { ctor: Version, fields: {} });
  define({
    [`semver(string): ${V}`]: (text: string) => must(text, false),
    [`semver(string, bool): ${V}`]: must,
    'isSemver(string): bool': (text: string) => parse(text, false) !== undefined,
    'isSemver(string, bool): bool': (text: string, normalize: boolean) =>
      parse(text, normalize) !== undefined,
    [`${V}.major(): int`]: ({ version }: Version) => BigInt(version.major),
    [`${V}.minor(): int`]: ({ version }: Version) => BigInt(version.minor),
    [`${V}.patch(): int`]: ({ version }: Version) => BigInt(version.patch),
    [`${V}.compareTo(${V}): int`]: (a: Version, b: Version) => BigInt(order(a, b)),
    [`${V}.isGreaterThan(${V}): bool`]: (a: Version, b: Version) => order(a, b) > 0,
    [`${V}.isLessThan(${V}): bool`]: (a: Version, b: Version) => order(a, b) < 0,
    [`${V} == ${V}`]: (a: Version, b: Version) => order(a, b) === 0,
  });
}
