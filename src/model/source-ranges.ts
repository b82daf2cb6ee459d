import { sizeOf, spanOf } from '../shared/address-spans.ts';
import { isCutText } from '../snapshot/text.ts';

/** Half of the possible internet addresses, by family: IPv4 as a whole, IPv6 in 2000::/3. */
const HALF = { 4: 1n << 31n, 6: 1n << 124n } as const;

/**
 * Whether these ranges admit the internet. A list protects as long as it excludes more than it admits: `0.0.0.0/0` does not, and neither do
 * its two halves, used where an input form rejects 0.0.0.0/0. An unreadable range admits no address; a truncated list may admit all.
 */
export function admitsEverySource(ranges: readonly string[]): boolean {
  if (ranges.some(isCutText)) return true;
  const spans = ranges.flatMap((range) => spanOf(range.trim()) ?? []);
  return ([4, 6] as const).some(
    (family) => sizeOf(spans.filter((span) => span.family === family)) >= HALF[family],
  );
}
