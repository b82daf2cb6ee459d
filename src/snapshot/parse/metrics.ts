/**
 * The text format of `/metrics`, line by line as it arrives: tens of megabytes on a big cluster, of which a few families are
 * wanted. Only wanted samples are kept.
 */
import type { MetricSample, MetricsRecord } from '../records/index.ts';
import { cleanLine } from '../text.ts';
import { redactText } from '../redact.ts';
import { ALWAYS_BESIDE, API_SERVER_LABELS, DISABLED } from './metric-labels.ts';

/** Histograms whose buckets are needed in addition to their count. */
const WITH_BUCKETS: ReadonlySet<string> = new Set(['apiserver_client_certificate_expiration_seconds']);

/** Only its sum is kept: it proves that the response is complete and that the server has load. */
const API_SERVER_MARKER = 'apiserver_request_total';

/**
 * Families are sorted by name (client_golang, prometheus/internal/metric.go, NormalizeMetricFamilies), and every component has
 * this one, which follows all families whose absence is evidence. Text that ends before it is truncated, even without an
 * error.
 */
const LATE_FAMILY = 'process_start_time_seconds';
/** The last line of OpenMetrics. */
const END = '# EOF';

const BESIDE: ReadonlySet<string> = new Set(Object.values(ALWAYS_BESIDE));

const MAX_LINE = 64 * 1024;
const MAX_SAMPLES = 5_000;
const MAX_LABELS = 64;
const MAX_LABEL = 512;
/** Total length of the wanted lines; those of the largest clusters have two megabytes. */
const MAX_KEPT = 16 * 1024 * 1024;

export interface MetricsParser {
  /** The next chunk of the body, split anywhere. */
  push(chunk: Buffer | string): void;
  /**
   * The record. `ended` = the body ended normally (not truncated). The record is complete, so that the absence of a family
   * is evidence, when it also contains a late family, and no line was omitted. Not usable afterwards.
   */
  finish(ended: boolean): MetricsRecord;
}

/**
 * A parser for one response: `wanted` are families with the labels that are kept, `marker` is a family that a complete response has.
 * Samples are keyed by the name of their series; for histograms and summaries that is the family's name with `_count`, and for a few with
 * `_bucket`.
 */
export function createMetricsParser(
  wanted: Readonly<Record<string, readonly string[]>> = API_SERVER_LABELS,
  marker = API_SERVER_MARKER,
): MetricsParser {
  const families = new Map<string, MetricSample[]>();
  let rest = '';
  let skipping = false;
  let instanceHash: string | undefined;
  let requests: number | undefined;
  const around: Around = { beside: new Set(), disabled: 0 };
  let last = '';
  let kept = 0;
  /** A wanted line was omitted. */
  let lossy = false;
  const decoder = new TextDecoder('utf-8');

  const line = (text: string): void => {
    if (text === '' || text.charCodeAt(0) === 35) {
      if (text === END) last = END;
      return;
    }
    const end = nameEnd(text);
    const name = text.slice(0, end);
    last = name;
    if (name === marker) {
      requests = (requests ?? 0) + (parseSample(text, end)?.value ?? 0);
      return;
    }
    lookAround(around, name, () => parseSample(text, end)?.value ?? 0);
    const labels = labelsOf(name, wanted);
    if (labels === undefined) return;
    const sample = parseSample(text, end);
    if (sample === undefined) return;
    instanceHash ??= sample.labels['apiserver_id_hash'];
    if (!isKept(sample)) return;
    kept += text.length;
    const list = families.get(name) ?? [];
    if (list.length === 0) families.set(name, list);
    if (list.length < MAX_SAMPLES && kept <= MAX_KEPT) list.push(only(sample, labels));
    else lossy = true;
  };

  return {
    push(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      let start = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
        if (!skipping) line(rest === '' ? text.slice(start, at) : rest + text.slice(start, at));
        rest = '';
        skipping = false;
        start = at + 1;
      }
      if (!skipping) rest += text.slice(start);
      if (rest.length > MAX_LINE) {
        rest = '';
        skipping = true;
        lossy = true;
      }
    },
    finish(ended) {
      // A last line without a line feed is complete only when the body ended normally.
      if (ended && !skipping) line(rest);
      rest = '';
      if (requests !== undefined) families.set(marker, [{ labels: {}, value: requests }]);
      const hidden = hiddenFamilies(wanted, families, around);
      return {
        families: Object.fromEntries([...families].sort(([a], [b]) => (a < b ? -1 : 1))),
        complete: ended && !lossy && requests !== undefined && (last === END || last >= LATE_FAMILY),
        ...(instanceHash !== undefined && { instanceHash }),
        ...(hidden.length > 0 && { hidden }),
      };
    },
  };
}

