/**
 * Logs between the lists of `kubectl cluster-info dump`, which a pod writes as it likes: it may imitate the mark behind its log, objects after
 * that, and the mark before its log again, so that the true end has one to close. kubectl prints each mark once
 * (kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go, as of 2026-11).
 */
import { ArchmapError } from '../../shared/errors.ts';
import { cleanLine } from '../text.ts';

/** What kubectl prints behind the first log: the lists of the namespaces that follow. */
const DUMPED: ReadonlySet<string> = new Set(
  'Event ReplicationController Service DaemonSet Deployment ReplicaSet Pod'.split(' '),
);

/** Can an object of this kind stand behind the first log of a dump? */
export function isDumped(kind: string): boolean {
  return DUMPED.has(kind);
}

/** Nobody can tell what is the cluster's in this file. */
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
/** Letters of the names of logs that are remembered; a dump of 100,000 containers has half of them. */
const MAX_LETTERS = 16 * 1024 * 1024;

/** What a line is: of a log or a mark of one, a line like a mark, an imitation of one, or none of these. */
type Reported = 'log' | 'like' | 'imitation' | 'outside';

export class DumpLogs {
  private open: string | undefined;
  private readonly begun = new Set<string>();
  private letters = 0;

  /** In the middle of a log. */
  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** A log began here or before. */
  get began(): boolean {
    return this.begun.size > 0;
  }

  take(text: string): Reported {
    if (!text.includes(MARK)) return this.isOpen ? 'log' : 'outside';
    const end = END.exec(text)?.[1];
    if (this.open !== undefined) {
      if (end === this.open) this.open = undefined;
      // The end of a log that is over comes once more: what closed it before was none of kubectl's.
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
