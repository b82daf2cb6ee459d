import { flagDefaults } from '../../../../data/component-flags.ts';
import { booleanFlags, flagAliases } from '../../../../data/flag-kinds.ts';
import { addsUp } from '../../../../data/flag-types.ts';
import { isMask } from '../../../../snapshot/redact/mask.ts';
import type { ContainerRecord } from '../../../../snapshot/records/index.ts';
import type { Environment } from './environment.ts';
import { environmentOf, expandReferences, hasHole, hole, written } from './environment.ts';
import { baseName, isCut, launchOf } from './launch.ts';
import type { Word } from './shell.ts';

export interface ParsedArgv {
  /** Flag name (without dashes, `_` read as `-`, old names as new ones) -> every value given, in order. */
  flags: ReadonlyMap<string, readonly string[]>;
  /** Something that is not visible may set flags: what is absent here may be set all the same. */
  hidden: boolean;
  /** Flags that something not visible may still change: it comes behind them, or adds to them. */
  open: ReadonlySet<string>;
  /** Variables of the program's process. */
  environment: Environment;
}

/**
 * Reads the flags of one program out of a container, with the rules of the parser that the program uses: Go's pflag (`--k=v`, `--k v`,
 * bare booleans, `_` equal to `-`), for etcd Go's flag (one dash or two, stops at the first word that is no flag).
 * Undefined when the container does not start the program.
 */
export function parseArgv(program: string, container: ContainerRecord): ParsedArgv | undefined {
  const known = parsed.get(container) ?? new Map<string, ParsedArgv | undefined>();
  parsed.set(container, known);
  if (!known.has(program)) known.set(program, parse(program, container));
  return known.get(program);
}

/** Thousands of pods share one container record; several parts of the model ask about several programs. */
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
  const open = [...flags.keys()].filter((name) => (addsUp(name) ? any : after > (last.get(name) ?? -1)));
  return {
    flags,
    hidden: any,
    open: new Set(open),
    environment: launch.wrapped ? () => 'hidden' : launch.environment,
  };
}

/** An image whose own entry point starts the program with these flags, and maybe more. */
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

/** Only an image of the program itself may start it without a word. */
function isOwnImage(program: string, { image }: ContainerRecord): boolean {
  return baseName(image).split(/[:@]/, 1)[0] === program;
}

interface Flags {
  flags: Map<string, string[]>;
  /** Where each was given last. */
  last: Map<string, number>;
  /** Where the last words stand that are not told; -1 = nowhere. */
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
    // A word that begins with something not told may be any flag.
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

/** What a redactor left in the place of a word or a value is one that is not told. */
function unmasked(text: string): string {
  return isMask(text) ? hole('masked') : text;
}

function nameOf(program: string, text: string): string {
  const name = text.replaceAll('_', '-');
  return flagAliases[program]?.[name] ?? name;
}

/** Does the next word belong to this flag? What is known to have a value takes it, whatever it looks like. */
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
