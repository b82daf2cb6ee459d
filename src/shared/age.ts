const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * The age column of kubectl: `45s`, `5m12s`, `27h`, `3d4h`, `2y30d`.
 *
 * @param created ISO 8601; absent or unreadable = `?`.
 * @param now ISO 8601, the time of the snapshot. An object that is younger than the snapshot has the age `0s`.
 * The steps are those of `HumanDuration` in k8s.io/apimachinery.
 */
export function ageText(created: string | undefined, now: string): string {
  const seconds = Math.floor((Date.parse(now) - Date.parse(created ?? '')) / 1000);
  if (!Number.isFinite(seconds)) return '?';
  if (seconds < 0) return '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return two(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return one(seconds, MINUTE, 'm');
  if (seconds < 8 * HOUR) return two(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return one(seconds, HOUR, 'h');
  if (seconds < 8 * DAY) return two(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return one(seconds, DAY, 'd');
  if (seconds < 8 * YEAR) return two(seconds, YEAR, 'y', DAY, 'd');
  return one(seconds, YEAR, 'y');
}

function one(seconds: number, unit: number, letter: string): string {
  return `${Math.floor(seconds / unit)}${letter}`;
}

/** The larger unit, and what is left in the smaller one unless it is nothing. */
function two(seconds: number, large: number, first: string, small: number, second: string): string {
  const rest = Math.floor((seconds % large) / small);
  return one(seconds, large, first) + (rest > 0 ? `${rest}${second}` : '');
}
