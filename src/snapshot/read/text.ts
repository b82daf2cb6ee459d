/**
 * Reads text of any mixture: JSON and YAML one after another, code blocks of a ticket, the output of several commands, with any lines in
 * between. The beginning of a document is passed to its reader; other lines are counted.
 */
import { DumpLogs, imitatedLog } from './dump-logs.ts';
import type { ReadEvents } from './events.ts';
import { JsonCutter } from './json.ts';
import { joined } from './lines.ts';
import { isAlien, YamlCutter } from './yaml.ts';

const NEWLINE = 0x0a;
const BLANK = 0x20;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Longest line outside of JSON; Kubernetes' own limit on an object is 3 MB. */
const MAX_LINE = 16 * 1024 * 1024;
/** The text after a first bracket that distinguishes JSON from a log or a template. */
const JSON_START = /^(?:\{\s*(?:["}]|$)|\[\s*(?:[[{\]"]|$))/;
/** Maximum length of that text. */
const MAX_START = 256;

/**
 * yaml: it began as YAML, so that every line that can be YAML is. text: only what begins as an object of Kubernetes is read, and ends with
 * the first line that does not belong to it.
 */
export type TextForm = 'yaml' | 'text';

/** Reads a text that lies in an object. */
export function readText(text: string, events: ReadEvents, name: string): void {
  const reader = new TextReader(events, name, 'yaml');
  reader.push(Buffer.from(text));
  reader.end();
}

export class TextReader {
  private readonly events: ReadEvents;
  private readonly name: string;
  private readonly form: TextForm;
  private readonly numbers = { document: 0 };
  private readonly yaml: YamlCutter;
  private json: JsonCutter | undefined;
  private line = 1;
  private parts: Buffer[] = [];
  private length = 0;
  /** This line contains only blanks so far. */
  private fresh = true;
  private isOver = false;
  /** The open code block of Markdown. */
  private fence: { sign: string; indent: number; yaml: boolean } | undefined;
  private readonly logs = new DumpLogs();

  constructor(events: ReadEvents, name: string, form: TextForm) {
    this.events = events;
    this.name = name;
    this.form = form;
    this.yaml = new YamlCutter(events, this.numbers);
  }

  push(chunk: Buffer): void {
    let i = 0;
    while (i < chunk.length) {
      if (this.json !== undefined) {
        const result = this.json.push(chunk, i);
        if (result === undefined) return;
        this.line = this.json.lastLine;
        this.json = undefined;
        i = result.at;
      }
      const start = this.fresh ? this.jsonStart(chunk, i) : -1;
      if (start < 0) i = this.take(chunk, i);
      else {
        this.yaml.end();
        this.numbers.document++;
        this.json = new JsonCutter(this.jsonEvents(), { document: this.numbers.document, line: this.line });
        this.parts = [];
        this.length = 0;
        i = start;
      }
    }
  }

  end(): void {
    this.isOver = true;
    if (this.json !== undefined) this.json.abandon('the file ends in the middle of a JSON document');
    else if (this.length > 0) this.lastLine();
    this.yaml.end();
    if (this.logs.isOpen) this.events.problem('the file ends in the middle of a log', { line: this.line });
  }

  /** Start of JSON in the rest of this line, as far as its first bytes show it; -1 when there is none. */
  private jsonStart(chunk: Buffer, from: number): number {
    if (this.logs.isOpen) return -1;
    let i = from;
    while (i < chunk.length && isBlank(chunk, i)) i++;
    const byte = chunk[i];
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) return -1;
    // An indented bracket is a part of the YAML document around it.
    if ((i > from || this.length > 0) && this.yaml.isOpen) return -1;
    const [line = ''] = chunk.toString('latin1', i, i + MAX_START).split('\n', 1);
    return JSON_START.test(line.trimEnd()) ? i : -1;
  }

  /** Collects bytes of this line; returns the index after them. */
  private take(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(NEWLINE, from);
    const to = end < 0 ? chunk.length : end;
    this.length += to - from;
    if (this.length <= MAX_LINE) this.parts.push(chunk.subarray(from, to));
    else this.parts = [];
    if (this.fresh) for (let i = from; i < to && this.fresh; i++) this.fresh = isBlank(chunk, i);
    if (end < 0) return to;
    this.endLine();
    return end + 1;
  }

  /** A line without a line feed. A single word may be truncated. */
  private lastLine(): void {
    const word = this.length < 64 && /^\w+$/.test(joined(this.parts).toString('latin1'));
    if (word && (this.yaml.isOpen || this.form === 'yaml'))
      this.events.problem('the file ends in the middle of a line', { line: this.line });
    this.endLine();
  }

  private endLine(): void {
    const { length, line } = this;
    const text = length > MAX_LINE ? undefined : joined(this.parts).toString('utf8');
    this.parts = [];
    this.length = 0;
    this.fresh = true;
    this.line++;
    if (text === undefined) this.events.stray(line, length);
    else this.textLine(text.replace(/^\ufeff/, '').replace(/\r$/, ''), line);
  }

  private textLine(text: string, line: number): void {
    const reported = this.logs.take(text);
    if (reported === 'outside') {
      if (!this.fenceLine(text)) this.documentLine(this.withoutIndent(text), line);
      return;
    }
    this.yaml.end();
    if (reported === 'imitation') throw imitatedLog(this.name, line);
    if (reported === 'like') this.events.stray(line, text.length);
    else this.events.logs();
  }

  /** After a log, JSON must be as kubectl prints it: an error may hide the end of a log that continues. */
  private jsonEvents(): ReadEvents {
    const { events } = this;
    if (!this.logs.began) return events;
    const imitated = (line: number) => {
      if (!this.isOver) throw imitatedLog(this.name, line);
    };
    return {
      list: (position, before) => events.list(position, before),
      document: (value, position, open) => events.document(value, position, open),
      problem: (reason, position) => {
        imitated(position?.line ?? this.line);
        events.problem(reason, position);
      },
      stray: (line, bytes, text) => {
        imitated(line);
        events.stray(line, bytes, text);
      },
      logs: () => events.logs(),
    };
  }

  /** A fence of Markdown: it ends the previous document. */
  private fenceLine(text: string): boolean {
    const match = FENCE.exec(text);
    if (match === null) return false;
    const [, blanks = '', sign = '', info = ''] = match;
    const { fence } = this;
    if (fence === undefined) {
      if (blanks !== '' && this.yaml.isOpen) return false;
      this.yaml.end();
      this.fence = { sign, indent: blanks.length, yaml: /^(?:ya?ml|k8s|kubernetes)\b/i.test(info) };
      return true;
    }
    if (!sign.startsWith(fence.sign) || info.trim() !== '' || blanks.length > fence.indent) return false;
    this.yaml.end();
    this.fence = undefined;
    return true;
  }

  private withoutIndent(text: string): string {
    const indent = this.fence?.indent ?? 0;
    return indent > 0 && text.slice(0, indent).trim() === '' ? text.slice(indent) : text;
  }

  private documentLine(text: string, line: number): void {
    const loose = this.form === 'text' && this.fence?.yaml !== true;
    if (/^(?:---|\.\.\.)(?=\s|$)/.test(text)) {
      // In prose it is a horizontal line.
      if (loose) this.yaml.end();
      else this.yaml.push(text, line);
      return;
    }
    if (this.yaml.isOpen) {
      if (!loose || !isAlien(text)) return this.yaml.push(text, line);
      this.yaml.end();
    } else if (loose ? OBJECT_START.test(text) : !isAlien(text)) return this.yaml.push(text, line);
    if (/[^\s,;]/.test(text)) this.events.stray(line, text.length, text);
  }
}

const FENCE = /^( {0,12})(`{3,}|~{3,})\s*([^`]*)$/;
/** First line of an object in prose, or in the output of a command. */
const OBJECT_START = /^(?:apiVersion|kind|items|metadata)\s*:(?:\s|$)/;

/** A blank, or a byte of the byte order mark that Windows editors write before UTF-8. */
function isBlank(chunk: Buffer, i: number): boolean {
  const byte = chunk[i] ?? 0;
  return (byte <= BLANK && byte !== NEWLINE) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}
