import { printable } from '../shared/text.ts';

/**
 * Text as text: no markup, no table cell, no link, no mention of people or issues. Characters of Markdown and HTML become
 * references, which are never markup (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
 */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(/[&<>"'\\`*_{}[\]()#+!|~@]|:\/\//g, (found) =>
    Array.from(found, (character) => `&#${character.codePointAt(0) ?? 0};`).join(''),
  );
}
