/**
 * Regular expressions as in Go, in time linear in text and pattern:
 * https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library
 */
import { RE2JS } from 're2js';
import type { Run } from './budget.ts';
import type { Define } from './define.ts';

/** More than any readable pattern; `a{1000}` repeated would fill the memory. */
const LONGEST = 1000;
const LARGEST = 20_000;
const MAX_KEPT = 500;
/** Instructions of a pattern that process one character in the time of one step. */
const INSTRUCTIONS = 32;

export class Patterns {
  private readonly known = new Map<string, RE2JS>();
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  /** Throws for syntax that RE2 does not support, such as look-around and backreferences. */
  compile(text: string): RE2JS {
    const known = this.known.get(text);
    if (known) return known;
    if (text.length > LONGEST) throw new Error(`the pattern is longer than ${LONGEST} characters`);
    const pattern = RE2JS.compile(text);
    if (pattern.programSize() > LARGEST) throw new Error('the pattern is too complex');
    if (this.known.size >= MAX_KEPT) this.known.clear();
    this.known.set(text, pattern);
    return pattern;
  }

  matches(text: string, pattern: string): boolean {
    return this.matcher(text, pattern).find();
  }

  find(text: string, pattern: string): string {
    const matcher = this.matcher(text, pattern);
    return matcher.find() ? (matcher.group() ?? '') : '';
  }

  /** At most `limit`; all when it is negative. As in Go, no empty match directly after another match. */
  findAll(text: string, pattern: string, limit: bigint): string[] {
    const matcher = this.matcher(text, pattern);
    const most = limit < 0n ? Infinity : Number(limit);
    const found: string[] = [];
    let end = -1;
    while (found.length < most && matcher.find()) {
      const match = matcher.group() ?? '';
      if (match !== '' || matcher.start() !== end) found.push(match);
      end = matcher.end();
    }
    return found;
  }

  private matcher(text: string, pattern: string) {
    const compiled = this.compile(pattern);
    this.run.spend(1 + Math.ceil((text.length * compiled.programSize()) / INSTRUCTIONS));
    return compiled.matcher(text);
  }
}

export function registerPatterns(define: Define, patterns: Patterns): void {
  define({
    'string.find(string): string': (text: string, pattern: string) => patterns.find(text, pattern),
    'string.findAll(string): list<string>': (text: string, pattern: string) =>
      patterns.findAll(text, pattern, -1n),
    'string.findAll(string, int): list<string>': (text: string, pattern: string, limit: bigint) =>
      patterns.findAll(text, pattern, limit),
  });
}
