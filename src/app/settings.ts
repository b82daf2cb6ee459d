/** The settings of a run: flags, then variables of the environment, then the Config document, then defaults. */
import { readFile } from 'node:fs/promises';
import { configSchema } from '../result/config/schema.ts';
import type {
  CheckRule,
  ConfigFile,
  ConfigRules,
  Placed,
  Setting,
  Settings,
} from '../result/config/types.ts';
import { SEVERITIES } from '../result/types.ts';
import type { Severity } from '../result/types.ts';
import { ArchmapError, reasonOf } from '../shared/errors.ts';
import type { WrittenDocument } from '../documents/read.ts';
import type { CheckSelection } from './types.ts';
import { isWaivers, SETTINGS_FILE } from './settings-file.ts';

/** What a command line specifies; absent = not specified. */
export interface GivenSettings extends CheckSelection {
  failOn?: Severity | 'none' | undefined;
  requireComplete?: boolean | undefined;
  /** File of the Config document. */
  config?: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

/**
 * All settings with their origin. Throws `input` with file, line and column for an invalid document or several of them, and `usage` for an
 * invalid variable: a setting that is ignored could let a gate pass.
 */
export async function loadSettings(given: GivenSettings, env: Env): Promise<Settings> {
  const document = await configDocument(given.config ?? nonEmpty(env['ARCHMAP_CONFIG']));
  const file = fromFile(document);
  const variable = <T>(name: string, read: (text: string, name: string) => T): Setting<T> | undefined => {
    const text = nonEmpty(env[name]);
    return text === undefined ? undefined : { value: read(text, name), origin: `env ${name}` };
  };
  const flag = <T>(name: string, value: T | undefined): Setting<T> | undefined =>
    value === undefined ? undefined : { value, origin: `flag ${name}` };
  const words = (name: string, list: readonly string[] | undefined) =>
    flag(name, list && ruled(list, `flag ${name}`));
  const list = (text: string, name: string) => ruled(wordsOf(text), `env ${name}`);
  return {
    failOn: flag('--fail-on', given.failOn) ??
      variable('ARCHMAP_FAIL_ON', threshold) ??
      file('failOn') ?? { value: 'high', origin: 'default' },
    requireComplete: flag('--require-complete', given.requireComplete) ??
      variable('ARCHMAP_REQUIRE_COMPLETE', truth) ??
      file('requireComplete') ?? { value: false, origin: 'default' },
    only: words('--only', given.only) ?? variable('ARCHMAP_ONLY', list) ?? file('only') ?? NONE,
    skip: words('--skip', given.skip) ?? variable('ARCHMAP_SKIP', list) ?? file('skip') ?? NONE,
    severities: file('severities') ?? NONE,
    systemNamespaces: file('systemNamespaces') ?? NONE,
  };
}

const NONE = { value: [], origin: 'default' } as const;

/** A line for a threshold above the default that no flag specifies: whoever reads the log of a pipeline sees why it passed. */
export function weakened({ failOn: { value, origin } }: Settings): string[] {
  if (origin.startsWith('flag ') || (value !== 'none' && value !== 'critical')) return [];
  return [`${origin}: --fail-on is ${value}`];
}

/** The rules for an evaluation. Selections by flags are arguments of the evaluation itself. */
export function rulesOf({ only, skip, severities, systemNamespaces }: Settings): ConfigRules {
  const configured = <T>({ value, origin }: Setting<readonly T[]>) =>
    value.length > 0 && !origin.startsWith('flag ') ? value : undefined;
  const [onlyRules, skipRules] = [configured(only), configured(skip)];
  return {
    ...(onlyRules && { only: onlyRules }),
    ...(skipRules && { skip: skipRules }),
    ...(severities.value.length > 0 && { severities: severities.value }),
    ...(systemNamespaces.value.length > 0 && { systemNamespaces: systemNamespaces.value }),
  };
}

/** The Config document of a file; without a name, that of `.archmap.yaml`, if there is one. */
async function configDocument(named: string | undefined): Promise<WrittenDocument<ConfigFile> | undefined> {
  const file = named ?? SETTINGS_FILE;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (named === undefined && (error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw new ArchmapError(
      'input',
      `cannot read the configuration in ${file}: ${reasonOf(error)}`,
      'check the path and its permissions',
    );
  });
  if (text === undefined) return undefined;
  const { at, readDocuments, refuse } = await import('../documents/read.ts');
  const [first, second] = readDocuments<ConfigFile>(file, text, configSchema, (value) => !isWaivers(value));
  if (second !== undefined)
    refuse([at(file, second.placeOf([]), 'a second document of kind Config; a file has one')]);
  if (first === undefined && named !== undefined)
    throw new ArchmapError(
      'input',
      `${file} contains no document of kind Config`,
      'for an example see: kubectl archmap explain config',
    );
  return first;
}

type List = 'only' | 'skip' | 'severities' | 'systemNamespaces';
type InFile<K extends keyof ConfigFile> = K extends List
  ? readonly Placed<NonNullable<ConfigFile[K]> extends readonly (infer T)[] ? T : never>[]
  : NonNullable<ConfigFile[K]>;

function fromFile(document: WrittenDocument<ConfigFile> | undefined) {
  return <K extends keyof ConfigFile & keyof Settings>(key: K): Setting<InFile<K>> | undefined => {
    const value = document?.value[key];
    if (document === undefined || value === undefined) return undefined;
    const place = (path: readonly (string | number)[]) => `${document.file}:${document.placeOf(path).line}`;
    const placed: unknown = Array.isArray(value)
      ? value.map((rule: object, index) => ({ ...rule, place: place([key, index]) }))
      : value;
    return { value: placed as InFile<K>, origin: place([key]) };
  };
}

function ruled(words: readonly string[], place: string): Placed<CheckRule>[] {
  return words.map((check) => ({ check, reason: `specified by ${place}`, place }));
}

function wordsOf(text: string): string[] {
  return text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function threshold(text: string, name: string): Severity | 'none' {
  const found = THRESHOLDS.find((one) => one === text);
  if (found === undefined) throw invalid(name, THRESHOLDS);
  return found;
}

function truth(text: string, name: string): boolean {
  if (/^(?:1|true)$/i.test(text)) return true;
  if (/^(?:0|false)$/i.test(text)) return false;
  throw invalid(name, ['true', 'false']);
}

function invalid(name: string, values: readonly string[]): ArchmapError {
  return new ArchmapError('usage', `invalid value for ${name}`, `supported values: ${values.join(', ')}`);
}
