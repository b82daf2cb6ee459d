/** Which files of a directory are read, and what is reported of the others. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { reasonOf } from '../../shared/errors.ts';

export interface FoundFile {
  /** Its path; for a link, that of its target. */
  path: string;
  /** Path below the given directory, with `/`. */
  name: string;
  /** Its name indicates data of a cluster; it is reported when it cannot be read. */
  expected: boolean;
  /** A hidden file, or one of a hidden folder: settings of tools, mostly. */
  hidden?: true;
  mtimeMs: number;
  size: number;
}

/** Names of manifests, lists or snapshots; `.manifest` is the extension of static pods in kops. */
const EXPECTED = /\.(?:ya?ml|json|jsonl|ndjson|archmap|manifest)(?:\.gz)?$/i;
/** Names that may contain such, or a saved response of the API server; used when their content matches. */
const POSSIBLE = /(?:^[^.]+|\.(?:txt|text|md|markdown|dump|out|lst|list|data|bak|orig|prom|metrics|gz))$/i;
/** Output of pods, whose content they control; texts and templates of a chart. */
const LOGS = /\.log(?:\.gz)?$|\.log\.\d+$|^(?:logs|current|previous)(?:\.insecure)?\.(?:txt|log)$/i;
/** The same for names without such an extension: `web-logs`, `kubectl_logs_web.txt`, `exec-stdout.txt`, `current`. */
const LOG_LIKE = /(?:^|[-_.])(?:logs?|stdout|stderr)(?:[-_.]|$)|^(?:current|previous)$/i;
const NEVER =
  /\.(?:tmpl|tpl)$|^NOTES\.txt$|^(?:LICEN[CS]E|NOTICE|README|CHANGELOG|CHANGES|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|GOVERNANCE|MAINTAINERS|OWNERS|AUTHORS|Makefile|Dockerfile)(?:\.(?:md|txt|markdown))?$/;
/** Generators of manifests, other languages for them, archives, encrypted files, and a further extension. */
const MAY_HOLD =
  /\.(?:tmpl|tpl|gotmpl|j2|jinja2?|erb|mustache|hbs|ytt|json5|jsonnet|libsonnet|cue|k|kcl|pkl|dhall|hcl|tf|zip|tar|tgz|txz|tbz2?|xz|bz2|zst|7z|lz4|lzma|br|rar|gpg|pgp|asc|age|enc|vault)$|\.(?:ya?ml|json)\.[^.]+$/i;
/** Directories of output of pods and hosts. */
const LOG_FOLDERS = new Set(['logs', 'podlogs', 'audit_logs', 'host_service_logs']);
const LOG_FOLDER = /\.log$|^(?:pod|container|node)[-_]logs?$/i;
/**
 * kubeadm writes them into `/etc/kubernetes/tmp` on every upgrade, and in dry runs (cmd/kubeadm/app/constants, cmd/kubeadm/app/cmd,
 * app/phases/upgrade/staticpods.go, as of 2026-11).
 */
const BACKUPS = /^kubeadm-(?:backup-|(?:init|join|upgrade|reset)[\w-]*-?dryrun|upgraded-manifests)/;
/** What git, Mercurial and Subversion keep for themselves; they store nothing under these names that somebody hands in. */
const VERSION_CONTROL: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);

/** Paths end at 4,096 bytes on Linux; real dumps are less than a tenth as deep. */
const MAX_DEPTH = 256;
const MAX_FILES = 500_000;

/** Skipped files, by reason: their number, and the first of them. */
export interface LeftOut {
  reason: string;
  count: number;
  first: string;
  /** It may contain objects. */
  mayHold?: true;
}

export interface Walked {
  /** Sorted by path. */
  files: FoundFile[];
  leftOut: LeftOut[];
}

/**
 * All readable files below a directory. Of hidden ones those count that kubectl reads, by their extension (cli-runtime,
 * ExpandPathsToFileVisitors); what is in them is used where it is of use. Links to files are followed when they stay inside the directory: a dump
 * from a stranger must not pull in other files of this machine. `onFault` is called for what should be read and cannot.
 */
export async function walk(root: string, onFault: (name: string, reason: string) => void): Promise<Walked> {
  const walker = new Walker(await realpath(root), onFault);
  await walker.visit(walker.real, 0);
  // A mounted ConfigMap has links to files of a hidden folder: these go by the name of the link.
  const shown = new Set(walker.files.flatMap(({ path, hidden }) => (hidden ? [] : path)));
  const files = walker.files.filter(({ path, hidden }) => !hidden || !shown.has(path));
  return { files, leftOut: [...walker.leftOut.values()] };
}