/** Evidence of omitted families. */
interface Around {
  beside: Set<string>;
  /** Number of disabled families. */
  disabled: number;
}

function lookAround(around: Around, name: string, value: () => number): void {
  if (BESIDE.has(name)) around.beside.add(name);
  if (name === DISABLED) around.disabled += value();
}

/** Families that every server has and this response lacks: the family registered with them is missing, too, or families are disabled. */
function hiddenFamilies(
  wanted: Readonly<Record<string, readonly string[]>>,
  families: ReadonlyMap<string, unknown>,
  { beside, disabled }: Around,
): string[] {
  return Object.keys(ALWAYS_BESIDE).filter(
    (family) =>
      Object.hasOwn(wanted, family) &&
      !families.has(family) &&
      (disabled > 0 || !beside.has(ALWAYS_BESIDE[family] ?? '')),
  );
}

function nameEnd(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 123 || code === 32 || code === 9) return i;
  }
  return text.length;
}

/** Labels of a wanted series. Of histograms and summaries only the `_count` series is wanted, with a few exceptions. */
function labelsOf(
  name: string,
  wanted: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  const family = (ending: string, among: (family: string) => boolean) => {
    const stem = name.slice(0, -ending.length);
    return name.endsWith(ending) && among(stem) && Object.hasOwn(wanted, stem) ? wanted[stem] : undefined;
  };
  if (Object.hasOwn(wanted, name)) return wanted[name];
  return family('_count', () => true) ?? family('_bucket', (stem) => WITH_BUCKETS.has(stem));
}

/** Without the labels that are not read; the others redacted. */
function only({ labels, value }: MetricSample, names: readonly string[]): MetricSample {
  const kept = names.flatMap((name): [string, string][] => {
    const text = Object.hasOwn(labels, name) ? labels[name] : undefined;
    return text === undefined ? [] : [[name, redactText(text)]];
  });
  return { labels: Object.fromEntries(kept), value };
}

/** Inner transformer series have the name of an encryption key as their prefix, which is not kept. */
function isKept(sample: MetricSample): boolean {
  const prefix = sample.labels['transformer_prefix'];
  return (
    prefix === undefined ||
    prefix === '' ||
    prefix === 'identity' ||
    prefix === 'unknown' ||
    prefix.startsWith('k8s:enc:')
  );
}

/** `name{a="b",c="d"} 12 [timestamp]`; undefined when the line does not have that form. */
function parseSample(text: string, nameLength: number): MetricSample | undefined {
  const labels: Record<string, string> = {};
  let count = 0;
  let at = nameLength;
  if (text.charCodeAt(at) === 123) {
    at++;
    for (;;) {
      while (text[at] === ' ' || text[at] === ',') at++;
      if (text[at] === '}') break;
      const equals = text.indexOf('=', at);
      if (equals < 0 || text[equals + 1] !== '"') return undefined;
      const key = text.slice(at, equals).trim();
      const end = closingQuote(text, equals + 2);
      if (end < 0 || ++count > MAX_LABELS) return undefined;
      if (key !== '__proto__') labels[key] = cleanLine(unescape(text.slice(equals + 2, end)), MAX_LABEL);
      at = end + 1;
    }
    at++;
  }
  const number = text.slice(at).trim().split(/\s+/, 1)[0] ?? '';
  const value = number === '' ? Number.NaN : Number(number.replace('Inf', 'Infinity'));
  // JSON has no NaN and infinity; no wanted family uses them.
  return Number.isFinite(value) ? { labels, value } : undefined;
}

function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 34) return i;
  }
  return -1;
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
