/** HTML of small elements. Input is text, output is escaped. */
import type { Severity, VerdictKind } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { escapeMarkup } from '../markup.ts';
import { badge } from '../picture/draw/shapes.ts';
import { termParts } from './terms.ts';

/** Untrusted text: control characters and markup are escaped. */
export function text(value: string): string {
  return escapeMarkup(printable(value));
}

/** Shape, word and color of a severity: each is sufficient alone. */
export function severityMark(severity: Severity): string {
  return `<span class="sev sev-${severity}"><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${badge(severity, 0, 0)}</svg>${severity}</span>`;
}

/** A link for https URLs; otherwise only the text, for example for `javascript:`. */
export function link(label: string, url: string | undefined): string {
  return url !== undefined && url.startsWith('https://')
    ? `<a href="${text(url)}" rel="noreferrer">${text(label)}</a>`
    : text(label);
}

/** Element ids from names: letters, digits, `-` and `_`. */
export function slug(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}

/** `etcd/secrets-unencrypted` in backticks as code; the rest as text. */
export function prose(value: string): string {
  return text(value).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** As `prose`, with links from terms to the glossary: the first occurrence of each in the part of the page that `seen` belongs to. */
export function explained(value: string, seen: Set<string>): string {
  return value
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`')
        ? prose(part)
        : termParts(part, seen)
            .map(({ text: words, entry }) =>
              entry === undefined ? text(words) : `<a class="term" href="#${entry}">${text(words)}</a>`,
            )
            .join(''),
    )
    .join('');
}

/** Sign and word of a result: each is sufficient alone. */
export function verdictMark(verdict: ShownVerdict, word: string): string {
  return `<span class="state is-${verdict}"><span aria-hidden="true">${VERDICT_SIGNS[verdict]}</span> ${text(word)}</span>`;
}

/** A result as the page shows it: an accepted fail is separate from an open one. */
export type ShownVerdict = VerdictKind | 'accepted' | 'resolved';

const VERDICT_SIGNS: Readonly<Record<ShownVerdict, string>> = {
  fail: '✕',
  pass: '✓',
  unknown: '?',
  'not-applicable': '–',
  error: '!',
  accepted: '◎',
  resolved: '✓',
};
