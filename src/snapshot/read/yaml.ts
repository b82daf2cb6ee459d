/**
 * Cuts a stream of YAML into documents at `---`, and a document that is a list (`items:` at its top level, as kubectl
 * writes it) into its elements, so that neither has to be held whole.
 */
import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import { cleanLine } from '../text.ts';
import type { CutPosition } from './json.ts';

export interface YamlCutterEvents {
  item(value: unknown, position: CutPosition): void;
  /** A whole document; of a list what is left when its elements are taken out. Not called for empty documents. */
  document(value: unknown, position: CutPosition, isList: boolean): void;
  problem(reason: string, position: CutPosition): void;
}

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** Longest document or element, in UTF-16 code units. */
const MAX_PIECE = 64 * 1024 * 1024;
/** Aliases of a document; Kubernetes manifests have a handful. */
const MAX_ALIASES = 1_000;

/** Parses one YAML document; throws YAMLException. */
export function parseYaml(text: string): unknown {
  // Duplicate keys are kept quiet about, as kubectl does: the last one counts.
  return load(text, { schema: SCHEMA, json: true, maxAliases: MAX_ALIASES });
}

/** Takes lines one by one (without their line feeds). */
export class YamlCutter {
  private readonly events: YamlCutterEvents;
  private envelope: string[] = [];
  private element: string[] = [];
  private size = 0;
  private tooLong = false;
  private document = 1;
  private item = 0;
  private line = 0;
  private documentLine = 1;
  private itemLine = 1;
  /** none: not in a list. wanted: `items:` was seen. Otherwise the column of the dashes. */
  private list: 'none' | 'wanted' | number = 'none';
  private isList = false;
  private hasContent = false;

  constructor(events: YamlCutterEvents) {
    this.events = events;
  }

  push(raw: string): void {
    this.line++;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (/^(?:---|\.\.\.)(?=\s|$)/.test(line)) {
      this.endDocument();
      const rest = line.startsWith('---') ? line.slice(3) : '';
      this.documentLine = this.line;
      if (/\S/.test(rest) && !/^\s*#/.test(rest)) this.keep(rest.trimStart());
      else this.documentLine = this.line + 1;
      return;
    }
    if (this.list !== 'none' && this.listLine(line)) return;
    if (this.list === 'none' && !this.isList && /^items:\s*(?:#.*)?$/.test(line)) {
      this.list = 'wanted';
      this.isList = true;
      return;
    }
    this.keep(line);
  }

  end(): void {
    this.endDocument();
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
    if (this.list === 'wanted') {
      if (!dash) {
        // `items:` with another kind of value below; it is an ordinary document after all.
        this.list = 'none';
        this.keep('items:');
        return false;
      }
      this.list = indent;
    }
    if (dash && indent === this.list) {
      this.endElement();
      this.item++;
      this.itemLine = this.line;
      this.addToElement(line);
      return true;
    }
    if (typeof this.list === 'number' && indent > this.list) {
      this.addToElement(line);
      return true;
    }
    this.endElement();
    this.list = 'none';
    return false;
  }

  private keep(line: string): void {
    this.hasContent ||= /^\s*[^\s#%]/.test(line);
    if (this.grow(line)) this.envelope.push(line);
  }

  private addToElement(line: string): void {
    this.hasContent = true;
    if (this.grow(line)) this.element.push(line);
  }

  private grow(line: string): boolean {
    this.size += line.length + 1;
    if (this.size > MAX_PIECE) this.tooLong = true;
    return !this.tooLong;
  }

  private endElement(): void {
    if (this.element.length === 0) return;
    const position = { document: this.document, item: this.item, line: this.itemLine };
    const value = this.parse(this.element, position);
    this.element = [];
    this.size = 0;
    if (Array.isArray(value)) for (const entry of value) this.events.item(entry, position);
  }

  private endDocument(): void {
    this.endElement();
    if (this.hasContent) {
      const position = { document: this.document, line: this.documentLine };
      const value = this.parse(this.envelope, position);
      if (value !== undefined) this.events.document(value, position, this.isList);
      else if (this.isList) this.events.document({}, position, true);
      this.document++;
    }
    this.envelope = [];
    this.size = 0;
    this.tooLong = false;
    this.item = 0;
    this.list = 'none';
    this.isList = false;
    this.hasContent = false;
  }

  /** The value, or undefined after a problem was reported. */
  private parse(lines: readonly string[], position: CutPosition): unknown {
    if (this.tooLong) {
      this.tooLong = false;
      this.events.problem('more than 64 MB in one YAML document', position);
      return undefined;
    }
    const text = lines.join('\n');
    if (!/^\s*[^\s#%]/m.test(text)) return undefined;
    try {
      return parseYaml(text) ?? undefined;
    } catch (error) {
      const offset = error instanceof YAMLException ? (error.mark?.line ?? 0) : 0;
      const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
      this.events.problem(yamlReason(error, text, at), { ...position, line: position.line + offset });
      return undefined;
    }
  }
}

/** What is wrong, in words of ours where we have some; never a piece of the text. */
function yamlReason(error: unknown, text: string, at: number): string {
  const reason = error instanceof YAMLException ? error.reason : 'not YAML';
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const line = text.slice(start, start + 2_000).split('\n', 1)[0] ?? '';
  if (
    /\{\{.*\}\}/.test(line) ||
    /\{\{-? *(?:if|range|include|end|define|with)\b/.test(text.slice(0, 4_000))
  ) {
    return 'a template that was not rendered (use `helm template`)';
  }
  if (/tab/.test(reason) || /^ *\t/.test(line))
    return 'tabs are used for indentation; YAML allows spaces only';
  return cleanLine(`not valid YAML: ${reason.replace(/["'`].*["'`]|!\S*/g, '').replace(/\s+/g, ' ')}`, 160);
}
