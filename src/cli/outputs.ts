import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { ArchmapError } from '../shared/errors.ts';
import type { CommandContext } from './context.ts';
import { invalidValue } from './invalid-value.ts';

/** One `-o`: a format and its file; without a file it is written to stdout. */
export interface Output<F extends string> {
  format: F;
  file?: string;
}

export interface Rendered {
  /** A long text is given in parts. */
  text: string | Iterable<string>;
  /** Lines for stderr. */
  notes: readonly string[];
}

/** Names of files for formats that a terminal cannot show: without a file, they are used in an interactive run. */
export type FileNames<F extends string> = { readonly [K in F]?: () => string };

export interface OutputRules<F extends string> {
  formats: readonly F[];
  preset: F;
}

/**
 * `-o sarif=out.sarif -o table`: formats with their files; `-` is stdout. Throws `usage` for an unknown format, for an empty file name and
 * for two reports on stdout.
 */
export function readOutputs<F extends string>(
  values: readonly string[] | undefined,
  { formats, preset }: OutputRules<F>,
): Output<F>[] {
  const outputs = (values ?? [preset]).map((value): Output<F> => {
    const at = value.indexOf('=');
    const word = at < 0 ? value : value.slice(0, at);
    const format = formats.find((one) => one === word);
    if (format === undefined) {
      if (word !== '') throw invalidValue('--output', word, formats);
      throw new ArchmapError(
        'usage',
        '--output requires a format',
        `supported formats: ${formats.join(', ')}, each optionally with =FILE`,
      );
    }
    const file = at < 0 ? undefined : value.slice(at + 1);
    if (file === '')
      throw new ArchmapError(
        'usage',
        `-o ${format}= requires a file name`,
        `specify -o ${format}=FILE or -o ${format}`,
      );
    return { format, ...(file !== undefined && { file }) };
  });
  return outputs;
}

/**
 * Renders every report, then writes them, so that an error in one format leaves no partial output. Files first, stdout last. A format
 * without a file goes to stdout, unless stdout is a terminal that cannot show it.
 */
export async function writeOutputs<F extends string>(
  outputs: readonly Output<F>[],
  files: FileNames<F>,
  context: CommandContext,
  render: (format: F, toFile: boolean) => Promise<Rendered>,
): Promise<void> {
  const placed = outputs.map(({ format, file }) => {
    const name = file ?? (context.io.interactive ? files[format]?.() : undefined);
    return { format, ...(name !== undefined && !STDOUT.has(name) && { file: name }) };
  });
  refuseTwice(placed);
  const made: { output: Output<F>; rendered: Rendered }[] = [];
  for (const output of placed)
    made.push({ output, rendered: await render(output.format, output.file !== undefined) });
  const { saveText } = await import('../app/write.ts');
  for (const { output, rendered } of made) {
    if (output.file === undefined) continue;
    await saveText(output.file, rendered.text, context.io);
    context.io.note(`Wrote ${output.file}`);
  }
  for (const { output, rendered } of made)
    if (output.file === undefined) await context.io.print(rendered.text);
  for (const { rendered } of made) for (const note of rendered.notes) context.io.note(note);
}

const STDOUT = new Set(['-', '/dev/stdout', '/dev/fd/1']);

/** The real path of a file: links may give one file two names. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function refuseTwice(outputs: readonly Output<string>[]): void {
  const names = outputs.map(({ file }) => file ?? 'standard output');
  const places = outputs.map(({ file }) => file && placeOf(file));
  const twice = names.find((_, index) => places.indexOf(places[index]) !== index);
  if (twice !== undefined)
    throw new ArchmapError(
      'usage',
      `two reports have the same destination: ${twice}`,
      'specify a file for each: -o sarif=out.sarif -o table',
    );
}

/** `archmap-prod.html`: the cluster's name in characters that are safe in any shell and file system. */
export function fileName(cluster: string | undefined, extension: string): string {
  const name = (cluster ?? 'cluster')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 60);
  return `archmap-${name || 'cluster'}.${extension}`;
}
