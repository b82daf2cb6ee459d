import type { Vulnerability } from '../../data/node-software.ts';
import type { ParsedVersion } from '../../model/version.ts';
import { parseVersion } from '../../model/version.ts';

/**
 * The vulnerabilities of a version by its number: below the fixed release of its branch, or of a branch that ended before the
 * fix. A branch between two fixed ones without a fix of its own is vulnerable, too. Vendors fix without changing the number: the
 * caller decides whether the number is reliable.
 */
export function openIn(version: string, list: readonly Vulnerability[]): Vulnerability[] {
  const parsed = parseVersion(version);
  return parsed ? list.filter((vulnerability) => isOpen(parsed, vulnerability)) : [];
}

function isOpen(version: ParsedVersion, { since, fixed }: Vulnerability): boolean {
  const first = since === undefined ? undefined : parseVersion(since);
  if (first && order(version, first) < 0) return false;
  const fixes = fixed.flatMap((text) => parseVersion(text) ?? []);
  const own = fixes.find(({ major, minor }) => major === version.major && minor === version.minor);
  if (own) return version.patch < own.patch;
  const last = fixes.at(-1);
  return last !== undefined && order(version, last) < 0;
}

function order(a: ParsedVersion, b: ParsedVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** `CVE-2026-53488 (an image's labels run commands on the host) and 3 more`. */
export function named(found: readonly Vulnerability[]): string {
  const [first] = found;
  if (!first) return '';
  const rest = found.length - 1;
  return `${first.id} (${first.what})${rest > 0 ? ` and ${rest} more` : ''}`;
}