type Mode = 'hidden' | 'logs';

class Walker {
  readonly files: FoundFile[] = [];
  readonly leftOut = new Map<string, LeftOut>();
  readonly real: string;
  private readonly onFault: (name: string, reason: string) => void;

  constructor(real: string, onFault: (name: string, reason: string) => void) {
    this.real = real;
    this.onFault = onFault;
  }

  /** `mode`: hidden = something of its path is; logs = nothing of it is read. */
  async visit(directory: string, depth: number, mode?: Mode): Promise<void> {
    let entries: Dirent[];
    try {
      entries = await readdir(directory, { withFileTypes: true });
    } catch (error) {
      if (depth === 0) throw error;
      this.onFault(this.nameOf(directory), reasonOf(error));
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(directory, entry.name);
      const here = mode ?? (entry.name.startsWith('.') ? 'hidden' : undefined);
      if (entry.isDirectory()) await this.folder(path, entry.name, depth, here);
      else if (here === 'logs') this.pass(path, 'logs', EXPECTED.test(entry.name));
      else if (here === undefined || EXPECTED.test(entry.name))
        await this.file(path, entry, here === 'hidden');
    }
  }

  private async folder(path: string, base: string, depth: number, mode: Mode | undefined): Promise<void> {
    if (BACKUPS.test(base))
      this.pass(
        path,
        'copies that kubeadm made before an upgrade or of a dry run, of which nothing runs',
        true,
      );
    else if (VERSION_CONTROL.has(base)) return;
    else if (base === 'node_modules') this.pass(path, 'packages of Node (node_modules)', true);
    else if (depth >= MAX_DEPTH) this.pass(path, `deeper than ${MAX_DEPTH} folders`, true);
    else await this.visit(path, depth + 1, LOG_FOLDERS.has(base) || LOG_FOLDER.test(base) ? 'logs' : mode);
  }

  private async file(path: string, entry: Dirent, hidden: boolean): Promise<void> {
    const { name: base } = entry;
    if (!entry.isFile() && !entry.isSymbolicLink())
      return this.pass(path, 'no files but pipes, sockets or devices');
    if (LOGS.test(base)) return this.pass(path, 'logs');
    const promising = EXPECTED.test(base);
    const expected = promising && !hidden;
    if (!promising && LOG_LIKE.test(base)) return this.pass(path, 'logs');
    if (NEVER.test(base) || (!promising && !POSSIBLE.test(base)))
      return this.pass(path, kindOf(base), MAY_HOLD.test(base));
    if (this.files.length >= MAX_FILES) return this.pass(path, `beyond the first ${MAX_FILES} files`, true);
    try {
      const real = entry.isSymbolicLink() ? await realpath(path) : path;
      if (real !== path && !real.startsWith(this.real + sep))
        return this.pass(path, 'links that lead out of the folder', true);
      const info = await stat(real);
      if (info.isFile())
        this.files.push({
          path: real,
          name: this.nameOf(path),
          expected,
          ...(hidden && { hidden }),
          mtimeMs: info.mtimeMs,
          size: info.size,
        });
      else this.pass(path, 'links to what is no file');
    } catch (error) {
      if (expected) this.onFault(this.nameOf(path), reasonOf(error));
      else this.pass(path, 'links that lead nowhere', true);
    }
  }

  private pass(path: string, reason: string, mayHold = false): void {
    const known = this.leftOut.get(reason);
    if (mayHold && known !== undefined) known.mayHold = true;
    if (known !== undefined) known.count++;
    else if (this.leftOut.size < MAX_REASONS)
      this.leftOut.set(reason, {
        reason,
        count: 1,
        first: this.nameOf(path),
        ...(mayHold && { mayHold }),
      });
  }

  private nameOf(path: string): string {
    return relative(this.real, path).split(sep).join('/');
  }
}

/** Extensions are untrusted input. */
const MAX_REASONS = 40;

/** `.png files`; a file without a usual extension is a text. */
function kindOf(base: string): string {
  const extension = extname(base);
  return NEVER.test(base) || !/^\.[A-Za-z0-9]{1,8}$/.test(extension)
    ? 'texts and templates'
    : `${extension.toLowerCase()} files`;
}
