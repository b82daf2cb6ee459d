import type { ObjectRef, Verdict } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';

/** Maximum length of a name in a path; longer names do not come from an API server. */
const MAX_PART = 120;
/** Paths end at 4,096 bytes on Linux. */
const MAX_PATH = 4_096;

export interface Location {
  /** Relative to the repository, with `/`, not encoded. */
  path: string;
  /** Starts at 1. */
  line: number;
  /** The path is that of a file, not one that only identifies the object. */
  isFile: boolean;
}

/**
 * Where platforms display a verdict. Verdicts over manifests have their file and line; standard input has no path, so a template that Helm
 * or Kustomize names stands for it. Everything else has a path that identifies the object: platforms require one. Paths outside the
 * repository are not displayed by any platform, and never leave it.
 */
export function locationOf({ declaredIn, object }: Verdict): Location {
  const fromPipe = declaredIn?.file === '-';
  const path = inRepository(fromPipe ? declaredIn.template : declaredIn?.file);
  if (path === undefined) return { path: virtualPath(object), line: 1, isFile: false };
  const { line = 1 } = declaredIn ?? {};
  return { path, line: fromPipe || !Number.isSafeInteger(line) || line < 1 ? 1 : line, isFile: true };
}

/** The template that the object was rendered from, for a message; empty when it is unknown or is the path itself. */
export function templateText({ declaredIn }: Verdict): string {
  const { file, template } = declaredIn ?? {};
  if (template === undefined || template === file || file === '-') return '';
  return ` (rendered from ${printable(template)})`;
}

/** ` (manifests/web.yaml:7)`, for a message; empty when the verdict has no line in a file. */
export function placeText(verdict: Verdict): string {
  const { path, line, isFile } = locationOf(verdict);
  return isFile ? ` (${path}:${line})` : '';
}

/** A relative path without `..`; undefined for any other text of a file or a saved result. */
function inRepository(path: string | undefined): string | undefined {
  if (path === undefined || path.length > MAX_PATH || printable(path) !== path) return undefined;
  const parts = path.replaceAll('\\', '/').split('/');
  const isOutside = parts.some((part) => part === '' || part === '..' || part === '.');
  return isOutside || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) ? undefined : parts.join('/');
}

/** The path as a URI reference (RFC 3986), as SARIF requires. */
export function uriOf({ path }: Location): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}

/**
 * A path for objects, `cluster/<namespace>/<kind>/<name>.yaml`: findings of a cluster are not in files, and platforms require a path.
 * Accepts the object of a verdict, undefined for the whole cluster. Relative and without `./`, as GitLab requires, and only with characters
 * that every platform accepts in a path; findings with the same path are distinguished by their fingerprint.
 */
export function virtualPath(object: ObjectRef | undefined): string {
  if (!object) return 'cluster/cluster.yaml';
  const parts = ['cluster', object.namespace, object.kind, object.name].filter((part) => part !== undefined);
  return `${parts.map(pathPart).join('/').toLowerCase()}.yaml`;
}

function pathPart(part: string): string {
  const safe = part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, MAX_PART);
  // Two dots would be the parent folder, and an empty part would be dropped.
  return /^\.*$/.test(safe) ? 'unnamed' : safe;
}
