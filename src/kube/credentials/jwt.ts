/**
 * Expiry of a JSON Web Token by its `exp` (RFC 7519 section 4.1.4), ISO 8601 in whole seconds; undefined for other kinds of tokens or
 * without `exp`. Nothing is verified, and no other part of the token is read.
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

/** Dates after the year 9999 have no four-digit ISO 8601 form. */
const LATEST = 253_402_300_799;
