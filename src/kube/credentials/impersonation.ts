import type { Settings } from '../settings/index.ts';

/** Impersonation headers of a request; keys of extras are percent-encoded where a header name does not allow them. */
export function impersonationHeaders(settings: Settings['impersonate']): Record<string, string | string[]> {
  const { impersonateUser, impersonateUid, impersonateGroups = [], impersonateExtra = {} } = settings;
  if (!impersonateUser) return {};
  return {
    'Impersonate-User': utf8(impersonateUser),
    ...(impersonateUid && { 'Impersonate-Uid': utf8(impersonateUid) }),
    ...(impersonateGroups.length > 0 && { 'Impersonate-Group': impersonateGroups.map(utf8) }),
    ...Object.fromEntries(
      Object.entries(impersonateExtra).map(([key, values]) => [
        `Impersonate-Extra-${escapeKey(key)}`,
        values.map(utf8),
      ]),
    ),
  };
}

/** Node sends header text as Latin-1, Go as UTF-8; this encodes each UTF-8 byte as one Latin-1 character. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function escapeKey(key: string): string {
  return Array.from(Buffer.from(key), (byte) => {
    const character = String.fromCharCode(byte);
    return /[!#$&'*+.^_`|~0-9A-Za-z-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
