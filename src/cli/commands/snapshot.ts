import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return sourceOptions(yargs).options({
    output: {
      alias: 'o',
      type: 'string',
      describe: 'output file; - = stdout. Default: archmap-CONTEXT-TIME.archmap.gz',
      group: OUTPUT,
    },
  } as const);
}

export async function run(args: SourceArgs & { output?: string | undefined }, context: CommandContext) {
  const { io } = context;
  const [{ loadSnapshot }, { formatNote, incompleteLines, saveSnapshot }] = await Promise.all([
    import('../../app/source.ts'),
    import('../../app/snapshot.ts'),
  ]);
  const snapshot = await loadSnapshot(toSource(args), io);
  const path = args.output ?? defaultName(snapshot.header.context ?? 'cluster', snapshot.header.takenAt);
  await saveSnapshot(snapshot, path, io);
  io.progress('');
  for (const line of incompleteLines(snapshot)) io.note(line);
  const note = formatNote(path);
  if (note) io.note(note);
  if (path !== '-') io.note(`Wrote ${path}. Read it with: kubectl archmap --from ${path}`);
}

/** `archmap-prod-20261123T120000Z.archmap.gz`; only characters that are safe in any shell and file system. */
function defaultName(context: string, takenAt: string): string {
  const time = takenAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
  return `archmap-${context.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60)}-${time}.archmap.gz`;
}
