/**
 * Logs between the lists of `kubectl cluster-info dump`, whose content a pod controls: it may imitate the mark after its log, then objects,
 * and then the mark before its log again, so that the real end mark closes that one. kubectl prints each mark once
 * (kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go, as of 2026-11).
 */
import { ArchmapError } from '../../shared/errors.ts';
import { cleanLine } from '../text.ts';

/** What kubectl prints after the first log: the lists of the following namespaces. */
const DUMPED: ReadonlySet<string> = new Set(
  'Event ReplicationController Service DaemonSet Deployment ReplicaSet Pod'.split(' '),
);

/** Whether an object of this kind can follow the first log of a dump. */
export function isDumped(kind: string): boolean {
  return DUMPED.has(kind);
}

/** The real objects of the cluster cannot be identified in this file. */
export function imitatedLog(file: string, line: number): ArchmapError {
  return new ArchmapError(
    'input',
    `${cleanLine(file)}, line ${line}: a log in it imitates the marks around logs, or the text between them, so that it is unknown which objects are the cluster's`,
    'dump it again with --output-directory and give that directory',
  );
}

const MARK = '==== ';
const START = /^==== START logs for (.{1,512}?) ====\s*$/;
const END = /==== END logs for (.{1,512}?) ====\s*$/;
/** Total length of the log names that are stored; a dump of 100,000 containers has half of it. */
const MAX_LETTERS = 16 * 1024 * 1024;

/** Type of a line: part of a log or its mark, similar to a mark, an imitated mark, or none of these. */
type Reported = 'log' | 'like' | 'imitation' | 'outside';

export class DumpLogs {
  private open: string | undefined;
  private readonly begun = new Set<string>();
  private letters = 0;

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** A log began on this line or earlier. */
  get began(): boolean {
    return this.begun.size > 0;
  }

  take(text: string): Reported {
    if (!text.includes(MARK)) return this.isOpen ? 'log' : 'outside';
    const end = END.exec(text)?.[1];
    if (this.open !== undefined) {
      if (end === this.open) this.open = undefined;
      // The end mark of a closed log occurs again: the earlier one was not written by kubectl.
      else if (end !== undefined && this.begun.has(end)) return 'imitation';
      return 'log';
    }
    if (end !== undefined && (text.startsWith(MARK) || this.begun.has(end))) return 'imitation';
    const start = START.exec(text)?.[1];
    if (start === undefined) return text.startsWith(MARK) ? 'like' : 'outside';
    this.letters += start.length;
    if (this.begun.has(start) || this.letters > MAX_LETTERS) return 'imitation';
    this.begun.add(start);
    this.open = start;
    return 'log';
  }
}
