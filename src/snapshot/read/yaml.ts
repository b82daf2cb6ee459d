/**
 * Cuts lines of YAML into documents, and a document that is a list (`items:` at its top level, as kubectl writes it) into its elements, so
 * that neither is stored whole. Documents end at `---`, and where the next object begins without one: several outputs of kubectl in one
 * file.
 */
import { load, YAMLException } from 'js-yaml';
import { yamlFault } from '../../shared/yaml-fault.ts';
import { KUBERNETES_SCHEMA } from '../project/kubernetes-yaml.ts';
import type { CutPosition, ListEvents, ReadEvents } from './events.ts';
import { TEMPLATE, UNFILLED } from './problem.ts';
import { isUnfilled, UNFILLED_LINE } from './unfilled.ts';
import { expandedSize, signsOf } from './weight.ts';

/** Longest document or element, in UTF-16 code units. */
const MAX_PIECE = 16 * 1024 * 1024;
/** Aliases of a document; Kubernetes manifests have only a few. */
const MAX_ALIASES = 1_000;
/** Values that a document may have by its punctuation; each costs its parser several hundred bytes, and an object of 3 MB has a tenth. */
const MAX_SIGNS = 400_000;
/** Values of a document with its aliases expanded; an object of 3 MB has a tenth. */
const MAX_VALUES = 1_000_000;

/** Parses one YAML document; throws YAMLException. */
export function parseYaml(text: string): unknown {
  // Duplicate keys are accepted, as in kubectl: the last one counts.
  return load(text, { schema: KUBERNETES_SCHEMA, json: true, maxAliases: MAX_ALIASES });
}

/** An unindented line that a YAML document may contain: a key, an element, a comment, a bracket, a mark. */
const OWN_LINE =
  /^(?:[\w./$-]+\s*:(?:\s|$)|(?:---|\.\.\.)(?:\s|$)|"(?:[^"\\]|\\.)*"\s*:|'[^']*'\s*:|-(?:\s|$)|\?(?:\s|$)|[#%}\]{[&*!|>,"'\s]|$)/;
/** Messages of kubectl on stderr, which may be redirected into the same file. */
const REMARK =
  /^(?:Warning: |Error from server|error: |Unable to connect|No resources found|Flag --|[IWEF]\d{4} \d\d:)/;
