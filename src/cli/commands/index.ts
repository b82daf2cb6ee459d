import type { Argv } from 'yargs';
import * as check from './check.ts';
import * as completion from './completion.ts';
import * as diff from './diff.ts';
import * as explain from './explain.ts';
import * as get from './get.ts';
import * as map from './map.ts';
import * as overview from './overview.ts';
import * as rbac from './rbac.ts';
import * as report from './report.ts';
import * as rules from './rules.ts';
import * as snapshot from './snapshot.ts';
import type { CommandContext } from '../context.ts';

export interface Command {
  /** The word that the user types; empty for the default. */
  name: string;
  /** What follows the word, in yargs' notation. */
  positionals: string;
  describe: string;
  examples: readonly (readonly [command: string, what: string])[];
  /** What `-o` takes where it may name files, too, so that yargs cannot know the choices. */
  formats?: readonly string[];
  options: (yargs: Argv) => Argv<object>;
  run: (args: object, context: CommandContext) => Promise<void>;
}

/** Binds a command module; yargs has checked the arguments against its options before `run` sees them. */
function command(
  head: Omit<Command, 'options' | 'run'>,
  module: {
    formats?: readonly string[];
    options: (yargs: Argv) => unknown;
    run: (args: never, context: CommandContext) => Promise<void>;
  },
): Command {
  const { formats } = module;
  return {
    ...head,
    ...(formats && { formats }),
    options: module.options as Command['options'],
    run: module.run as Command['run'],
  };
}

/** Every command, in the order of the help. What is heavy is imported in `run` only. */
export const commands: readonly Command[] = [
  command(
    {
      name: '',
      positionals: '',
      describe: "draws a cluster's architecture and the risks in it; it only reads",
      examples: [
        ['kubectl archmap', 'the cluster of the current context'],
        ['kubectl archmap --context prod', 'another cluster'],
        ['kubectl archmap --from cluster.archmap.gz', 'a saved snapshot, manifests or a dump'],
        ['kubectl archmap --demo', 'the bundled example cluster'],
      ],
    },
    overview,
  ),
  command(
    {
      name: 'get',
      positionals: '<section> [name]',
      describe:
        'one section in full: control-plane, nodes, namespaces, workloads, addons, storage, exposure, identities, certificates',
      examples: [
        ['kubectl archmap get control-plane', 'components with the flags that matter'],
        ['kubectl archmap get nodes -o wide', 'nodes with all columns'],
        ['kubectl archmap get addons -o json', 'add-ons for a program'],
      ],
    },
    get,
  ),
  command(
    {
      name: 'check',
      positionals: '',
      describe: 'every risk with its evidence; exits with 1 from --fail-on upwards',
      examples: [
        ['kubectl archmap check', 'risks, and what could not be judged'],
        ['kubectl archmap check --only etcd --all', 'one area, passes too'],
        ['kubectl archmap check --fail-on critical -o json', 'in a pipeline'],
      ],
    },
    check,
  ),
  command(
    {
      name: 'map',
      positionals: '[card]',
      describe:
        'the picture: one page with map, risks and tables, or svg, mermaid, dot, d2, drawio, graphml, json',
      examples: [
        ['kubectl archmap map --open', 'the page, in a browser'],
        ['kubectl archmap map -o svg=cluster.svg -o mermaid', 'a picture and a text'],
        ['kubectl archmap map namespace/shop -o svg', 'what one card holds'],
      ],
    },
    map,
  ),
  command(
    {
      name: 'snapshot',
      positionals: '',
      describe: 'save the evidence to a file, redacted',
      examples: [
        ['kubectl archmap snapshot -o cluster.archmap.gz', 'collect and save'],
        ['kubectl archmap snapshot -o - | kubectl archmap --from -', 'through a pipe'],
      ],
    },
    snapshot,
  ),
  command(
    {
      name: 'diff',
      positionals: '[old] [new]',
      describe: 'what changed in the architecture and in the risks; NEW left out is the cluster',
      examples: [
        ['kubectl archmap diff last-week.archmap.gz', 'a snapshot and the cluster'],
        ['kubectl archmap diff old.json new.json -o markdown --fail-on high', 'for a pull request'],
      ],
    },
    diff,
  ),
  command(
    {
      name: 'report',
      positionals: '[file]',
      describe: 'print a saved result again, in any format',
      examples: [
        ['kubectl archmap report result.json -o html', 'as a page'],
        ['kubectl archmap report result.json -o sarif=out.sarif -o table', 'for a pipeline and for people'],
      ],
    },
    report,
  ),
  command(
    {
      name: 'explain',
      positionals: '[check]',
      describe: 'what a check asks and how to fix it, what a verdict rests on; no argument lists it all',
      examples: [
        ['kubectl archmap explain etcd/secrets-unencrypted', 'one check'],
        ['kubectl archmap explain unknown', 'what a verdict means, and why it is so'],
      ],
    },
    explain,
  ),
  command(
    {
      name: 'rbac',
      positionals: '',
      describe: 'the least ClusterRole for the chosen checks',
      examples: [
        ['kubectl archmap rbac > role.yaml', 'for everything'],
        ['kubectl archmap rbac --only nodes --what-is-missing', 'for one area, and what you lack of it'],
      ],
    },
    rbac,
  ),
  command(
    {
      name: 'rules',
      positionals: '<action> <files..>',
      describe: 'own checks: `rules test FILE...` runs the fixtures that stand in them',
      examples: [['kubectl archmap rules test rules/', 'every rule file of a folder']],
    },
    rules,
  ),
  command(
    {
      name: 'completion',
      positionals: '<shell>',
      describe: "completion script for bash, zsh, fish or powershell; `install` sets up kubectl's own",
      examples: [
        ['kubectl archmap completion install', 'completes `kubectl archmap`'],
        ['source <(kubectl archmap completion bash)', 'completes `kubectl-archmap`'],
      ],
    },
    completion,
  ),
];
