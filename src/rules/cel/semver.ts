/** Versions: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library */
import type { Environment } from '@marcbachmann/cel-js';
import semver from 'semver';

export class Version {
  readonly version: semver.SemVer;

  constructor(version: semver.SemVer) {
    this.version = version;
  }
}

/** `v1.2` and `01.2.3` are versions when they may be normalised: no `v`, three parts, no leading zeros. */
function parse(text: string, normalize: boolean): Version | undefined {
  const written = normalize ? normalized(text) : text;
  // The library takes a leading v and blanks, which the specification does not.
  if (!/^\d/.test(written) || written !== written.trim()) return undefined;
  const version = semver.parse(written);
  return version ? new Version(version) : undefined;
}

function normalized(text: string): string {
  const [core = '', ...rest] = text.replace(/^v/, '').split(/(?=[-+])/);
  const parts = core.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + rest.join('');
}

export function registerVersions(env: Environment): void {
  const must = (text: string, normalize: boolean) => {
    const version = parse(text, normalize);
    if (!version) throw new Error(`${JSON.stringify(text)} is no semantic version`);
    return version;
  };
  const order = (a: Version, b: Version) => a.version.compare(b.version);
  env
    .registerType('kubernetes.Semver', { ctor: Version, fields: {} })
    .registerFunction('semver(string): kubernetes.Semver', (text: string) => must(text, false))
    .registerFunction('semver(string, bool): kubernetes.Semver', must)
    .registerFunction('isSemver(string): bool', (text: string) => parse(text, false) !== undefined)
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, normalize: boolean) => parse(text, normalize) !== undefined,
    )
    .registerFunction('kubernetes.Semver.major(): int', ({ version }: Version) => BigInt(version.major))
    .registerFunction('kubernetes.Semver.minor(): int', ({ version }: Version) => BigInt(version.minor))
    .registerFunction('kubernetes.Semver.patch(): int', ({ version }: Version) => BigInt(version.patch))
    .registerFunction('kubernetes.Semver.compareTo(kubernetes.Semver): int', (a: Version, b: Version) =>
      BigInt(order(a, b)),
    )
    .registerFunction(
      'kubernetes.Semver.isGreaterThan(kubernetes.Semver): bool',
      (a: Version, b: Version) => order(a, b) > 0,
    )
    .registerFunction(
      'kubernetes.Semver.isLessThan(kubernetes.Semver): bool',
      (a: Version, b: Version) => order(a, b) < 0,
    );
}
