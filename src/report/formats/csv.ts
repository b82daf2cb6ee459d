import { printable } from '../../shared/text.ts';
import type { Result } from '../../result/types.ts';
import { evidenceText } from './common.ts';
import type { Formatted, FormatOptions } from './types.ts';

const HEAD = [
  'severity',
  'verdict',
  'check',
  'title',
  'kind',
  'namespace',
  'name',
  'message',
  'evidence',
  'owner',
  'waived until',
  'waived by',
  'waived because',
  'in baseline',
  'fingerprint',
];

/** RFC 4180, one row a verdict: fails, errors and unknowns; passes with `all`. */
export function csv({ verdicts }: Result, { all }: FormatOptions): Formatted {
  const rows = verdicts
    .filter(({ verdict }) => all || verdict === 'fail' || verdict === 'unknown' || verdict === 'error')
    .map((verdict) => [
      verdict.severity,
      verdict.verdict,
      verdict.check,
      verdict.title,
      verdict.object?.kind ?? '',
      verdict.object?.namespace ?? '',
      verdict.object?.name ?? '',
      verdict.message,
      evidenceText(verdict),
      verdict.owner,
      verdict.waived?.expires ?? '',
      verdict.waived?.owner ?? '',
      verdict.waived?.reason ?? '',
      verdict.inBaseline ? 'yes' : '',
      verdict.fingerprint,
    ]);
  return { text: [HEAD, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join(''), notes: [] };
}

/**
 * Always in quotes. A spreadsheet takes what begins with one of these for a formula, quoted or not; an apostrophe before it
 * makes it text (https://owasp.org/www-community/attacks/CSV_Injection). Fingerprints such as `1e10` stay text by their quotes.
 */
function cell(value: string): string {
  const safe = printable(value);
  return `"${(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|]/.test(safe) ? `'${safe}` : safe).replace(/"/g, '""')}"`;
}
