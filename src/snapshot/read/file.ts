/** Reads one opened input of any form but a snapshot of ours into the sink. */
import { createMetricsParser } from '../parse/metrics.ts';
import { parseHealth } from '../parse/health.ts';
import { splitVersion } from '../project/projector.ts';
import { createJsonCutter } from './json.ts';
import { readLines } from './lines.ts';
import type { OpenInput } from './open.ts';
import { addFlagz } from './sink.ts';
import type { FileSink, ObjectSink } from './sink.ts';
import type { InputForm } from './sniff.ts';
import { YamlCutter } from './yaml.ts';

/** A line of YAML or of a saved answer; Kubernetes' own limit on an object is 3 MB. */
const MAX_LINE = 64 * 1024 * 1024;
/** Saved answers that are read whole. */
const MAX_ANSWER = 16 * 1024 * 1024;

/** `form` is what `sniff` said; `name` is also looked at for which health check an answer is. */
export async function readForm(
  form: InputForm,
  name: string,
  input: OpenInput,
  sink: ObjectSink,
): Promise<void> {
  const file = sink.file(name);
  switch (form) {
    case 'json':
      await readJson(input, file);
      break;
    case 'yaml':
      await readYaml(input, file);
      break;
    case 'metrics':
      await readMetrics(input, sink);
      break;
    case 'health':
      sink.store.add({ kind: 'health', record: healthOf(name, await whole(input)) });
      break;
    case 'flagz':
      if (!addFlagz(sink.store, await whole(input))) file.problem('flags of an unknown component');
      break;
    case 'archive':
      file.problem('an archive; unpack it and give the directory');
      break;
    case 'binary':
      file.problem('binary data, neither YAML nor JSON nor a snapshot');
      break;
    case 'empty':
      if (input.state.fault === undefined) file.problem('empty');
      break;
    case 'snapshot':
      file.problem('a snapshot of archmap; give it alone');
      break;
  }
  if (input.state.fault !== undefined) file.problem(input.state.fault);
}

async function readJson(input: OpenInput, file: FileSink): Promise<void> {
  const cutter = createJsonCutter({
    item(bytes, position, envelope) {
      const value = parse(bytes);
      if (value === undefined) file.problem('not valid JSON', position);
      else file.item(value, position, listKindOf(envelope()));
    },
    document(bytes, position, isList) {
      const value = parse(bytes);
      if (value === undefined) file.problem('not valid JSON', position);
      else file.document(value, position, isList);
    },
    problem: (reason, position) => file.problem(reason, position),
  });
  for await (const chunk of input.chunks) cutter.push(chunk);
  cutter.end();
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Kind of a list by what stands before its items; the API server writes it first, kubectl last. */
function listKindOf(envelope: string): { apiVersion: string; kind: string } | undefined {
  const kind = /"kind"\s*:\s*"([A-Za-z0-9]+List)"/.exec(envelope)?.[1];
  const apiVersion = /"apiVersion"\s*:\s*"([a-z0-9./-]+)"/.exec(envelope)?.[1];
  return kind === undefined || apiVersion === undefined || splitVersion(apiVersion).version === ''
    ? undefined
    : { apiVersion, kind };
}

async function readYaml(input: OpenInput, file: FileSink): Promise<void> {
  const cutter = new YamlCutter({
    item: (value, position) => file.item(value, position, undefined),
    document: (value, position, isList) => file.document(value, position, isList),
    problem: (reason, position) => file.problem(reason, position),
  });
  for await (const line of readLines(input.chunks, MAX_LINE)) {
    if (line.tooLong) file.problem('a line of more than 64 MB', { line: line.number });
    cutter.push(line.text);
  }
  cutter.end();
}

async function readMetrics(input: OpenInput, sink: ObjectSink): Promise<void> {
  const parser = createMetricsParser();
  for await (const chunk of input.chunks) parser.push(chunk);
  sink.store.add({ kind: 'metrics', record: parser.finish(input.state.fault === undefined) });
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

/** Which check it was: the closing line says so, else the file's name. */
function healthOf(name: string, body: string) {
  const closing = /^(livez|readyz|healthz) check (passed|failed)/m.exec(body);
  const path = closing?.[1] ?? /livez|readyz|healthz/.exec(name)?.[0] ?? 'readyz';
  const failed = closing === null ? /^\[-\]/m.test(body) : closing[2] === 'failed';
  return parseHealth(`/${path}?verbose`, failed ? 500 : 200, body);
}
