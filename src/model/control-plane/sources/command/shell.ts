import type { Environment } from './environment.ts';
import { hasHole, hole } from './environment.ts';
import type { Piece, RawWord } from './lexer.ts';
import { lex } from './lexer.ts';

/** One argument of a program. */
export interface Word {
  /** With placeholders for hidden text. */
  text: string;
  /** It may expand to several words, or none: an expansion outside of quotes. */
  loose?: boolean;
}

/** A simple command of a script, without its redirections. */
export interface ShellCommand {
  words: readonly Word[];
  /** Variables that are set for it: by the script before it, and in its prefix. */
  environment: Environment;
  /** The script is only partly evaluated: words and variables may differ. */
  tangled: boolean;
}

/** Commands that may set variables to any value. */
const UNSAFE_BUILTINS = new Set([
  '.',
  'source',
  'eval',
  'set',
  'read',
  'mapfile',
  'readarray',
  'getopts',
  'shift',
]);
const DECLARE = new Set(['export', 'declare', 'readonly', 'local', 'typeset']);
/** Keywords of the shell grammar before a command. */
const KEYWORDS = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'do',
  'done',
  'while',
  'until',
  'esac',
  '{',
  '}',
  '!',
  'time',
  'coproc',
]);
/** Syntax that sets variables conditionally. */
const BRANCHES = /(?:^|[\s;&|])(?:if|case|for|while|until|select)\s|&&|\|\|/;
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/;

/** The words `$0`, `$1` ... of a script. */
export type Positional = readonly Word[];

/** The simple commands of a script, in order, with known variables expanded. This is no complete shell. */
export function shellCommands(script: string, outer: Environment, positional: Positional): ShellCommand[] {
  const { commands, tangled } = lex(script);
  const scope = new Scope(outer, positional, tangled, BRANCHES.test(script));
  return commands.flatMap((raw) => scope.run(raw) ?? []);
}

/** The variables in the course of the script. */
class Scope {
  /** Undefined = set to a hidden value. */
  private variables = new Map<string, string | undefined>();
  private readonly outer: Environment;
  private positional: Positional;
  private tangled: boolean;
  private readonly branches: boolean;

  constructor(outer: Environment, positional: Positional, tangled: boolean, branches: boolean) {
    this.outer = outer;
    this.positional = positional;
    this.tangled = tangled;
    this.branches = branches;
  }

  /** The command with its words expanded; undefined for a command that starts no program. */
  run(raw: readonly RawWord[]): ShellCommand | undefined {
    const words = raw.flatMap((word) => this.expand(word));
    const start = words.findIndex(({ text }) => !KEYWORDS.has(text));
    if (start < 0) return undefined;
    const rest = words.slice(start);
    const count = rest.findIndex(({ text }) => !ASSIGNMENT.test(text));
    const assigned = count < 0 ? rest : rest.slice(0, count);
    const command = count < 0 ? [] : rest.slice(count);
    const first = command[0]?.text ?? '';
    if (first === '' || DECLARE.has(first)) {
      this.assign(first === '' ? assigned : command.slice(1));
      return undefined;
    }
    if (UNSAFE_BUILTINS.has(first)) {
      this.variables.clear();
      this.positional = [{ text: '' }, LOOSE];
      this.tangled = true;
      return undefined;
    }
    const own = new Scope(this.outer, this.positional, this.tangled, false);
    own.variables = new Map(this.variables);
    own.assign(assigned);
    return { words: command, environment: (name) => own.value(name), tangled: this.tangled };
  }

  private assign(words: readonly Word[]): void {
    for (const { text } of words) {
      const [, name, add, value = ''] = ASSIGNMENT.exec(text) ?? [];
      if (name === undefined) continue;
      const known = add === '' && !this.branches && !hasHole(value);
      this.variables.set(name, known ? value : undefined);
    }
  }

  private value(name: string): ReturnType<Environment> {
    if (this.variables.has(name)) {
      const text = this.variables.get(name);
      return text === undefined ? 'hidden' : { text };
    }
    return this.tangled ? 'hidden' : this.outer(name);
  }

  /** Expands one word of the script: to none or several where a variable contains them. */
  private expand(raw: RawWord): Word[] {
    const parts = raw.filter((piece) => piece.kind !== 'text' || piece.text !== '');
    const all = parts.length === 1 ? this.allPositional(parts[0]) : undefined;
    if (all) return all;
    // An assignment and a quoted word stay one word, whatever they contain.
    const assignment = raw[0]?.kind === 'text' && !raw[0].quoted && ASSIGNMENT.test(raw[0].text);
    const words: Word[] = [{ text: '' }];
    for (const piece of raw) this.append(words, piece, assignment);
    const quoted = raw.some((piece) => piece.quoted);
    return quoted ? words : words.filter(({ text }) => text !== '');
  }

  /** `"$@"`, `$@` and `$*` alone. */
  private allPositional(piece: Piece | undefined): Word[] | undefined {
    if (piece?.kind !== 'variable' || (piece.name !== '@' && (piece.name !== '*' || piece.quoted)))
      return undefined;
    return this.positional.slice(1);
  }

  private append(words: Word[], piece: Piece, whole: boolean): void {
    const last = words[words.length - 1] ?? { text: '' };
    if (piece.kind === 'text') {
      last.text += piece.text;
      return;
    }
    // A variable that the pod does not set may be set by the image.
    const found = piece.kind === 'unknown' ? 'hidden' : this.variable(piece.name);
    const value =
      found === 'unset' && piece.kind === 'variable' && !/^\d$/.test(piece.name) ? 'hidden' : found;
    if (value === 'unset') return;
    if (value === 'hidden') {
      last.text += hole(piece.kind === 'variable' ? piece.name : '...');
      if (!piece.quoted && !whole) last.loose = true;
      return;
    }
    if (piece.quoted || whole) {
      last.text += value.text;
      return;
    }
    const [head = '', ...more] = value.text.split(/\s+/);
    last.text += head;
    for (const text of more) words.push({ text });
  }

  private variable(name: string): ReturnType<Environment> {
    if (/^\d$/.test(name)) {
      const word = this.positional[Number(name)];
      if (this.positional.some(({ loose }) => loose)) return 'hidden';
      return word === undefined ? 'unset' : { text: word.text };
    }
    return /^\w+$/.test(name) ? this.value(name) : 'hidden';
  }
}

const LOOSE: Word = { text: hole('@'), loose: true };
