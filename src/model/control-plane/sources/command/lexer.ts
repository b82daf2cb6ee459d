/** Splits the text of a shell script into simple commands and their words; expands nothing. */

/** A piece of a word. `variable`: of a plain `$NAME` or `${NAME}`; `unknown`: the output of another program or an expansion. */
export type Piece =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'variable'; name: string; quoted: boolean }
  | { kind: 'unknown'; quoted: boolean };

export type RawWord = readonly Piece[];

export interface Script {
  commands: readonly (readonly RawWord[])[];
  /** It has functions or here-documents, which are not evaluated. */
  tangled: boolean;
}

/** POSIX shell and bash, as far as command lines of servers need it. Never throws: an open quote ends with the text. */
export function lex(script: string): Script {
  const lexer = new Lexer(script);
  lexer.run();
  return { commands: lexer.commands, tangled: lexer.tangled || /[\w./-]+\s*\(\s*\)/.test(script) };
}

const SPECIAL = /[@*#?$!0-9-]/;
const NAME = /^[A-Za-z_]\w*/;
/** A list or a range in braces. */
const BRACES = /\{[^{}]*(?:,|\.\.)[^{}]*\}/;

class Lexer {
  readonly commands: RawWord[][] = [];
  tangled = false;
  private at = 0;
  private words: RawWord[] = [];
  private word: Piece[] | undefined;
  /** The next word is the target of a redirection. */
  private target = false;

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  run(): void {
    while (this.at < this.text.length) this.step();
    this.endCommand();
  }

  private step(): void {
    const char = this.text[this.at] ?? '';
    if (char === '\n' || char === ';' || char === '|' || char === '(' || char === ')') {
      this.at++;
      this.endCommand();
    } else if (char === '&' && this.text[this.at + 1] !== '>') {
      this.at++;
      this.endCommand();
    } else if (/\s/.test(char)) {
      this.at++;
      this.endWord();
    } else if (char === '#' && this.word === undefined) {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
    } else if (char === '<' || char === '>' || char === '&') this.redirection();
    else this.piece(char);
  }

  private piece(char: string): void {
    if (char === '\\') {
      if (this.text[this.at + 1] !== '\n') this.add(this.text[this.at + 1] ?? '', true);
      this.at += 2;
    } else if (char === "'") {
      const end = this.text.indexOf("'", this.at + 1);
      const stop = end < 0 ? this.text.length : end;
      this.add(this.text.slice(this.at + 1, stop), true);
      this.at = stop + 1;
    } else if (char === '"') this.doubleQuoted();
    else if (char === '$') this.dollar(false);
    else if (char === '`') this.backtick(false);
    else {
      this.add(char, false);
      this.at++;
    }
  }

  private doubleQuoted(): void {
    this.at++;
    this.add('', true);
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const char = this.text[this.at] ?? '';
      if (char === '$') this.dollar(true);
      else if (char === '`') this.backtick(true);
      else if (char === '\\' && /[$`"\\\n]/.test(this.text[this.at + 1] ?? '')) {
        if (this.text[this.at + 1] !== '\n') this.add(this.text[this.at + 1] ?? '', true);
        this.at += 2;
      } else {
        this.add(char, true);
        this.at++;
      }
    }
    this.at++;
  }

  private dollar(quoted: boolean): void {
    const rest = this.text.slice(this.at + 1, this.at + 513);
    const name = NAME.exec(rest)?.[0];
    if (name !== undefined) return this.variable(name, quoted, name.length + 1);
    const braced = /^\{([A-Za-z_]\w*|[@*0-9])\}/.exec(rest);
    if (braced?.[1] !== undefined) return this.variable(braced[1], quoted, braced[0].length + 1);
    if (rest.startsWith('(') || rest.startsWith('{')) {
      this.at = this.closing(this.at + 1);
      this.push({ kind: 'unknown', quoted });
    } else if (SPECIAL.test(rest[0] ?? '')) this.variable(rest[0] ?? '', quoted, 2);
    else if (rest.startsWith("'") && !quoted) this.at++;
    else {
      this.add('$', quoted);
      this.at++;
    }
  }

  private variable(name: string, quoted: boolean, length: number): void {
    this.push({ kind: 'variable', name, quoted });
    this.at += length;
  }

  /** The position of the closing bracket; quotes inside are not evaluated. */
  private closing(start: number): number {
    const open = this.text[start] ?? '';
    const close = open === '(' ? ')' : '}';
    let depth = 0;
    for (let i = start; i < this.text.length; i++) {
      if (this.text[i] === open) depth++;
      else if (this.text[i] === close && --depth === 0) return i + 1;
    }
    return this.text.length;
  }

  private backtick(quoted: boolean): void {
    const end = this.text.indexOf('`', this.at + 1);
    this.at = end < 0 ? this.text.length : end + 1;
    this.push({ kind: 'unknown', quoted });
  }

  private redirection(): void {
    const operator = /^&?>{1,2}[&|]?|^<{1,3}[-&>]?/.exec(this.text.slice(this.at, this.at + 4))?.[0] ?? '';
    if (operator === '') {
      this.at++;
      return;
    }
    if (operator.startsWith('<<') && !operator.startsWith('<<<')) this.tangled = true;
    // `2>`: the number is no word.
    const number = this.word?.every(
      (piece) => piece.kind === 'text' && !piece.quoted && /^\d*$/.test(piece.text),
    );
    if (number) this.word = undefined;
    else this.endWord();
    this.target = true;
    this.at += operator.length;
  }

  private add(text: string, quoted: boolean): void {
    const last = this.word?.at(-1);
    if (last?.kind === 'text' && last.quoted === quoted) last.text += text;
    else this.push({ kind: 'text', text, quoted });
  }

  private push(piece: Piece): void {
    (this.word ??= []).push(piece);
  }

  private endWord(): void {
    if (this.word === undefined) return;
    if (this.target) this.target = false;
    // bash expands it to several words, other shells do not.
    else if (this.word.some((piece) => piece.kind === 'text' && !piece.quoted && BRACES.test(piece.text)))
      this.words.push([{ kind: 'unknown', quoted: false }, ...this.word]);
    else this.words.push(this.word);
    this.word = undefined;
  }

  private endCommand(): void {
    this.endWord();
    this.target = false;
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
  }
}
