/** Machine-readable reasons. Each one has its own advice for the user; see `ArchmapError.hint`. */
export type ErrorCode =
  | 'usage'
  | 'kubeconfig'
  | 'context-unknown'
  | 'credentials'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'http'
  | 'input'
  | 'input-too-new'
  | 'output'
  | 'cancelled';

/**
 * An error that the user can act on: one line that says what is wrong, one that says what to do.
 * Anything else that reaches the CLI is a bug of ours and is reported as such.
 */
export class ArchmapError extends Error {
  readonly code: ErrorCode;
  /** What to do about it, one line, no trailing full stop needed. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ArchmapError';
    this.code = code;
    this.hint = hint;
  }
}

/** The message of anything that was thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a file cannot be read, in words. */
export function reasonOf(error: unknown): string {
  switch ((error as { code?: unknown } | null)?.code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'no such file or directory';
    case 'ELOOP':
      return 'too many levels of symbolic links';
    case 'EISDIR':
      return 'a directory';
    default:
      return messageOf(error);
  }
}
