import { ArchmapError } from '../../shared/errors.ts';

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

/**
 * `--request-timeout` as kubectl reads it: whole seconds, or a Go duration (`1h30m`, `1.5s`). In milliseconds, 0 = none.
 * Throws `usage`.
 */
export function requestTimeout(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new ArchmapError(
      'usage',
      `--request-timeout ${text} is not a time`,
      'write seconds, or a time such as 30s, 2m or 1h; 0 = none',
    );
  }
  return Math.ceil(
    parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0),
  );
}
