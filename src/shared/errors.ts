/** Machine-readable reasons. Each has its own advice; see `ArchmapError.hint`. */
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
 * An error that the user can act on: one line for the cause, one line for the remediation. Any other error that reaches the CLI is a bug of
 * this tool and is reported as such.
 */
export class ArchmapError extends Error {
  readonly code: ErrorCode;
  /** The remediation, one line without a full stop. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ArchmapError';
    this.code = code;
    this.hint = hint;
  }
}

/** The message of any thrown value, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a file cannot be read, as text. */
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
