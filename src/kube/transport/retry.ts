import type { IncomingHttpHeaders } from 'node:http';
import { pause } from './scope.ts';

/** Tries of one request, including the first. */
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 200;
/** Maximum pause, even if the server requests a longer one. */
const LONGEST_PAUSE_MS = 30_000;
/** If Retry-After is longer than this, a retry after half a minute would not help. */
const HOPELESS_MS = 300_000;

export interface Attempt<T> {
  /** Tries allowed for this kind of fault, including the first; default 5. */
  tries?: number;
  /** The response; undefined = a transient fault. */
  value?: T;
  fault?: unknown;
  /** Whether to retry, with the pause that the server requested, if any. */
  again: false | { afterMs?: number };
}

/** Repeats `attempt` while it requests a retry, at most five times in all; then returns the last value or throws the last fault. */
export async function withRetries<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    const { value, fault, again, tries: limit = MAX_TRIES } = await attempt();
    if (again === false || tries >= limit) {
      if (value === undefined) throw fault;
      return value;
    }
    const wanted = again.afterMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
    // Jitter only lengthens the pause: Retry-After is respected, and many clients do not retry at the same time.
    await pause(Math.min(wanted, LONGEST_PAUSE_MS) * (1 + Math.random() / 2), signal);
  }
}

/**
 * Whether a response requests a retry: 429, 502, 503, 504, and every 5xx with Retry-After. A 500 without it is final: `/readyz` returns it
 * when a check fails.
 */
export function retryOf(status: number, headers: IncomingHttpHeaders): Attempt<never>['again'] {
  const seconds = /^\d+$/.exec(headers['retry-after'] ?? '')?.[0];
  const afterMs = seconds === undefined ? undefined : Number(seconds) * 1_000;
  if (afterMs !== undefined && (status === 429 || status >= 500))
    return afterMs > HOPELESS_MS ? false : { afterMs };
  return status === 429 || status === 502 || status === 503 || status === 504 ? {} : false;
}
