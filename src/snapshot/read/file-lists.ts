import type { Census, ListedKinds } from './census.ts';

/** Lists that wait for the end of their file; a dump of thousands of namespaces has seven of each. */
const MAX_WAITING = 50_000;

/**
 * The lists of one file. Whether they are the cluster's shows only when the file is over: one with lines of somebody else in it may be a log,
 * whose lists prove what they hold, and never that there is no more.
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

  /** Somebody else wrote into this file: nobody knows who wrote the rest of it. */
  doubt(): void {
    if (!this.behindLogs) this.mixed = true;
  }

  /** Logs of pods stand here. What came before the first of them is the cluster's; what comes may be what a pod wrote. */
  logs(): void {
    if (this.behindLogs) return;
    this.close();
    this.behindLogs = true;
  }

  /** The file is over; true when somebody else wrote into it. */
  close(): boolean {
    for (const list of this.waiting) this.census.list(this.mixed ? unproven(list) : list);
    this.waiting = [];
    return this.mixed;
  }
}

function unproven(list: ListedKinds): ListedKinds {
  return list.end === 'closed' ? { ...list, end: 'open' } : list;
}
