/** Events of the readers of JSON and YAML, in the order of the input. */

export interface CutPosition {
  /** 1-based, in the input. */
  document: number;
  /** 1-based, in the list; absent for the document itself. */
  item?: number;
  /** 1-based, at the beginning of the piece. */
  line: number;
  /** The template that the document was rendered from, by its comment. */
  template?: string;
}

/**
 * How a list ended. closed: content after its elements proves that it is not truncated. open: without such content, so that it is unknown.
 * lost: it is truncated, or the fields around it cannot be read.
 */
export type ListEnd = 'closed' | 'open' | 'lost';

/** The elements of one list. */
export interface ListEvents {
  item(value: unknown, position: CutPosition): void;
  /** An element that could not be read. The reader has reported the problem. */
  lost(): void;
  /** The list has ended. `envelope` = the fields around its elements; undefined when they could not be read. */
  close(envelope: unknown, end: ListEnd): void;
}

export interface ReadEvents {
  /**
   * A list begins: the elements of `items` of a document or of an element, or an array without a name. `before` returns the text
   * of its document up to the list, for its kind.
   */
  list(position: CutPosition, before: () => string): ListEvents;
  /** A document that is no list. `open` = without an end mark (YAML): it may be a part of one. */
  document(value: unknown, position: CutPosition, open: boolean): void;
  /** A part was lost that may have been an object. */
  problem(reason: string, position: Partial<CutPosition>): void;
  /** Lines or parts of them that are neither JSON nor YAML, between documents or in the middle of one. */
  stray(line: number, bytes: number, text?: string): void;
  /** Logs of pods begin here: the rest may have been written by a pod. */
  logs(): void;
}
