import { jest } from '@jest/globals';

/** A time limit that ends when the test says so, not after a while. */
export interface HeldTimer {
  /** Ends the time of everything that was given this limit. */
  end: () => void;
  /** Gives the clock back. */
  release: () => void;
}

/** Keeps every timer of exactly so many milliseconds in the test's hand; all others run. */
export function holdTimer(milliseconds: number): HeldTimer {
  const real = globalThis.setTimeout;
  const waiting: (() => void)[] = [];
  const held = ((run: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) => {
    if (delay !== milliseconds) return real(run, delay, ...given);
    waiting.push(() => run(...given));
    return real(() => undefined, 0);
  }) as typeof setTimeout;
  const spy = jest.spyOn(globalThis, 'setTimeout').mockImplementation(held);
  return {
    end: () => {
      for (const run of waiting.splice(0)) run();
    },
    release: () => spy.mockRestore(),
  };
}
