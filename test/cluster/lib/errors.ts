/** An error that the developer can fix: one line for the cause, one line for the fix. */
export class ClusterError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ClusterError';
    this.hint = hint;
  }
}
