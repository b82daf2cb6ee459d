/** A URL as Go reads it: undefined also where a `%` begins no escape, which `URL` lets pass and decoding then stumbles over. */
export function urlOf(text: string): URL | undefined {
  return URL.canParse(text) && !/%(?![0-9a-f]{2})/i.test(text) ? new URL(text) : undefined;
}
