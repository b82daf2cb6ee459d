import { jest } from '@jest/globals';

/** A time limit that the test ends, not the clock. */
export interface HeldTimer {
  /** Ends all timers of this limit. */
  end: () => void;
  /** Restores the clock. */
  release: () => void;
}

/** Holds every timer of exactly this many milliseconds for the test; all others run. */
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
