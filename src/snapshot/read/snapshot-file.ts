/** Reads a snapshot of this tool, line by line. Its content is untrusted. */
import { ArchmapError } from '../../shared/errors.ts';
import { isInstant } from '../../shared/text.ts';
import { createSnapshotBuilder } from '../builder.ts';
import type { SnapshotBuilder } from '../builder.ts';
import { createTemplateTable } from '../project/template.ts';
import type { TemplateTable } from '../project/template.ts';
import { isObject } from '../project/raw.ts';
import { recordKinds, recordShapes } from '../records/index.ts';
import type { CustomRecord, PodRecord, RecordKind, WorkloadRecord } from '../records/index.ts';
import { endShape, headerShape, outcomeShape } from '../schema/file.ts';
import type { SnapshotEnd } from '../schema/file.ts';
import { ShapeError } from '../schema/shape.ts';
import { SNAPSHOT_VERSION } from '../types.ts';
import { lacksFields, upgradeLine } from './version-1.ts';
import type { CollectorId, Outcome, Snapshot, SnapshotHeader } from '../types.ts';
import { COLLECTOR_IDS } from '../types.ts';
import { readLines } from './lines.ts';
import type { Line } from './lines.ts';
import { createScale } from './weight.ts';
import { collectorOf, collectorsOfKind } from '../collector-of.ts';

/** Longest line: several times the samples of one `/metrics`, or one ConfigMap. */
const MAX_LINE = 64 * 1024 * 1024;

/** Lines without a usable record; beyond this many the rest is not read. A valid snapshot has none. */
const MAX_USELESS = 20_000;
/** Records of kinds that a later tool has: as many as a cluster can have of one kind. */
const MAX_UNKNOWN = 1_000_000;

/** Errors of single lines, by kind of record. */
type Dropped = Map<RecordKind, { count: number; first: string }>;

/**
 * The snapshot as it was taken, with its outcomes. A truncated file, or damaged lines, change the affected outcomes to `partial`.
 * Throws ArchmapError when the header cannot be read, or when the file contains more than any cluster. `fault` = why the stream ended
 * early, known after the last chunk. `onLoss` is called once with what was lost, if anything.
 */
export async function readSnapshotFile(
  name: string,
  chunks: AsyncIterable<Buffer>,
  fault: () => string | undefined,
  onLoss: (reason: string) => void,
): Promise<Snapshot> {
  const reader = new OwnReader(name);
  for await (const line of readLines(chunks, MAX_LINE)) {
    reader.line(line);
    if (reader.isFutile) return reader.finish(`too many lines of no use; the rest is not read`, onLoss);
  }
  return reader.finish(fault(), onLoss);
}

class OwnReader {
  private readonly name: string;
  private readonly builder: SnapshotBuilder = createSnapshotBuilder();
  private readonly templates: TemplateTable = createTemplateTable();
  private readonly outcomes = new Map<CollectorId, Outcome>();
  private readonly dropped: Dropped = new Map();
  /** Kinds with records that an older version reduced further, by collector. */
  private readonly reduced = new Map<CollectorId, Set<string>>();
  private readonly kinds: ReadonlySet<string> = new Set(recordKinds);
  private header: SnapshotHeader | undefined;
  private end: SnapshotEnd | undefined;
  private lastLine = 0;
  private damaged = 0;
  private read = 0;
  private useless = 0;
  private unknown = 0;
  private readonly scale = createScale(0);

  constructor(name: string) {
    this.name = name;
  }

  get isFutile(): boolean {
    return this.useless > MAX_USELESS || this.unknown > MAX_UNKNOWN;
  }

  line(line: Line): void {
    this.lastLine = line.number;
    if (this.header === undefined) {
      this.header = readHeader(this.name, line);
      return;
    }
    if (line.text === '' && !line.tooLong) {
      this.useless++;
      return;
    }
    const read = line.tooLong ? undefined : parse(line.text);
    if (!isObject(read) || typeof read['t'] !== 'string') {
      // The last line of a truncated file is reported by the missing end, not as separate damage.
      if (!line.open) this.damaged++;
      this.useless++;
      return;
    }
    const { t: type, d: content } = this.header.schemaVersion === 1 ? upgradeLine(read, line.text) : read;
    if (type === 'outcome') this.outcome(content);
    else if (type === 'end') this.end = tryRead(() => endShape.read(content, ''));
    else if (this.kinds.has(String(type))) this.record(type as RecordKind, content, line.number);
    // Other types come from a later tool of the same schema version.
    else this.unknown++;
  }

  private record(kind: RecordKind, value: unknown, line: number): void {
    this.read++;
    try {
      const record = recordShapes[kind].read(value, '');
      if (kind === 'pod') this.share(record as PodRecord);
      if (kind === 'workload') this.share(record as WorkloadRecord);
      this.scale.add(kind, record);
      if (kind === 'custom' && this.isReduced(record as CustomRecord)) return;
      this.builder.add(kind as 'pod', record as PodRecord);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      this.useless++;
      const entry = this.dropped.get(kind) ?? { count: 0, first: `line ${line}: ${error.message}` };
      entry.count++;
      this.dropped.set(kind, entry);
    }
  }

