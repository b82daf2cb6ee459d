import { printable } from '../shared/text.ts';

/**
 * What can be markup somewhere in a line: of parentheses, quotes and braces none without the characters here. An underscore inside a word is
 * text, and an exclamation mark only begins a reference.
 */
const SPECIAL = /[&<>\\`*[\]#|~@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|!(?=\w)|:\/\//g;

/**
 * Plain text: no markup, table cells, links or mentions of users or issues. Special characters of Markdown and HTML become references,
 * which are never markup (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
 */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(SPECIAL, (found) =>
    Array.from(found, (character) => `&#${character.codePointAt(0) ?? 0};`).join(''),
  );
}
