import { FLEET_FORMATS } from '../report/fleet/names.ts';
import { ArchmapError } from '../shared/errors.ts';
import { plural } from '../shared/text.ts';
import { toSelection } from './check-options.ts';
import type { FleetArgs } from './fleet-args.ts';
import type { CommandContext } from './context.ts';
import { writeFleet } from './fleet-output.ts';
import { toSource } from './options.ts';
import { readOutputs } from './outputs.ts';

/** Settings of one cluster. With several, a token would reach clusters that it is not for. */
const SINGLE = {
  context: '--context',
  cluster: '--cluster',
  user: '--user',
  server: '--server',
  token: '--token',
  username: '--username',
  password: '--password',
  clientCertificate: '--client-certificate',
  clientKey: '--client-key',
  certificateAuthority: '--certificate-authority',
  tlsServerName: '--tls-server-name',
} as const;

/** `fleet`: collects and evaluates the selected contexts. */
export async function runContexts(
  args: FleetArgs & { parallel: number },
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  refuse(args);
  const outputs = readOutputs(args.output, { formats: FLEET_FORMATS, preset: 'table' });
  const selection = toSelection(args);
  const source = toSource(args);
  const { loadSettings, weakened } = await import('../app/settings.ts');
  const { failOn, requireComplete, config } = args;
  const settings = await loadSettings({ ...selection, failOn, requireComplete, config }, io.env);
  const { loadGateInputs } = await import('../app/gate-inputs.ts');
  const gateInputs = await loadGateInputs({ waivers: args.waivers, rules: args.rules, settings }, io);
  for (const text of weakened(settings)) io.note(`warning: ${text}`);
  const contexts = await chosen(args, context);
  const rules = { failOn: settings.failOn.value, requireComplete: settings.requireComplete.value };
  const [{ runFleet }, { jsonParts }] = await Promise.all([
    import('../app/fleet/run.ts'),
    import('../report/data.ts'),
  ]);
  const outcome = await runFleet(
    {
      contexts,
      parallel: args.parallel,
      source,
      selection,
      gateInputs,
      rules,
      json: jsonParts,
      ...(args.outputDir !== undefined && { directory: args.outputDir }),
      ...(args.snapshots && { snapshots: true }),
    },
    io,
  );
  await writeFleet(outcome, outputs, rules, args, context);
}

async function chosen(args: FleetArgs, { io }: CommandContext): Promise<string[]> {
  const [{ fleetContexts }, { readShard, shardOf }] = await Promise.all([
    import('../app/fleet/contexts.ts'),
    import('../app/fleet/shard.ts'),
  ]);
  const shard = args.shard === undefined ? undefined : readShard(args.shard, io.env);
  const patterns = patternsOf(args);
  const { contextsFile, kubeconfig } = args;
  const all = await fleetContexts(
    {
      patterns,
      ...(contextsFile !== undefined && { file: contextsFile }),
      ...(kubeconfig !== undefined && kubeconfig !== '' && { kubeconfig }),
    },
    io,
  );
  if (shard === undefined) return all;
  const own = shardOf(all, shard);
  io.note(`Shard ${shard.index + 1} of ${shard.count}: ${own.length} of ${plural(all.length, 'context')}`);
  return own;
}

/** Throws `usage` for flags of one cluster, and without contexts. */
function refuse(args: FleetArgs): void {
  for (const [key, flag] of Object.entries(SINGLE)) {
    const value = args[key as keyof typeof SINGLE];
    if (value !== undefined && value !== '')
      throw new ArchmapError(
        'usage',
        `${flag} applies to one cluster and cannot be used with fleet`,
        'set it in the kubeconfig; --contexts selects the contexts',
      );
  }
  if (patternsOf(args).length === 0 && args.contextsFile === undefined)
    throw new ArchmapError(
      'usage',
      'fleet requires contexts',
      "specify --contexts 'prod-*', --contexts '*' for all, or --contexts-file FILE",
    );
  if (args.snapshots && args.outputDir === undefined)
    throw new ArchmapError('usage', '--snapshots requires --output-dir', 'specify both');
  if (args.outputDir === '')
    throw new ArchmapError('usage', '--output-dir requires a directory', 'specify --output-dir DIR');
}

function patternsOf({ contexts = [] }: FleetArgs): string[] {
  return contexts.flatMap((item) => item.split(',')).filter((word) => word !== '');
}
