import type { IncomingHttpHeaders } from 'node:http';
import { pause } from './scope.ts';

/** Tries of one request, the first among them. */
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 200;
/** A server that wants a longer pause gets this one. */
const LONGEST_PAUSE_MS = 30_000;
/** Whoever is told to come back later than this is not served better in half a minute. */
const HOPELESS_MS = 300_000;

export interface Attempt<T> {
  /** Tries allowed for this kind of fault, the first among them; default 5. */
  tries?: number;
  /** What came; undefined = a fault that may pass. */
  value?: T;
  fault?: unknown;
  /** Ask again? With the pause that the server wants, if it said so. */
  again: false | { afterMs?: number };
}

/** Repeats `attempt` while it says so, at most five times in all; then the last value is returned or the last fault thrown. */
export async function withRetries<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    const { value, fault, again, tries: limit = MAX_TRIES } = await attempt();
    if (again === false || tries >= limit) {
      if (value === undefined) throw fault;
      return value;
    }
    const wanted = again.afterMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
    // Jitter only lengthens: whoever was told to wait does not come early, and many clients do not come together.
    await pause(Math.min(wanted, LONGEST_PAUSE_MS) * (1 + Math.random() / 2), signal);
  }
}

/**
 * Whether an answer says "later": 429, 502, 503, 504, and every 5xx with Retry-After. A bare 500 is an answer: `/readyz`
 * says so when a check fails.
 */
export function retryOf(status: number, headers: IncomingHttpHeaders): Attempt<never>['again'] {
  const seconds = /^\d+$/.exec(headers['retry-after'] ?? '')?.[0];
  const afterMs = seconds === undefined ? undefined : Number(seconds) * 1_000;
  if (afterMs !== undefined && (status === 429 || status >= 500))
    return afterMs > HOPELESS_MS ? false : { afterMs };
  return status === 429 || status === 502 || status === 503 || status === 504 ? {} : false;
}
