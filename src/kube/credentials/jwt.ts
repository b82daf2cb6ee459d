/**
 * When a JSON Web Token ends by its `exp` (RFC 7519 section 4.1.4), ISO 8601 in whole seconds; undefined when it is another
 * kind of token or names no end. Nothing is verified and nothing else of the token is read.
 */
export function endOfToken(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    if (typeof exp !== 'number' || !(exp > 0) || exp > LATEST) return undefined;
    return new Date(Math.floor(exp) * 1000).toISOString().replace('.000Z', 'Z');
  } catch {
    return undefined;
  }
}

/** Beyond the year 9999 a date has no ISO 8601 form of its own. */
const LATEST = 253_402_300_799;
