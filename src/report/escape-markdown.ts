import { printable } from '../shared/text.ts';

/**
 * Plain text: no markup, table cells, links or mentions of users or issues. Special characters of Markdown and HTML become references,
 * which are never markup (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
 */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(/[&<>"'\\`*_{}[\]()#+!|~@]|:\/\//g, (found) =>
    Array.from(found, (character) => `&#${character.codePointAt(0) ?? 0};`).join(''),
  );
}
