/** Something that the developer can mend: one line that says what, one that says what to do. */
export class ClusterError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ClusterError';
    this.hint = hint;
  }
}
