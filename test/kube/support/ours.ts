import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { connect } from '../../../src/kube/index.ts';
import { toSource, type SourceArgs } from '../../../src/cli/options.ts';
import { parse } from '../../../src/cli/parse.ts';
import type { ConnectionFlags, ConnectionIo } from '../../../src/kube/types.ts';
import { flagArgs } from './kubectl.ts';
import { stage, type Row } from './rows.ts';
import type { PluginRun, Seen } from './seen.ts';
import type { World } from './world.ts';

export interface Ours {
  seen: Seen[];
  plugin: PluginRun[];
  /** The error that was thrown. */
  error?: unknown;
  /** Everything written to stderr. */
  stderr: string;
  /** The file that the row checks afterwards. */
  after?: string;
}

/** The flags as the command line passes them: none may get lost on the way. */
function throughCommandLine(flags: ConnectionFlags): ConnectionFlags {
  const parsed = parse(flagArgs(flags), 80);
  if (parsed.kind === 'text') throw new Error(`flags gave a text: ${parsed.text}`);
  return toSource(parsed.args as SourceArgs).connection;
}

/** Runs archmap's client in a row's situation and returns the requests that the servers received. */
export async function runOurs(row: Row, world: World): Promise<Ours> {
  const set = stage(row, world);
  world.seen.length = 0;
  const stderr = new PassThrough();
  const stdin = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.ReadStream;
  const io: ConnectionIo = { env: set.env, stdin, stderr, signal: new AbortController().signal };
  let error: unknown;
  try {
    const client = await connect(throughCommandLine(set.flags), io, {
      serviceAccount: set.serviceAccount,
      fallbackServer: `http://127.0.0.1:${world.ports['CLOSED']}`,
    });
    try {
      await client.get(
        row.request === 'pods' ? `/api/v1/namespaces/${client.info.namespace}/pods?limit=500` : '/version',
      );
    } finally {
      client.close();
    }
  } catch (caught) {
    error = caught;
  }
  const written = (stderr.read() as Buffer | null)?.toString() ?? '';
  const after = row.after && readFileSync(join(set.folder, row.after.file), 'utf8');
  const result = {
    seen: set.normalize(world.seen),
    plugin: set.normalize(set.pluginRuns()),
    stderr: written,
  };
  set.remove();
  return { ...result, ...(error !== undefined && { error }), ...(after !== undefined && { after }) };
}
