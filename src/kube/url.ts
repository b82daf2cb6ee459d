/** A URL as Go parses it: undefined also for a `%` that begins no escape, which `URL` accepts and which then fails in decoding. */
export function urlOf(text: string): URL | undefined {
  return URL.canParse(text) && !/%(?![0-9a-f]{2})/i.test(text) ? new URL(text) : undefined;
}
