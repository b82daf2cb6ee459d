/** What the readers of JSON and YAML say about their input, in its order. */

export interface CutPosition {
  /** 1-based, in the input. */
  document: number;
  /** 1-based, in the list; absent for the document itself. */
  item?: number;
  /** 1-based, where the piece begins. */
  line: number;
}

/**
 * How a list ended. told: something stands behind its elements, as a list that broke off would not have it. untold: nothing does, so that nobody
 * knows. lost: it broke off, or what stands around it cannot be read.
 */
export type ListEnd = 'closed' | 'open' | 'lost';

/** The elements of one list. */
export interface ListEvents {
  item(value: unknown, position: CutPosition): void;
  /** An element that could not be read. The reader has told the problem. */
  lost(): void;
  /** The list is over. `envelope` = what stands around its elements; undefined when that could not be read. */
  close(envelope: unknown, end: ListEnd): void;
}

export interface ReadEvents {
  /**
   * A list begins: the elements of `items` of a document or of an element, or an array without a name. `before` gives the text of
   * its document up to the list, for its kind.
   */
  list(position: CutPosition, before: () => string): ListEvents;
  /** A document that is no list. `open` = nothing says where it ends (YAML): it may be a part of one. */
  document(value: unknown, position: CutPosition, open: boolean): void;
  /** Something that may have been an object was lost. */
  problem(reason: string, position: Partial<CutPosition>): void;
  /** Lines or parts of them that are neither JSON nor YAML, between documents or in the middle of one. */
  stray(line: number, bytes: number, text?: string): void;
  /** Logs of pods stand here: what comes from now on may be what a pod wrote. */
  logs(): void;
}
