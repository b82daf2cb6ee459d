/** The meaning of node paths: by the table of data/node-paths.ts, with one rule for parent directories and one for aliases. */
import { nodePathAliases } from '../../data/node-path-names.ts';
import type { NodePermission } from '../../data/node-needs.ts';
import type { NodeLayout } from '../../model/types.ts';
import type { NodePathKind } from '../../data/node-paths.ts';
import {
  kubeletDirectories,
  kubeletKeys,
  nodePaths,
  publicKeyFiles,
  runtimeSocketNames,
} from '../../data/node-paths.ts';

/** The impact of a mounted node path; `disk` = a device, and which one is unknown. */
export type HostPathKind = 'control-plane' | 'secret' | 'sensitive' | 'harmless' | 'plain' | 'disk';

/** The meaning of a path on the cluster's nodes, by the table and by the layout that the cluster shows. */
export interface PathMeaning {
  kindOf: (path: string) => HostPathKind;
  /** Files of the control plane themselves, not a parent directory. */
  isKey: (path: string) => boolean;
  /** The node permission that the mount of a path requires. */
  permissionOf: (path: string) => NodePermission;
  /** A runtime socket, or a directory that contains one: a read-only mount does not prevent its use. */
  holdsSocket: (path: string) => boolean;
  /** As `normalizePath`, for the operating systems of the nodes. */
  normalize: (path: string) => string;
}

const meanings = new WeakMap<NodeLayout, PathMeaning>();

/** Cached per layout: checks evaluate every volume of every workload. */
export function pathMeaning(layout: NodeLayout): PathMeaning {
  const known = meanings.get(layout) ?? meaningOf(layout);
  meanings.set(layout, known);
  return known;
}

function meaningOf({ paths, kubelets, systems }: NodeLayout): PathMeaning {
  const own = paths.map((row) => ({ ...row, path: normalizePath(row.path, systems).toLowerCase() }));
  const table = [...nodePaths, ...own];
  const homes = [
    ...kubeletDirectories,
    ...kubelets.map((path) => normalizePath(path, systems).toLowerCase()),
  ];
  const meant = (path: string, kind: NodePathKind) =>
    table.some((row) => row.kind === kind && means(path, row));
  const inside = (path: string, kind: NodePathKind) =>
    table.some((row) => row.kind === kind && within(path, row.path));
  const kindOf = (path: string): HostPathKind => {
    const lower = path.toLowerCase();
    if (isSocketByName(lower)) return 'control-plane';
    if (isPublic(lower)) return 'harmless';
    if (inside(lower, 'plugins')) return 'sensitive';
    if (inside(lower, 'data')) return 'plain';
    if (meant(lower, 'keys') || meant(lower, 'socket')) return 'control-plane';
    if (inside(lower, 'harmless')) return 'harmless';
    if (meant(lower, 'secret')) return 'secret';
    return meant(lower, 'sensitive') ? 'sensitive' : 'plain';
  };
  const isKey = (path: string) => kindOf(path) === 'control-plane' && inside(path.toLowerCase(), 'keys');
  return {
    kindOf,
    isKey,
    permissionOf: (path) => {
      const lower = path.toLowerCase();
      const home = homes.find((folder) => within(lower, folder));
      if (home) return kubeletKeys.some((key) => within(lower, `${home}/${key}`)) ? 'keys' : 'kubelet';
      if (kindOf(path) !== 'control-plane') return 'files';
      if (isKey(path)) return 'keys';
      return meant(lower, 'keys') ? 'disk' : 'runtime';
    },
    holdsSocket: (path) => {
      const lower = path.toLowerCase();
      return isSocketByName(lower) || table.some((row) => row.kind === 'socket' && within(row.path, lower));
    },
    normalize: (path) => normalizePath(path, systems),
  };
}

/** A certificate without its key. */
function isPublic(path: string): boolean {
  return publicKeyFiles.some((pattern) => pattern.test(path));
}

function isSocketByName(path: string): boolean {
  return runtimeSocketNames.has(path.slice(path.lastIndexOf('/') + 1));
}

/** A path in the directory of a row, or above it: a directory includes its content. */
function means(path: string, { path: known, alone }: (typeof nodePaths)[number]): boolean {
  return within(path, known) || path === '/' || (alone !== true && within(known, path));
}

