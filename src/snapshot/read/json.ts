/**
 * Cuts one JSON document out of a stream of bytes and reads it piece by piece: the elements of its `items` (or of an array), which may
 * be lists themselves, and the rest without them. A list of any size is never stored whole, and a broken part affects only itself: the
 * indentation of pretty-printed text shows where the next element, or the next document, begins.
 */
import type { CutPosition, ReadEvents } from './events.ts';
import type { Frame } from './json-parts.ts';
import { JsonParts } from './json-parts.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const NEWLINE = 0x0a;
const BLANK = 0x20;

/** Deeper than anything that Kubernetes accepts; a document of brackets alone is not read. */
const MAX_DEPTH = 2_000;
/** `items`; old clients wrote the names of their Go fields. */
const LIST_KEYS = new Set(['items', 'Items']);
/** First bytes of a value. */
const VALUE_STARTS = new Set(Buffer.from('{["-0123456789tfn'));

/** Where reading stopped: after the document, before another one that begins inside this one, or not yet. */
export type CutResult = { at: number; over: 'done' | 'broken' } | undefined;

/** Reads one document; create a new one for each. The first byte must be the first bracket. */
export class JsonCutter {
  private readonly events: ReadEvents;
  private readonly parts: JsonParts;
  private line: number;
  private depth = 0;
  private readonly open: number[] = [];
  private inString = false;
  private escaped = false;
  /** The last byte that was no blank; a whole string counts as its quote. */
  private previous = 0;
  private key = '';
  private inKey = false;
  private margin = 0;
  private newLine = false;
  /** All lines except the first and the last are indented; undefined until the second line. */
  private pretty: boolean | undefined;
  /** The piece is malformed: only indentation shows where it ends. */
  private lost = false;
  private skipping = false;
  private skipped = 0;

  constructor(events: ReadEvents, position: CutPosition) {
    this.events = events;
    this.parts = new JsonParts(events, position);
    this.line = position.line;
  }

  /** The last line that was read. */
  get lastLine(): number {
    return this.line;
  }

  push(chunk: Buffer, start: number): CutResult {
    this.parts.skipTo(start);
    let i = start;
    while (i < chunk.length) {
      if (this.skipping) {
        i = this.skipLine(chunk, i);
        continue;
      }
      if (this.inString) {
        i = this.skipString(chunk, i);
        continue;
      }
      const byte = chunk[i] ?? 0;
      // The last three are the byte order mark that Windows editors write before UTF-8.
      if (byte <= BLANK || byte === 0xef || byte === 0xbb || byte === 0xbf) {
        if (byte === NEWLINE) this.nextLine();
        else this.margin++;
        i++;
        continue;
      }
      if (this.newLine) {
        const result = this.lineBegins(chunk, i, byte);
        if (result !== undefined) return result;
      }
      if (!this.lost && !this.skipping && this.token(chunk, i, byte)) return { at: i + 1, over: 'done' };
      this.newLine = false;
      if (!this.skipping) i++;
    }
    this.parts.take(chunk, i);
    return undefined;
  }

  /** The document ends without its last bracket: at the end of the input, or because another one begins. */
  abandon(reason: string): void {
    this.parts.abandon(reason, this.line);
  }

  private nextLine(): void {
    this.line++;
    this.margin = 0;
    this.newLine = true;
  }

  /** The first byte of a line that is no blank: whether it ends an earlier part, even with unbalanced brackets. */
  private lineBegins(chunk: Buffer, i: number, byte: number): CutResult {
    const frame = this.parts.top;
    this.pretty ??= this.margin > 0;
    if (this.margin === 0) {
      const result = this.atMargin(chunk, i, byte, frame);
      if (result !== undefined || this.skipping) return result;
    }
    const opens = byte === OPEN_BRACE;
    if ((!opens && byte !== CLOSE_BRACKET) || frame === undefined) return undefined;
    if (!this.lost && this.depth === frame.depth) return undefined;
    // Inside an element, a line with the indentation of elements begins the next one, and one with less ends the list.
    const index = this.parts.lists.findLastIndex(({ margin }) =>
      margin === undefined ? false : opens ? margin === this.margin : margin > this.margin,
    );
    if (index >= 0) {
      this.parts.take(chunk, i);
      this.backTo(index);
    }
    return undefined;
  }

  /**
   * A line without indentation. In a pretty-printed document that is its last bracket, the first one of the next document, or a foreign
   * line in between; in others it may be an element.
   */
  private atMargin(chunk: Buffer, i: number, byte: number, frame: Frame | undefined): CutResult {
    const opens = byte === OPEN_BRACE || byte === OPEN_BRACKET;
    const closes = byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
    if (opens) {
      const among = !this.pretty && frame !== undefined && (frame.margin === 0 || this.depth === frame.depth);
      if (among || (!this.pretty && frame === undefined && this.isValueNext())) return undefined;
      this.parts.take(chunk, i);
      const lines = this.line - this.parts.firstLine;
      const what = `${lines} line${lines === 1 ? '' : 's'} of it not read`;
      this.abandon(`another document begins in the middle of this one (${what})`);
      return { at: i, over: 'broken' };
    }
    if (!this.pretty) return undefined;
    if (closes && this.depth === 1 && !this.lost) return undefined;
    // The last bracket of a document is alone in its line.
    if (!closes || (chunk[i + 1] ?? NEWLINE) > BLANK) {
      this.skipFrom(chunk, i);
      return undefined;
    }
    this.parts.take(chunk, i + 1);
    if (frame === undefined) this.parts.endDocument();
    else this.abandon('a JSON document whose brackets do not match');
    return { at: i + 1, over: 'done' };
  }

