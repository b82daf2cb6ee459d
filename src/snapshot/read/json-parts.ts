import type { CutPosition, ListEvents, ReadEvents } from './events.ts';
import { MAX_PIECE, Piece } from './piece.ts';

/** A list whose elements are being read. */
export interface Frame {
  /** Depth of its elements. */
  depth: number;
  list: ListEvents;
  /** The object around it, as far as it was read. */
  around: Piece | undefined;
  item: number;
  /** Indentation of its elements, where they begin lines. */
  margin: number | undefined;
}

/**
 * The parts of one JSON document: the lists that it consists of, and the piece that is being read, which is an element or the fields around
 * the lists. It stores bytes without parsing them, which is the task of the cutter.
 */
export class JsonParts {
  private readonly events: ReadEvents;
  private readonly position: CutPosition;
  private readonly open: Frame[] = [];
  private piece: Piece | undefined;
  private pieceLine: number;
  /** The list of that piece, when it has one that has ended. */
  private pieceList: ListEvents | undefined;
  /** Start of the bytes in the current chunk that belong to the piece and are not in it yet. */
  private from = 0;

  constructor(events: ReadEvents, position: CutPosition) {
    this.events = events;
    this.position = position;
    this.pieceLine = position.line;
  }

  /** The innermost open list. */
  get top(): Frame | undefined {
    return this.open.at(-1);
  }

  get lists(): readonly Frame[] {
    return this.open;
  }

  /** Depth of the keys of a possible list: the document, or an element. */
  get holderDepth(): number {
    return (this.top?.depth ?? 0) + 1;
  }

  /** Whether an element, or the fields around the lists, are being read. */
  get isReading(): boolean {
    return this.piece !== undefined;
  }

  get mayHaveList(): boolean {
    return this.pieceList === undefined && this.open.length < MAX_LISTS;
  }

  /** First line of the lost part when the document is truncated. */
  get firstLine(): number {
    return this.top === undefined ? this.position.line : this.pieceLine;
  }

  /** The next bytes to keep start here: a new chunk, or the end of a skipped part. */
  skipTo(index: number): void {
    this.from = index;
  }

  /** Adds the bytes of this chunk up to `to` to the piece. */
  take(chunk: Buffer, to: number): void {
    this.piece?.add(chunk, this.from, to);
    this.from = to;
  }

  /** The document, or an element of the list, begins with this byte. */
  begin(index: number, line: number): void {
    this.piece = new Piece();
    this.pieceLine = line;
    this.from = index;
  }

  openList(depth: number, line: number): void {
    const around = this.piece;
    const item = this.top?.item;
    const position = { document: this.position.document, ...(item && { item }), line };
    const list = this.events.list(position, () => around?.text() ?? '');
    this.open.push({ depth, list, around, item: 0, margin: undefined });
    this.piece = undefined;
  }

  /** The list has ended, and the fields around it continue. */
  closeList(): void {
    this.endElement();
    const frame = this.open.pop();
    this.piece = frame?.around;
    this.pieceList = frame?.list;
  }

  endElement(): void {
    const { piece, pieceList, pieceLine, top } = this;
    this.piece = undefined;
    this.pieceList = undefined;
    if (piece === undefined || top === undefined) return;
    const position = { document: this.position.document, item: top.item, line: pieceLine };
    const value = this.valueOf(piece, position, () => top.list.lost());
    if (pieceList !== undefined) pieceList.close(value, 'closed');
    else if (value !== undefined) top.list.item(value, position);
  }

  endDocument(): void {
    const { piece, pieceList } = this;
    const position = { document: this.position.document, line: this.position.line };
    // An array without a name has nothing around its elements.
    if (piece === undefined) return pieceList?.close({}, 'closed');
    const value = this.valueOf(piece, position, () => pieceList?.lost());
    if (pieceList !== undefined) pieceList.close(value, 'closed');
    else if (value !== undefined) this.events.document(value, position, false);
  }

  /** Everything inside this list's current element ends here. */
  backTo(index: number): void {
    while (this.open.length - 1 > index) {
      const inner = this.open.pop();
      if (this.piece !== undefined) {
        const item = inner && { item: inner.item };
        const place = { document: this.position.document, ...item, line: this.pieceLine };
        this.events.problem('not valid JSON', place);
        inner?.list.lost();
      }
      inner?.list.close(undefined, 'lost');
      this.piece = undefined;
      this.pieceList = undefined;
    }
    this.endElement();
  }

  /** The document ends without its last bracket: at the end of the input, or because another one begins. */
  abandon(reason: string, line: number): void {
    const { top } = this;
    const item = top && { item: Math.max(1, top.item) };
    this.events.problem(reason, { document: this.position.document, ...item, line });
    if (this.piece !== undefined) top?.list.lost();
    this.pieceList?.close(undefined, 'lost');
    for (const { list } of [...this.open].reverse()) list.close(undefined, 'lost');
  }

  /** The value of a piece; `onLoss` is called when it is incomplete or missing. */
  private valueOf(piece: Piece, position: CutPosition, onLoss: () => void): unknown {
    const read = piece.parse();
    if (read?.mended === 0) return read.value;
    onLoss();
    const reason = piece.tooLong
      ? `an object of more than ${MAX_PIECE / 1_048_576} MB`
      : read === undefined
        ? 'not valid JSON'
        : 'lines in the middle of it are no JSON and were left out';
    this.events.problem(reason, position);
    return read?.value;
  }
}

/** Nested lists: `jq -s` with several responses creates two levels. */
const MAX_LISTS = 4;
