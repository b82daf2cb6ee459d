import type { Census, ListedKinds } from './census.ts';

/** Lists that wait for the end of their file; a dump of thousands of namespaces has seven of each. */
const MAX_WAITING = 50_000;

/**
 * The lists of one file. Whether they are the cluster's is known only at the end of the file: one with foreign lines may be a log, whose
 * lists prove their objects, but never that there are no more.
 */
export class FileLists {
  private readonly census: Census;
  private waiting: ListedKinds[] = [];
  private mixed = false;
  private behindLogs = false;

  constructor(census: Census) {
    this.census = census;
  }

  list(list: ListedKinds): void {
    if (this.behindLogs || this.waiting.length >= MAX_WAITING) this.census.list(unproven(list));
    else this.waiting.push(list);
  }

  /** The file has foreign lines: the origin of its other lines is unknown, too. */
  uncertainty(): void {
    if (!this.behindLogs) this.mixed = true;
  }

  /** Logs of pods begin here. Lists before the first log are the cluster's; the rest may have been written by a pod. */
  logs(): void {
    if (this.behindLogs) return;
    this.close();
    this.behindLogs = true;
  }

  /** Ends the file; true when it has foreign lines. */
  close(): boolean {
    for (const list of this.waiting) this.census.list(this.mixed ? unproven(list) : list);
    this.waiting = [];
    return this.mixed;
  }
}

function unproven(list: ListedKinds): ListedKinds {
  return list.end === 'closed' ? { ...list, end: 'open' } : list;
}