  /** Whether a value is expected here: a bracket without indentation then opens one of this document. */
  private isValueNext(): boolean {
    if (this.lost) return false;
    const inside = this.open[this.depth - 1];
    if (inside === OPEN_BRACE) return this.previous === COLON;
    return inside === OPEN_BRACKET && (this.previous === OPEN_BRACKET || this.previous === COMMA);
  }

  private backTo(index: number): void {
    this.parts.backTo(index);
    this.depth = this.parts.top?.depth ?? 0;
    this.open.length = this.depth;
    this.lost = false;
    this.previous = COMMA;
  }

  /** Skips the rest of this line. */
  private skipFrom(chunk: Buffer, i: number): void {
    this.parts.take(chunk, i);
    this.skipping = true;
    this.skipped = 0;
  }

  private skipLine(chunk: Buffer, i: number): number {
    const end = chunk.indexOf(NEWLINE, i);
    const to = end < 0 ? chunk.length : end;
    this.skipped += to - i;
    this.parts.skipTo(to);
    if (end >= 0) {
      this.skipping = false;
      this.events.stray(this.line, this.skipped);
    }
    return to;
  }

  /** Reads to the end of a string, or of the chunk. A string never continues on the next line. */
  private skipString(chunk: Buffer, start: number): number {
    let i = start;
    if (this.escaped) {
      this.escaped = false;
      i++;
    }
    for (; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === BACKSLASH) {
        if (i + 1 >= chunk.length) this.escaped = true;
        else if (chunk[i + 1] !== NEWLINE) i++;
      } else if (byte === QUOTE || byte === NEWLINE) {
        this.inString = false;
        this.inKey = false;
        return byte === QUOTE ? i + 1 : i;
      } else if (this.inKey && this.key.length < 8) this.key += String.fromCharCode(byte);
    }
    return i;
  }

  /** One byte of the structure; true when the document ends with it. */
  private token(chunk: Buffer, i: number, byte: number): boolean {
    const frame = this.parts.top;
    if (frame !== undefined && this.depth === frame.depth && byte !== CLOSE_BRACKET) {
      // A missing comma between two objects is tolerated.
      const next = byte === OPEN_BRACE && this.parts.isReading && this.previous === CLOSE_BRACE;
      if (byte === COMMA || next) {
        this.parts.take(chunk, i);
        this.parts.endElement();
        this.previous = COMMA;
        if (!next) return false;
      }
      if (!this.parts.isReading && !this.beginElement(chunk, i, byte, frame)) return false;
    }
    const before = this.previous;
    this.previous = byte;
    if (byte === QUOTE) {
      this.inString = true;
      this.inKey = this.depth === this.parts.holderDepth && (before === OPEN_BRACE || before === COMMA);
      if (this.inKey) this.key = '';
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.openBracket(chunk, i, byte, before);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) return this.closeBracket(chunk, i, byte);
    return false;
  }

  private beginElement(chunk: Buffer, i: number, byte: number, frame: Frame): boolean {
    if (!VALUE_STARTS.has(byte)) {
      this.skipFrom(chunk, i);
      return false;
    }
    frame.item++;
    if (this.newLine) frame.margin = this.margin;
    this.parts.begin(i, this.line);
    return true;
  }

  private openBracket(chunk: Buffer, i: number, byte: number, before: number): void {
    const inside = this.open[this.depth - 1];
    const fits = inside === OPEN_BRACE ? before === COLON : before === OPEN_BRACKET || before === COMMA;
    if (this.depth > 0 && (!fits || this.depth >= MAX_DEPTH)) {
      this.lost = true;
      return;
    }
    const isItems = inside === OPEN_BRACE && this.depth === this.parts.holderDepth && LIST_KEYS.has(this.key);
    this.open[this.depth++] = byte;
    if (this.depth === 1 && byte === OPEN_BRACE) this.parts.begin(i, this.line);
    else if (byte === OPEN_BRACKET && (this.depth === 1 || (isItems && this.parts.mayHaveList))) {
      this.parts.take(chunk, i + 1);
      this.parts.openList(this.depth, this.line);
    }
  }

  private closeBracket(chunk: Buffer, i: number, byte: number): boolean {
    if (this.open[this.depth - 1] !== (byte === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET)) {
      this.lost = true;
      return false;
    }
    const frame = this.parts.top;
    if (frame !== undefined && this.depth === frame.depth) {
      this.parts.take(chunk, i);
      this.parts.closeList();
    }
    this.depth--;
    if (this.depth > 0) return false;
    this.parts.take(chunk, i + 1);
    this.parts.endDocument();
    return true;
  }
}