/** Keys that begin another object when the document already has them. */
const OBJECT_KEY = /^(["']?)(apiVersion|kind)\1\s*:(?:\s|$)/;

/** Comment of `helm template` above a document: the template that it was rendered from. */
const TEMPLATE_COMMENT = /^# Source: (\S.{0,511})$/;

/** Whether a document cannot contain this line without indentation. */
export function isAlien(line: string): boolean {
  return !OWN_LINE.test(line) || REMARK.test(line);
}

/** Takes lines one by one (without their line feeds). */
export class YamlCutter {
  private readonly events: ReadEvents;
  private readonly numbers: { document: number };
  private envelope: string[] = [];
  /** Line numbers of the envelope, whose lines surround those of the elements. */
  private numbersOf: number[] = [];
  private suspects: number[] = [];
  private element: string[] = [];
  private list: ListEvents | undefined;
  private size = 0;
  private item = 0;
  private line = 0;
  private documentLine = 1;
  private itemLine = 1;
  /** none: not among the elements. wanted: `items:` was read. Otherwise the column of the dashes. */
  private dashes: 'none' | 'wanted' | number = 'none';
  private wasList = false;
  /** The envelope continues after the elements. */
  private isListOver = false;
  private seen = new Set<string>();
  private hasContent = false;
  private template: string | undefined;

  /** `numbers.document` = documents before the next one; updated here. */
  constructor(events: ReadEvents, numbers: { document: number }) {
    this.events = events;
    this.numbers = numbers;
  }

  get isOpen(): boolean {
    return this.hasContent;
  }

  push(line: string, number: number): void {
    this.line = number;
    if (/^(?:---|\.\.\.)(?=\s|$)/.test(line)) {
      this.end();
      const rest = line.startsWith('---') ? line.slice(3) : '';
      this.documentLine = number;
      if (/\S/.test(rest) && !/^\s*#/.test(rest)) this.keep(rest.trimStart());
      else this.documentLine = number + 1;
      return;
    }
    if (!this.hasContent) this.template = TEMPLATE_COMMENT.exec(line)?.[1]?.trim() ?? this.template;
    if (UNFILLED_LINE.test(line)) this.events.problem(UNFILLED, { line: number });
    if (REMARK.test(line)) {
      this.events.stray(number, line.length, line);
      return;
    }
    const key = OBJECT_KEY.exec(line)?.[2];
    if (key !== undefined) {
      if (this.seen.has(key)) this.end();
      this.seen.add(key);
    }
    if (!this.hasContent) this.documentLine = number;
    if (this.dashes !== 'none' && this.listLine(line)) return;
    if (this.dashes === 'none' && !this.wasList && /^items:\s*(?:#.*)?$/.test(line)) {
      this.dashes = 'wanted';
      this.wasList = true;
      return;
    }
    this.keep(line);
  }

  end(): void {
    this.endElement();
    if (this.hasContent) {
      const position = this.position(this.documentLine);
      const value = this.parse(this.envelope, position, this.numbersOf);
      if (this.list !== undefined)
        this.list.close(value?.value, value === undefined ? 'lost' : this.isListOver ? 'closed' : 'open');
      else if (value !== undefined) this.events.document(value.value, position, true);
      this.numbers.document++;
    }
    this.envelope = [];
    this.numbersOf = [];
    this.suspects = [];
    this.list = undefined;
    this.size = 0;
    this.item = 0;
    this.dashes = 'none';
    this.wasList = false;
    this.isListOver = false;
    this.seen = new Set();
    this.hasContent = false;
    this.template = undefined;
  }

  private position(line: number): CutPosition {
    const { template } = this;
    return { document: this.numbers.document + 1, line, ...(template !== undefined && { template }) };
  }

  /** True when the line belongs to the list (or to the white space around its elements). */
  private listLine(line: string): boolean {
    if (/^\s*(?:#.*)?$/.test(line)) {
      // Blank lines matter in block scalars only; there they belong to the element.
      if (this.element.length > 0) this.addToElement(line);
      return true;
    }
    const indent = line.length - line.trimStart().length;
    const dash = /^ *-(?:\s|$)/.test(line);
    if (this.dashes === 'wanted') {
      if (!dash) {
        // `items:` with another kind of value below it: an ordinary document.
        this.dashes = 'none';
        this.keep('items:');
        return false;
      }
      this.dashes = indent;
      const position = { document: this.numbers.document + 1, line: this.line };
      this.list ??= this.events.list(position, () => this.envelope.join('\n'));
    }
    if (dash && indent === this.dashes) {
      this.endElement();
      this.item++;
      this.itemLine = this.line;
      this.addToElement(line);
      return true;
    }
    if (typeof this.dashes === 'number' && indent > this.dashes) {
      this.addToElement(line);
      return true;
    }
    if (indent === 0 && isAlien(line)) {
      this.events.stray(this.line, line.length);
      return true;
    }
    this.endElement();
    this.dashes = 'none';
    this.isListOver = true;
    return false;
  }

  private keep(line: string): void {
    this.hasContent ||= /^\s*[^\s#%]/.test(line);
    if (!this.hasContent || !this.grow(line)) return;
    if (isAlien(line)) this.suspects.push(this.envelope.length);
    this.envelope.push(line);
    this.numbersOf.push(this.line);
  }

  private addToElement(line: string): void {
    this.hasContent = true;
    if (this.grow(line)) this.element.push(line);
  }

  private grow(line: string): boolean {
    this.size += line.length + 1;
    return this.size <= MAX_PIECE;
  }

  private endElement(): void {
    if (this.element.length === 0) return;
    const position = { ...this.position(this.itemLine), item: this.item };
    const read = this.parse(this.element, position);
    this.element = [];
    this.size = 0;
    if (read === undefined) this.list?.lost();
    else if (Array.isArray(read.value)) for (const entry of read.value) this.list?.item(entry, position);
  }

  /** The value; undefined when there is none, or after a problem was reported. */
  private parse(
    lines: readonly string[],
    position: CutPosition,
    numbers?: readonly number[],
  ): { value: unknown } | undefined {
    if (this.size > MAX_PIECE) {
      this.events.problem(`more than ${MAX_PIECE / 1_048_576} MB in one YAML document`, position);
      return undefined;
    }
    const text = lines.join('\n');
    if (signsOf(text) > MAX_SIGNS) {
      this.events.problem(`more than ${MAX_SIGNS} values in one YAML document`, position);
      return undefined;
    }
    if (!/^\s*[^\s#%]/m.test(text)) return this.list === undefined ? undefined : { value: {} };
    try {
      const read = this.checked(parseYaml(text), text, position);
      if (read === undefined || !isUnfilled(text, parseYaml)) return read;
      this.events.problem(UNFILLED, position);
      this.list?.lost();
      return read;
    } catch (error) {
      const mended = numbers && this.withoutStrays(lines, position, numbers);
      if (mended !== undefined) return mended;
      const offset = error instanceof YAMLException ? (error.mark?.line ?? 0) : 0;
      const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
      const line = numbers?.[offset] ?? position.line + offset;
      this.events.problem(yamlReason(error, text, at), { ...position, line });
      return undefined;
    }
  }

  /** The document without the lines that are not YAML. */
  private withoutStrays(
    lines: readonly string[],
    position: CutPosition,
    numbers: readonly number[],
  ): { value: unknown } | undefined {
    const { suspects } = this;
    if (suspects.length === 0 || suspects.length === lines.length) return undefined;
    const left = new Set(suspects);
    const text = lines.filter((_, index) => !left.has(index)).join('\n');
    try {
      const value = this.checked(parseYaml(text), text, position);
      for (const index of suspects)
        this.events.stray(numbers[index] ?? position.line, lines[index]?.length ?? 0);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Aliases expand a small document enormously when it is traversed. */
  private checked(value: unknown, text: string, position: CutPosition): { value: unknown } | undefined {
    if (value === undefined || value === null) return this.list === undefined ? undefined : { value: {} };
    if (/(?:^|[\s[{,:])\*\S/.test(text) && expandedSize(value, MAX_VALUES) >= MAX_VALUES) {
      this.events.problem('aliases that repeat its parts a million times', position);
      return undefined;
    }
    return { value };
  }
}

/** The error, in the tool's own words where there are any; never a part of the text. */
function yamlReason(error: unknown, text: string, at: number): string {
  if (error instanceof RangeError) return 'YAML that is nested too deeply';
  const reason = error instanceof YAMLException ? error.reason : 'not YAML';
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const line = text.slice(start, start + 2_000).split('\n', 1)[0] ?? '';
  if (
    /\{\{.*\}\}/.test(line) ||
    /\{\{-? *(?:if|range|include|end|define|with)\b/.test(text.slice(0, 4_000))
  ) {
    return TEMPLATE;
  }
  if (/tab/.test(reason) || /^ *\t/.test(line))
    return 'tabs are used for indentation; YAML allows spaces only';
  return `not valid YAML: ${yamlFault(reason)}`;
}
