import { setMaxListeners } from 'node:events';
import { ArchmapError } from '../../shared/errors.ts';

/** One abort signal from several, and a time limit. `dispose` must be called, or the listeners stay on the long-lived ones. */
export class Scope {
  private readonly controller = new AbortController();
  private readonly sources: readonly AbortSignal[];
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = () =>
    this.controller.abort(this.sources.find((source) => source.aborted)?.reason);

  constructor(sources: readonly (AbortSignal | undefined)[]) {
    this.sources = sources.filter((source) => source !== undefined);
    // Many requests listen to the process's signal; that is no leak, and users would see Node's warning.
    if (this.sources.length > 0) setMaxListeners(0, ...this.sources);
    for (const source of this.sources) source.addEventListener('abort', this.onAbort, { once: true });
    if (this.sources.some((source) => source.aborted)) this.onAbort();
  }

  /** Starts a limit of this many milliseconds, 0 = no limit. The default error is that of the user's limit for a request. */
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

/** No response within an internal limit; in the form of Node's error. */
export function noAnswer(timeoutMs: number): Error {
  return Object.assign(new Error(`no response within ${timeoutMs / 1_000} s`), { code: 'ETIMEDOUT' });
}

/** The reason of an aborted signal when it is more specific than "aborted" (a deadline), else `cancelled`. */
export function abortError(reason: unknown): ArchmapError {
  return reason instanceof ArchmapError
    ? reason
    : new ArchmapError('cancelled', 'cancelled', 'nothing was changed; run it again');
}

/** Waits; throws the reason if `signal` is aborted first. */
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

/** The result of `work`; throws the reason if `signal` is aborted first. The work goes on: others may wait for it, too. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError(signal.reason));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
