import { accumulatingFlags, booleanFlags } from '../../data/component-flags.ts';

export interface ParsedArgv {
  /** Flag name (without dashes, `_` read as `-`) -> every value given, in order. */
  flags: ReadonlyMap<string, readonly string[]>;
  /** The line came out of a shell script: variables and redirections were not followed. */
  uncertain: boolean;
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);

/**
 * Reads the flags of one program out of a container's command and args, with Go pflag's rules: `--k=v`, `--k v`,
 * bare booleans, `_` equal to `-`. Everything up to the program's own name is dropped (go-runner, hyperkube, shell).
 * Returns undefined when the program is not started by this container.
 */
export function parseArgv(
  program: string,
  command: readonly string[] = [],
  args: readonly string[] = [],
): ParsedArgv | undefined {
  const { words, uncertain } = flatten([...command, ...args]);
  const start = words.findIndex((word) => word === program || word.endsWith(`/${program}`));
  if (start < 0) return undefined;
  const flags = new Map<string, string[]>();
  for (let i = start + 1; i < words.length; i++) {
    const match = /^--([^=]+)(?:=([\s\S]*))?$/.exec(words[i] ?? '');
    if (!match?.[1]) continue;
    const name = match[1].replaceAll('_', '-');
    let value = match[2];
    if (value === undefined) {
      const next = words[i + 1];
      if (booleanFlags.has(name) || next === undefined || next.startsWith('--')) value = 'true';
      else {
        value = next;
        i++;
      }
    }
    const values = flags.get(name);
    if (values) values.push(value);
    else flags.set(name, [value]);
  }
  return { flags, uncertain };
}

/** The effective value of a flag: repeated slices add up, of repeated scalars the last one counts. */
export function effectiveValue(name: string, values: readonly string[]): string {
  return accumulatingFlags.has(name) ? values.join(',') : (values.at(-1) ?? '');
}

function flatten(items: readonly string[]): { words: string[]; uncertain: boolean } {
  const shell = SHELLS.has(baseName(items[0] ?? ''));
  if (!shell) return { words: [...items], uncertain: false };
  return { words: items.flatMap(splitShellWords), uncertain: true };
}

/** Splits at white space outside quotes; good enough to find flags, not a shell. */
function splitShellWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g)) {
    words.push(match[0].replace(/\\\n/g, '').replace(/["']/g, ''));
  }
  return words;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
