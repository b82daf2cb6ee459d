import { setMaxListeners } from 'node:events';
import { ArchmapError } from '../../shared/errors.ts';

/** One abort signal out of several, and a time limit. `dispose` must be called, or the listeners stay on the long-lived ones. */
export class Scope {
  private readonly controller = new AbortController();
  private readonly sources: readonly AbortSignal[];
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = () =>
    this.controller.abort(this.sources.find((source) => source.aborted)?.reason);

  constructor(sources: readonly (AbortSignal | undefined)[]) {
    this.sources = sources.filter((source) => source !== undefined);
    // Many requests wait on the process's one signal; that is no leak, and Node's warning would reach the user.
    if (this.sources.length > 0) setMaxListeners(0, ...this.sources);
    for (const source of this.sources) source.addEventListener('abort', this.onAbort, { once: true });
    if (this.sources.some((source) => source.aborted)) this.onAbort();
  }

  /** From now on there are so many milliseconds, 0 = no limit. By default it is the user's limit of a whole request. */
  limit(timeoutMs: number, error: Error = tooLate(timeoutMs)): void {
    if (timeoutMs !== 0) this.timer = setTimeout(() => this.controller.abort(error), timeoutMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it was aborted, as an error for the user; undefined when it was not. */
  get fault(): ArchmapError | undefined {
    return this.signal.aborted ? abortError(this.signal.reason) : undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const source of this.sources) source.removeEventListener('abort', this.onAbort);
  }
}

function tooLate(timeoutMs: number): ArchmapError {
  return new ArchmapError(
    'timeout',
    `no complete response within ${timeoutMs / 1_000} s`,
    'specify a longer --request-timeout, or 0 for no timeout',
  );
}

/** Nobody answered within a limit of ours; as Node says it. */
export function noAnswer(timeoutMs: number): Error {
  return Object.assign(new Error(`no response within ${timeoutMs / 1_000} s`), { code: 'ETIMEDOUT' });
}

/** The reason of an aborted signal when it says more than "aborted" (a deadline), else `cancelled`. */
export function abortError(reason: unknown): ArchmapError {
  return reason instanceof ArchmapError
    ? reason
    : new ArchmapError('cancelled', 'cancelled', 'nothing was changed; run it again');
}

/** Waits, unless `signal` is aborted first: then it throws that. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortError(signal.reason));
    const onAbort = () => {
      clearTimeout(timer);
      reject(abortError(signal.reason));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
