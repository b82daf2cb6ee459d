/** Reads one opened input of any form except a snapshot of this tool into the sink. */
import { createMetricsParser } from '../parse/metrics.ts';
import { parseHealth } from '../parse/health.ts';
import { addFlagz, originOf } from './answers.ts';
import { EMPTY } from './problem.ts';
import type { FileSink } from './file-sink.ts';
import type { Left } from './found.ts';
import type { OpenInput } from './open.ts';
import type { ObjectSink } from './sink.ts';
import type { Source } from './sources.ts';
import type { InputForm } from './detect-format.ts';
import { TextReader } from './text.ts';
import type { TextForm } from './text.ts';

/** Saved responses that are read whole. */
const MAX_ANSWER = 16 * 1024 * 1024;
/** A `/metrics` of the largest API server is a tenth of it. */
const MAX_METRICS = 512 * 1024 * 1024;

/**
 * `form` is that of `detectFormat`; the name also identifies the health check of a response. Returns undefined, or why the file was left
 * out: neither expected to be usable, nor usable.
 */
export async function readForm(
  form: InputForm,
  source: Source,
  input: OpenInput,
  sink: ObjectSink,
): Promise<Left | undefined> {
  const { name, expected } = source;
  const useless = USELESS[form];
  if (useless !== undefined && !expected) return input.state.fault === undefined ? useless.leftOut : CUT;
  const file = sink.file(source);
  if (useless !== undefined) {
    if (form !== 'empty' || input.state.fault === undefined) file.problem(useless.problem);
  } else if (form === 'yaml' || form === 'text') await readText(input, file, form);
  else if (form === 'metrics') await readMetrics(input, file, sink);
  else if (form === 'health')
    sink.store.add({ kind: 'health', record: healthOf(name, await whole(input)) }, originOf(name));
  else if (!addFlagz(sink.store, await whole(input), name)) file.problem('flags of an unknown component');
  if (input.state.fault !== undefined) file.problem(input.state.fault);
  if (source.named === true && !file.gave && !ANSWERS.has(form)) sink.found.idle.push(name);
  if (file.end() || ANSWERS.has(form)) return undefined;
  return input.state.fault !== undefined || file.isFutile ? CUT : { reason: 'texts without objects in them' };
}

const CUT: Left = { reason: 'files that were not read to their end', mayHold: true };

const ANSWERS: ReadonlySet<InputForm> = new Set<InputForm>(['metrics', 'health', 'flagz']);

/** Forms that are not read: the problem of a file that was expected to be usable, and the name for others. */
const USELESS: Readonly<Partial<Record<InputForm, { problem: string; leftOut: Left }>>> = {
  table: {
    problem: 'the table or description output of kubectl; save it with -o yaml or -o json',
    leftOut: {
      reason: 'table output of kubectl (save them with -o yaml or -o json)',
      mayHold: true,
    },
  },
  page: { problem: 'a web page in place of objects, such as a login', leftOut: { reason: 'web pages' } },
  archive: {
    problem: 'an archive; unpack it and give the directory',
    leftOut: { reason: 'archives (unpack them)', mayHold: true },
  },
  binary: {
    problem: 'binary data, neither YAML nor JSON nor a snapshot',
    leftOut: { reason: 'binary files' },
  },
  empty: { problem: EMPTY, leftOut: { reason: 'empty files' } },
  snapshot: { problem: 'a snapshot of archmap; give it alone', leftOut: { reason: 'snapshots' } },
};

async function readText(input: OpenInput, file: FileSink, form: TextForm): Promise<void> {
  const reader = new TextReader(file, file.file, form);
  for await (const chunk of input.chunks) {
    reader.push(chunk);
    if (file.isFutile) return;
  }
  reader.end();
}

async function readMetrics(input: OpenInput, file: FileSink, sink: ObjectSink): Promise<void> {
  const parser = createMetricsParser();
  let length = 0;
  for await (const chunk of input.chunks) {
    length += chunk.length;
    if (length > MAX_METRICS) {
      file.problem(`metrics of more than ${MAX_METRICS / 1_048_576} MB; the rest is not read`);
      break;
    }
    parser.push(chunk);
  }
  const complete = input.state.fault === undefined && length <= MAX_METRICS;
  sink.store.add({ kind: 'metrics', record: parser.finish(complete) }, originOf(file.file));
}

async function whole(input: OpenInput): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of input.chunks) {
    length += chunk.length;
    if (length > MAX_ANSWER) break;
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The check, by the closing line, else by the file's name. */
function healthOf(name: string, body: string) {
  const closing = /^(livez|readyz|healthz) check (passed|failed)/m.exec(body);
  const path = closing?.[1] ?? /livez|readyz|healthz/.exec(name)?.[0] ?? 'readyz';
  const failed = closing === null ? /^\[-\]/m.test(body) : closing[2] === 'failed';
  return parseHealth(`/${path}?verbose`, failed ? 500 : 200, body);
}
