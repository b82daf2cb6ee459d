import { flagDefaults } from '../../../../data/component-flags.ts';
import { booleanFlags, flagAliases } from '../../../../data/flag-kinds.ts';
import { isRepeatable } from '../../../../data/flag-types.ts';
import { isMask } from '../../../../snapshot/redact/mask.ts';
import type { ContainerRecord } from '../../../../snapshot/records/index.ts';
import type { Environment } from './environment.ts';
import { environmentOf, expandReferences, hasHole, hole, written } from './environment.ts';
import { baseName, isCut, launchOf } from './launch.ts';
import type { Word } from './shell.ts';

export interface ParsedArgv {
  /** Flag name (without dashes, `_` as `-`, old names as new ones) -> every value, in order. */
  flags: ReadonlyMap<string, readonly string[]>;
  /** A source that is not visible may set flags: what is absent here may still be set. */
  hidden: boolean;
  /** Flags that a source that is not visible may still change: it follows them, or adds to them. */
  open: ReadonlySet<string>;
  /** Environment variables of the process. */
  environment: Environment;
}

/**
 * Parses the flags of one program from a container, with the rules of the program's own parser: Go's pflag (`--k=v`, `--k v`, bare
 * booleans, `_` equal to `-`), for etcd Go's flag (one dash or two, stops at the first non-flag argument). Undefined when the
 * container does not start the program.
 */
export function parseArgv(program: string, container: ContainerRecord): ParsedArgv | undefined {
  const known = parsed.get(container) ?? new Map<string, ParsedArgv | undefined>();
  parsed.set(container, known);
  if (!known.has(program)) known.set(program, parse(program, container));
  return known.get(program);
}

/** Thousands of pods share one container record, and several parts of the model parse it for several programs. */
const parsed = new WeakMap<ContainerRecord, Map<string, ParsedArgv | undefined>>();

function parse(program: string, container: ContainerRecord): ParsedArgv | undefined {
  if (container.command === undefined && container.args === undefined && !isOwnImage(program, container))
    return undefined;
  const outer = environmentOf(container);
  const given = [...(container.command ?? []), ...(container.args ?? [])];
  const words = given.map((text): Word => ({ text: expandReferences(text, outer) }));
  const launch = launchOf(program, words, outer) ?? byImage(program, container, words, outer);
  if (!launch) return undefined;
  const { flags, last, gap, gaps } = readFlags(program, launch.words);
  const cut = given.some(isCut);
  const after = launch.wrapped || cut ? Infinity : gap;
  const any = gaps || launch.wrapped || cut;
  const open = [...flags.keys()].filter((name) =>
    isRepeatable(name) ? any : after > (last.get(name) ?? -1),
  );
  return {
    flags,
    hidden: any,
    open: new Set(open),
    environment: launch.wrapped ? () => 'hidden' : launch.environment,
  };
}

/** An image whose entry point starts the program with these flags, and maybe more. */
function byImage(
  program: string,
  { image, command }: ContainerRecord,
  words: readonly Word[],
  environment: Environment,
) {
  const name = baseName(image).split(/[:@]/, 1)[0] ?? '';
  if (command !== undefined) return undefined;
  if (name === 'hyperkube') return launchOf(program, [{ text: name }, ...words], environment);
  if (name !== program || words.some(({ text }) => !text.startsWith('-'))) return undefined;
  return { words, environment, wrapped: true };
}

/** Only an image of the program itself may start it without a command. */
function isOwnImage(program: string, { image }: ContainerRecord): boolean {
  return baseName(image).split(/[:@]/, 1)[0] === program;
}

interface Flags {
  flags: Map<string, string[]>;
  /** The position of each flag's last occurrence. */
  last: Map<string, number>;
  /** The position of the last hidden arguments; -1 = none. */
  gap: number;
  gaps: boolean;
}

function readFlags(program: string, words: readonly Word[]): Flags {
  const found: Flags = { flags: new Map(), last: new Map(), gap: -1, gaps: false };
  const ofGo = program === 'etcd';
  for (let i = 0; i < words.length; i++) {
    const { text: reported, loose } = words[i] ?? { text: '' };
    const text = unmasked(reported);
    if (loose) found.gap = i;
    if (text === '--') break;
    const match = (ofGo ? /^--?([^-=][^=]*)(?:=([\s\S]*))?$/ : /^--([^=]+)(?:=([\s\S]*))?$/).exec(text);
    const own = match?.[1] ?? '';
    // An argument that begins with hidden text may be any flag.
    if (/^-{0,2}\ue000/.test(text) || hasHole(own)) {
      found.gap = i;
      continue;
    }
    if (match === null) {
      if (ofGo) break;
      continue;
    }
    const name = nameOf(program, own);
    let value = match[2]?.split(',').map(unmasked).join(',');
    if (value === undefined && takesNext(program, name, words[i + 1])) {
      i++;
      value = unmasked(words[i]?.text ?? '');
      if (words[i]?.loose) found.gap = i;
    }
    add(found, { name, value: value ?? 'true', at: i });
  }
  found.gaps = found.gap >= 0;
  return found;
}

/** A redactor's placeholder for an argument or a value counts as hidden text. */
function unmasked(text: string): string {
  return isMask(text) ? hole('masked') : text;
}

function nameOf(program: string, text: string): string {
  const name = text.replaceAll('_', '-');
  return flagAliases[program]?.[name] ?? name;
}

/** Whether the next argument is the value of this flag. A flag that is known to have a value takes it, whatever it looks like. */
function takesNext(program: string, name: string, next: Word | undefined): boolean {
  if (next === undefined || booleanFlags.has(name)) return false;
  const looksLikeFlag = next.text.startsWith(program === 'etcd' ? '-' : '--');
  return !looksLikeFlag || flagDefaults[program]?.[name] !== undefined;
}

function add(found: Flags, { name, value, at }: { name: string; value: string; at: number }): void {
  const values = found.flags.get(name);
  if (values) values.push(written(value));
  else found.flags.set(name, [written(value)]);
  found.last.set(name, at);
}
