/**
 * Cuts a stream of JSON documents into pieces that are parsed one by one: the elements of a top-level `items` list (or of
 * a top-level array), and what is left of each document without them. A list of any size is never held whole.
 */

import { joined } from './lines.ts';

export interface CutPosition {
  /** 1-based, in the input. */
  document: number;
  /** 1-based, in the list; absent for the document itself. */
  item?: number;
  /** 1-based, where the piece begins. */
  line: number;
}

export interface JsonCutterEvents {
  /** An element of the list. `envelope` = the text of the document up to the list, for its kind. */
  item(bytes: Buffer, position: CutPosition, envelope: () => string): void;
  /** A whole document; of a list what is left when its elements are taken out. */
  document(bytes: Buffer, position: CutPosition, isList: boolean): void;
  problem(reason: string, position: CutPosition): void;
}

export interface JsonCutter {
  push(chunk: Buffer): void;
  end(): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const NEWLINE = 0x0a;

/** Longest element or document, in bytes; an etcd value is far below. */
const MAX_PIECE = 256 * 1024 * 1024;
/** Longest line of text between documents that is looked at. */
const MAX_TEXT_LINE = 256;

/** Bytes of a piece that may be spread over many chunks. */
class Piece {
  private parts: Buffer[] = [];
  private length = 0;

  add(bytes: Buffer): void {
    this.length += bytes.length;
    if (this.length <= MAX_PIECE) this.parts.push(bytes);
    else this.parts = [];
  }

  get tooLong(): boolean {
    return this.length > MAX_PIECE;
  }

  take(): Buffer {
    const bytes = joined(this.parts);
    this.parts = [];
    this.length = 0;
    return bytes;
  }

  text(): string {
    return Buffer.concat(this.parts).toString('utf8');
  }
}

/** See above. `events` are called synchronously, in the order of the input. */
export function createJsonCutter(events: JsonCutterEvents): JsonCutter {
  return new Cutter(events);
}

class Cutter implements JsonCutter {
  private readonly events: JsonCutterEvents;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private document = 0;
  private item = 0;
  /** Depth of the elements' list while inside it; 0 = not. */
  private listDepth = 0;
  private isList = false;
  private keyNext = false;
  /** Bytes of the current key of the top level, while it is short enough to be `items`. */
  private key = '';
  private inKey = false;
  private readonly envelope = new Piece();
  private readonly element = new Piece();
  private active: Piece | undefined;
  private documentLine = 1;
  private itemLine = 1;
  /** Text between documents: logs of a cluster-info dump, remarks of a shell. */
  private outside = '';
  private inText = false;
  private inLog = false;
  private complained = false;

  constructor(events: JsonCutterEvents) {
    this.events = events;
  }

  push(chunk: Buffer): void {
    // Start of what belongs to the active piece, in this chunk.
    let start = 0;
    const flush = (end: number): void => {
      if (this.active !== undefined && end > start) this.active.add(chunk.subarray(start, end));
    };
    const length = chunk.length;
    let i = 0;
    while (i < length) {
      if (this.inString) {
        i = this.skipString(chunk, i);
        continue;
      }
      const byte = chunk[i] ?? 0;
      if (byte === NEWLINE) this.line++;
      if (this.depth === 0) {
        if (this.outsideByte(byte)) {
          start = i;
          this.open(byte);
        }
        i++;
        continue;
      }
      if (this.listDepth > 0 && this.depth === this.listDepth) {
        if (byte === CLOSE_BRACKET) {
          this.endElement(() => flush(i));
          this.listDepth = 0;
          start = i;
          this.active = this.envelope;
        } else if (byte === COMMA) {
          this.endElement(() => flush(i));
          i++;
          continue;
        } else if (this.active === undefined && byte > 32) {
          this.item++;
          this.itemLine = this.line;
          this.active = this.element;
          start = i;
        }
      }
      const closed = this.structure(byte);
      i++;
      if (closed) {
        flush(i);
        this.active = undefined;
        this.endDocument();
      } else if (this.listDepth > 0 && this.depth === this.listDepth && this.active === this.envelope) {
        flush(i);
        this.active = undefined;
      }
    }
    flush(length);
  }

