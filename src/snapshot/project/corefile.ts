/**
 * CoreDNS' Corefile: zones, the names of plugins (check version/coredns-vulnerable), and three options (checks addons/coredns-*). Other
 * arguments of plugins may be cloud credentials, and are not kept.
 */
import { redactText } from '../redact.ts';
import { UNREADABLE } from '../unreadable.ts';

const NAME = /^[a-z][a-z0-9_-]{0,40}$/;
const ZONE = /^[\w.:/*{}$%()-]{1,253}$/;
/** A variable, or an argument of a snippet: which plugin it names does not show. */
const VARIABLE = /\{[$%[]|^\{\w+\[/;
const isZone = (word: string): boolean => ZONE.test(word) && word !== '{' && word !== '}';
const MAX_TEXT = 1_000_000;

/**
 * The Corefile with nothing else in it. Accepts any text; everything except zones and names of plugins is dropped. `import` stands for
 * another file: snippets of this one are part of it. `{$}` stands for a name that a variable gives.
 */
export function corefile(text: string): string {
  if (text.length > MAX_TEXT) return UNREADABLE;
  const lines: string[] = [];
  let depth = 0;
  let plugin = '';
  let zones: string[] = [];
  const open = (): void => {
    lines.push([...zones, '{'].join(' '));
    zones = [];
    depth = 1;
  };
  const all = [...wordsOf(text)];
  const snippets = new Set(all.flatMap(([first = '']) => /^\(([^()]+)\)$/.exec(first)?.[1] ?? []));
  for (const words of all) {
    const first = (words[0] ?? '').trim();
    const isFile = first === 'import' && !snippets.has((words[1] ?? '').trim());
    if (depth <= 1 && isFile) lines.push('import');
    if (depth === 0) {
      if (first === 'import' || words.every((word) => word === '}')) continue;
      zones.push(...words.map((word) => redactText(word.replace(/,$/, ''))).filter(isZone));
      // A file with one server may omit braces: the following words are its plugins.
      if (words.at(-1) === '{' || !words.at(-1)?.endsWith(',')) open();
      continue;
    }
    if (depth === 1 && VARIABLE.test(first)) lines.push('    {$}');
    else if (depth === 1 && first !== 'import' && NAME.test(first)) {
      plugin = first;
      lines.push(`    ${[first, ...targetsOf(words)].join(' ')}`);
    } else if (depth === 2 && isKeptOption(plugin, words)) lines.push(`        ${words.join(' ')}`);
    depth += words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
    if (depth <= 0) {
      lines.push('}');
      depth = 0;
    }
  }
  if (depth > 0) lines.push('}');
  return lines.join('\n');
}

/** An IP address, which has no credential in it; a port may follow. */
const ADDRESS =
  /^(?:tls:\/\/|dns:\/\/)?(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|\[?[\da-f:]{2,45}\]?(?::\d{1,5})?)$/i;

/** Where `forward` sends queries: addresses and files of them; of anything else only that it is there. */
function targetsOf([name, _zone, ...words]: readonly string[]): string[] {
  if (name !== 'forward') return [];
  const targets = words.filter((word) => word !== '{');
  return targets.map((word) => (ADDRESS.test(word) || word === '/etc/resolv.conf' ? word : '(other)'));
}

/** Who may transfer zones, and whether names of pods are answered without a lookup (https://coredns.io/plugins/kubernetes, /transfer). */
function isKeptOption(plugin: string, words: readonly string[]): boolean {
  if (plugin === 'kubernetes') return /^pods (?:disabled|insecure|verified)$/.test(words.join(' '));
  return (
    plugin === 'transfer' &&
    words[0] === 'to' &&
    words.slice(1).every((word) => word === '*' || ADDRESS.test(word))
  );
}

const TOKEN = /"((?:[^"\\]|\\.)*)"?|(\n)|([^\s"]\S*)/gs;

/** Words by line, as in Caddy's lexer: quotes may span lines, `#` begins a comment. */
function* wordsOf(text: string): Generator<string[]> {
  let words: string[] = [];
  let comment = false;
  for (const [, quoted, end, word] of text.matchAll(TOKEN)) {
    if (end !== undefined) {
      if (words.length > 0) yield words;
      words = [];
      comment = false;
    } else if (comment || word?.startsWith('#')) comment = true;
    else words.push(word ?? ` ${quoted ?? ''}`);
  }
  if (words.length > 0) yield words;
}