/** `*` at the end of a directory matches the rest of its last segment. */
function within(path: string, folder: string): boolean {
  if (folder.endsWith('*')) return path.startsWith(folder.slice(0, -1));
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/**
 * Whether a directory with this prefix may contain keys. For paths of which the rest, after `$(`, is unknown. Directories above most keys
 * are already recognized.
 */
export function mayHoldKeys(path: string): boolean {
  const [before = ''] = path.split('$(', 1);
  const whole = normalizePath(before);
  const start = (before.endsWith('/') ? `${whole}/` : whole).toLowerCase();
  return KEY_PLACES.some((place) => place.startsWith(start));
}

/**
 * Without `.`, `..`, doubled or trailing slashes, and without aliases of the same directories (`/var/run`, the root of a process, the
 * deployments of ostree, the data directories of a cloud's operating system). Paths of Windows lose their drive and get slashes. `systems`:
 * the operating systems of the cluster's nodes.
 */
export function normalizePath(path: string, systems: readonly string[] = []): string {
  let parts: string[] = [];
  for (const part of unixPath(path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts = resolved([...parts, part], ALIASES);
  }
  const whole = WHOLE.filter(({ on }) => on === undefined || systems.some((system) => on.test(system)));
  return `/${resolved(parts, whole).join('/')}`;
}

interface Alias {
  name: RegExp;
  is: readonly string[];
  on?: RegExp;
}

const compiled = nodePathAliases.map(({ name, is, whole = false, on }) => ({
  name: new RegExp(
    `^${name.replaceAll('*', '[^/]+').replaceAll('PID', String.raw`(?:\d+|self|thread-self)`)}$`,
  ),
  is: is === '' ? [] : is.split('/'),
  whole,
  ...(on && { on }),
}));
const ALIASES: readonly Alias[] = compiled.filter(({ whole }) => !whole);
const WHOLE: readonly Alias[] = compiled.filter(({ whole }) => whole);
/** Locations of keys, with all aliases. */
const KEY_PLACES: readonly string[] = [
  ...nodePaths.filter(({ kind }) => kind === 'keys').map(({ path }) => path.replace(/\*$/, '')),
  ...nodePathAliases.map(({ name }) => `/${name.split(/[*]|PID/, 1)[0] ?? ''}`),
];
/** Most paths begin with none of these. */
const FIRST = new Set(nodePathAliases.map(({ name }) => name.split('/', 1)[0]));

function resolved(parts: string[], aliases: readonly Alias[]): string[] {
  if (!FIRST.has(parts[0])) return parts;
  const path = parts.join('/');
  const alias = aliases.find(({ name }) => name.test(path));
  return alias ? resolved([...alias.is], aliases) : parts;
}

/** Windows device paths (`\\?\C:\x`, `\\.\pipe\x`), after slashes were converted. */
const DEVICE = /^\/\/[?.]\//;
/** A whole drive by its administrative share, on any host, and the Windows directory by its own. */
const SHARE = /^(?:\/\/|unc\/)[^/]+\/[a-z]\$(?=\/|$)/i;
const ADMIN_SHARE = /^(?:\/\/|unc\/)[^/]+\/admin\$(?=\/|$)/i;
/** A volume or a disk by its number: its content is unknown, so all of it counts. */
const VOLUME = /^(?:globalroot|volume\{|harddisk|physicaldrive|bootpartition)/i;

/**
 * As the kubelet of a Windows node resolves it: a path without a drive is on drive C (k8s.io/kubernetes pkg/volume/util, MakeAbsolutePath);
 * and as Windows does, which ignores dots and blanks at the end of a name. A backslash in a path of Linux is rare, and treated the same
 * way: the preceding name identifies the path.
 */
function unixPath(path: string): string {
  const drive = /^[a-z]:(?=[\\/]|$)/i;
  if (!path.includes('\\') && !drive.test(path)) return path;
  const turned = path.replaceAll('\\', '/').replace(/(?<=[^./ ])[. ]+(?=\/|$)/g, '');
  const bare = turned
    .replace(DEVICE, '')
    .replace(drive, '')
    .replace(SHARE, '')
    .replace(ADMIN_SHARE, '/windows');
  return DEVICE.test(turned) && VOLUME.test(bare) ? '/' : bare;
}