  end(): void {
    if (this.depth > 0 || this.inString) {
      this.events.problem('the file ends in the middle of a JSON document', {
        document: this.document,
        ...(this.listDepth > 0 ? { item: Math.max(1, this.item) } : {}),
        line: this.line,
      });
    } else if (this.inText) this.textLine();
  }

  /** Runs to the end of a string, or of the chunk. */
  private skipString(chunk: Buffer, from: number): number {
    let i = from;
    if (this.escaped) {
      this.escaped = false;
      i++;
    }
    for (; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === BACKSLASH) {
        if (i + 1 >= chunk.length) this.escaped = true;
        i++;
      } else if (byte === QUOTE) {
        this.inString = false;
        this.inKey = false;
        return i + 1;
      } else if (this.inKey && this.key.length < 8) this.key += String.fromCharCode(byte);
    }
    return i;
  }

  /** Outside of documents; true when a document begins with this byte. */
  private outsideByte(byte: number): boolean {
    if (!this.inText && !this.inLog && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) return true;
    if (byte === NEWLINE) {
      if (this.inText) this.textLine();
    } else if (byte > 32 || this.inText) {
      this.inText = true;
      if (this.outside.length < MAX_TEXT_LINE) this.outside += String.fromCharCode(byte);
    }
    return false;
  }

  private textLine(): void {
    const text = this.outside.trim();
    this.outside = '';
    this.inText = false;
    if (text.startsWith('==== START logs')) this.inLog = true;
    else if (text.startsWith('==== END logs')) this.inLog = false;
    else if (!this.inLog && text !== ',' && !this.complained) {
      this.complained = true;
      this.events.problem('text that is not JSON', { document: this.document + 1, line: this.line });
    }
  }

  private open(byte: number): void {
    this.document++;
    this.item = 0;
    this.depth = 1;
    this.documentLine = this.line;
    this.isList = byte === OPEN_BRACKET;
    this.listDepth = this.isList ? 1 : 0;
    this.keyNext = byte === OPEN_BRACE;
    this.key = '';
    this.active = this.isList ? undefined : this.envelope;
  }

  /** One structural byte inside a document; true when the document is closed by it. */
  private structure(byte: number): boolean {
    switch (byte) {
      case QUOTE:
        this.inString = true;
        if (this.depth === 1 && this.keyNext) {
          this.inKey = true;
          this.key = '';
        }
        return false;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.depth++;
        if (
          byte === OPEN_BRACKET &&
          this.depth === 2 &&
          this.key === 'items' &&
          !this.keyNext &&
          !this.isList
        ) {
          this.isList = true;
          this.listDepth = 2;
        }
        return false;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.depth--;
        return this.depth === 0;
      case COLON:
        if (this.depth === 1) this.keyNext = false;
        return false;
      case COMMA:
        if (this.depth === 1) {
          this.keyNext = true;
          this.key = '';
        }
        return false;
      default:
        return false;
    }
  }

  private endElement(flush: () => void): void {
    if (this.active !== this.element) return;
    flush();
    this.active = undefined;
    const position = { document: this.document, item: this.item, line: this.itemLine };
    if (this.element.tooLong) this.events.problem('an object of more than 256 MB', position);
    const bytes = this.element.take();
    if (bytes.length > 0) this.events.item(bytes, position, () => this.envelope.text());
  }

  private endDocument(): void {
    const position = { document: this.document, line: this.documentLine };
    if (this.envelope.tooLong) this.events.problem('a document of more than 256 MB', position);
    const bytes = this.envelope.take();
    // A bare array has no text of its own but its brackets.
    this.events.document(bytes[0] === OPEN_BRACE ? bytes : Buffer.from('{}'), position, this.isList);
    this.key = '';
  }
}