  private isReduced(record: CustomRecord): boolean {
    if (this.header?.schemaVersion !== 1 || !lacksFields(record)) return false;
    const collector = collectorOf('custom', record);
    const kinds = this.reduced.get(collector) ?? new Set();
    this.reduced.set(collector, kinds.add(record.kind));
    return true;
  }

  private share(record: {
    namespace: string;
    name: string;
    owner?: { kind: string; name: string };
    template?: unknown;
  }): void {
    const { template } = record as PodRecord;
    if (template === undefined) return;
    const group = record.owner === undefined ? '' : `${record.owner.kind}/${record.owner.name}`;
    record.template = this.templates.intern(record.namespace, group, template).template;
  }

  private outcome(value: unknown): void {
    const outcome = tryRead(() => outcomeShape.read(value, ''));
    // One per collector; later ones are ignored.
    if (outcome === undefined || this.outcomes.has(outcome.collector)) this.useless++;
    else this.outcomes.set(outcome.collector, outcome);
  }

  finish(fault: string | undefined, onLoss: (reason: string) => void): Snapshot {
    if (this.header === undefined) {
      throw new ArchmapError(
        'input',
        `${this.name} is empty or cut off before its first line: ${fault ?? 'nothing in it'}`,
        'take the snapshot again',
      );
    }
    const cut = this.end === undefined ? `the file is cut off after line ${this.lastLine}` : undefined;
    const lost =
      this.end !== undefined && this.end.records !== this.read
        ? `${Math.abs(this.end.records - this.read)} records are missing`
        : undefined;
    const damage = this.damaged > 0 ? `${this.damaged} lines are damaged` : undefined;
    const general = [fault, cut, lost, damage].filter((reason) => reason !== undefined).join('; ');
    const invalid = [...this.dropped.values()].reduce((sum, { count }) => sum + count, 0);
    const losses = [
      general,
      invalid > 0 ? `${invalid} record${invalid === 1 ? ' is' : 's are'} not valid` : '',
    ];
    const reported = losses.filter((loss) => loss !== '').join('; ');
    if (reported !== '') onLoss(`${reported}; what was read is used`);
    for (const collector of COLLECTOR_IDS)
      this.builder.outcome(this.outcomeFor(collector, general, cut !== undefined));
    const header = reported === '' ? this.header : { ...this.header, damage: `${this.name}: ${reported}` };
    return this.builder.finish(header, 'not in this snapshot');
  }

  private outcomeFor(collector: CollectorId, general: string, cut: boolean): Outcome {
    const recorded = this.outcomes.get(collector);
    const losses = [
      ...[...this.dropped]
        .filter(([kind]) => collectorsOfKind(kind).includes(collector))
        .map(
          ([kind, { count, first }]) =>
            `${count} ${kind} record${count === 1 ? '' : 's'} not valid (${first})`,
        ),
      ...[...(this.reduced.get(collector) ?? [])].map(
        (kind) =>
          `this snapshot is of schema version 1, which does not contain the fields of ${kind} objects`,
      ),
    ];
    if (recorded === undefined) {
      const count = this.countFor(collector);
      if (!cut && losses.length === 0)
        return {
          collector,
          status: 'unavailable',
          unrecorded: true,
          count,
          reason: general === '' ? 'not in this snapshot' : general,
        };
      return {
        collector,
        status: count > 0 ? 'partial' : 'unavailable',
        ...(count === 0 && { unrecorded: true }),
        count,
        reason: [general, ...losses].filter((r) => r !== '').join('; '),
      };
    }
    // Outcomes follow the records: one that was read proves that all lines before it exist, valid or not.
    const reasons = [cut ? '' : general, ...losses].filter((reason) => reason !== '');
    if (reasons.length === 0) return recorded;
    const status = recorded.status === 'ok' ? 'partial' : recorded.status;
    // The lost part may belong to the namespace or the kind that was complete.
    const { namespace: _, whole: _kinds, ...rest } = recorded;
    return {
      ...rest,
      status,
      reason: [recorded.reason, ...reasons].filter((reason) => reason !== undefined).join('; '),
    };
  }

  private countFor(collector: CollectorId): number {
    let count = 0;
    for (const kind of recordKinds) {
      for (const record of this.builder.records(kind)) if (collectorOf(kind, record) === collector) count++;
    }
    return count;
  }
}

function readHeader(name: string, line: Line): SnapshotHeader {
  const value = parse(line.text);
  const version = isObject(value) ? value['schemaVersion'] : undefined;
  if (typeof version === 'number' && version > SNAPSHOT_VERSION) {
    throw new ArchmapError(
      'input-too-new',
      `${name} is a snapshot of schema version ${version}; this archmap reads up to ${SNAPSHOT_VERSION}`,
      'update archmap (kubectl krew upgrade archmap), or take the snapshot again with this one',
    );
  }
  const header = tryRead(() => headerShape.read(value, ''));
  if (
    header === undefined ||
    !Number.isInteger(header.schemaVersion) ||
    header.schemaVersion < 1 ||
    !isInstant(header.takenAt)
  ) {
    throw new ArchmapError(
      'input',
      `${name} is no readable snapshot: its first line is damaged`,
      'take the snapshot again',
    );
  }
  return header;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
