import { ArchmapError } from './errors.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Maximum delay of a Node timer, about 24 days; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A duration in kubectl's syntax, whole seconds or a Go duration (`1h30m`, `1.5s`), in milliseconds. 0 = no limit, also for an empty text.
 * Limited to the maximum of a timer. `flag` is named in the error. Throws `usage`.
 */
export function durationMs(text: string | undefined, flag: string): number {
  if (text === undefined || text === '') return 0;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_TIMER_MS);
  const sum = goMs(text);
  if (sum === undefined)
    throw new ArchmapError(
      'usage',
      `invalid value "${text}" for ${flag}: must be a duration`,
      'specify seconds or a duration such as 90s, 2m or 1h30m; 0 = no timeout',
    );
  return Math.min(Math.ceil(sum), LONGEST_TIMER_MS);
}

/** A duration in Go's notation (`1m0s`, `300s`), in seconds; NaN for other text. */
export function goSeconds(text: string): number {
  return text === '0' ? 0 : (goMs(text) ?? NaN) / 1_000;
}

function goMs(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((total, [, number, unit]) => total + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0);
}
