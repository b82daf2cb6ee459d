import type { Argv } from 'yargs';
import * as check from './check.ts';
import * as completion from './completion.ts';
import * as describe from './describe.ts';
import * as diff from './diff.ts';
import * as explain from './explain.ts';
import * as fleet from './fleet.ts';
import * as get from './get.ts';
import * as map from './map.ts';
import * as optionsCommand from './options.ts';
import * as overview from './overview.ts';
import * as rbac from './rbac.ts';
import * as report from './report.ts';
import * as rules from './rules.ts';
import * as serve from './serve.ts';
import * as snapshot from './snapshot.ts';
import type { CommandContext } from '../context.ts';

export interface Command {
  /** The command's name on the command line; empty for the default. */
  name: string;
  /** Arguments after the name, in yargs' notation. */
  positionals: string;
  describe: string;
  examples: readonly (readonly [command: string, what: string])[];
  /** Values of `-o` where it also accepts file names, so that yargs cannot declare the choices. */
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

/** Every command, in the order of the help. Large modules are imported only in `run`. */
export const commands: readonly Command[] = [
  command(
    {
      name: '',
      positionals: '',
      describe: "map a cluster's architecture and its risks (read-only)",
      examples: [
        ['kubectl archmap', 'the cluster of the current context'],
        ['kubectl archmap --context prod', 'the cluster of another context'],
        [
          'kubectl archmap --from cluster.archmap.gz',
          'a saved snapshot, manifests or `kubectl cluster-info dump` output',
        ],
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
        'list one section: control-plane, nodes, namespaces, workloads, addons, storage, exposure, network, identities, certificates',
      examples: [
        ['kubectl archmap get control-plane', 'components and their instances'],
        ['kubectl archmap get nodes -o wide', 'nodes with all columns'],
        ['kubectl archmap get svc -n shop --sort-by=.reach', 'Services of a namespace with an entry point'],
        ["kubectl archmap get addons -o jsonpath='{.items[*].version}'", 'fields of all add-ons'],
      ],
    },
    get,
  ),
  command(
    {
      name: 'describe',
      positionals: '<object> [name]',
      describe:
        'show one object: its facts, what leads to it, its permissions, and its risks with evidence and fix',
      examples: [
        ['kubectl archmap describe deployment/cart -n shop', 'a workload'],
        ['kubectl archmap describe node cp-1', 'a node'],
        ['kubectl archmap describe sa ci/deployer', 'a ServiceAccount with its permissions'],
      ],
    },
    describe,
  ),
  command(
    {
      name: 'check',
      positionals: '',
      describe: 'evaluate all checks; exit 1 if a risk is at or above --fail-on',
      examples: [
        ['kubectl archmap check', 'failed checks, and a summary of unknown ones'],
        ['kubectl archmap check --only etcd --all', 'one area, all results'],
        ['kubectl archmap check --fail-on critical -o json', 'as a gate in a pipeline'],
      ],
    },
    check,
  ),
  command(
    {
      name: 'map',
      positionals: '[resource]',
      describe:
        'write the map: an HTML page with risks and tables, or svg, mermaid, dot, d2, drawio, graphml, json',
      examples: [
        ['kubectl archmap map --open', 'write the HTML page and open it in a browser'],
        ['kubectl archmap map -o svg=cluster.svg -o mermaid', 'an SVG file, and Mermaid on stdout'],
        ['kubectl archmap map namespace/shop -o svg', 'the detail view of one resource'],
      ],
    },
    map,
  ),
  command(
    {
      name: 'serve',
      positionals: '',
      describe: 'show the page of the live cluster in a browser, on localhost only, with a refresh button',
      examples: [
        ['kubectl archmap serve --open', 'serve on a free port and open the page'],
        ['kubectl archmap serve --port 8417', 'on a port of your choice'],
      ],
    },
    serve,
  ),
  command(
    {
      name: 'snapshot',
      positionals: '',
      describe: 'save the collected data to a file (redacted)',
      examples: [
        ['kubectl archmap snapshot -o cluster.archmap.gz', 'collect and save'],
        ['kubectl archmap snapshot -o - | kubectl archmap --from -', 'use a pipe'],
      ],
    },
    snapshot,
  ),
  command(
    {
      name: 'diff',
      positionals: '[old] [new]',
      describe: 'compare architecture and risks; NEW defaults to the live cluster',
      examples: [
        ['kubectl archmap diff last-week.archmap.gz', 'compare a snapshot with the live cluster'],
        [
          'kubectl archmap diff old.json new.json -o markdown --fail-on high',
          'Markdown for a pull request comment',
        ],
      ],
    },
    diff,
  ),
  command(
    {
      name: 'fleet',
      positionals: '[action] [files..]',
      describe: 'check many clusters at once, with one table and one page; `fleet merge` reads saved results',
      examples: [
        ["kubectl archmap fleet --contexts 'prod-*'", 'all contexts that match a glob'],
        [
          "kubectl archmap fleet --contexts '*' -o html=fleet.html --output-dir results/",
          'one page of all clusters, and one result per cluster',
        ],
        ['kubectl archmap fleet --contexts-file contexts.txt --shard 2/5', 'the second of five shares'],
        ['kubectl archmap fleet merge results/ -o json', 'merge saved results'],
      ],
    },
    fleet,
  ),
  command(
    {
      name: 'report',
      positionals: '[file]',
      describe: 'print a saved result in any format',
      examples: [
        ['kubectl archmap report result.json -o html', 'as an HTML page'],
        ['kubectl archmap report result.json -o sarif=out.sarif -o table', 'as SARIF file and as table'],
      ],
    },
    report,
  ),
  command(
    {
      name: 'explain',
      positionals: '[words..]',
      describe: 'describe a check, control or topic, or search for words; without an argument, list all',
      examples: [
        ['kubectl archmap explain etcd/secrets-unencrypted', 'one check'],
        ['kubectl archmap explain network policy', 'every check about a subject'],
        ['kubectl archmap explain KSV-0111', 'a check of another tool'],
        ['kubectl archmap explain CIS 1.2.6', 'a control of a framework'],
        ['kubectl archmap explain --framework cis', 'all controls of a framework with their checks'],
        ['kubectl archmap explain exit-codes', 'a topic'],
      ],
    },
    explain,
  ),
  command(
    {
      name: 'rbac',
      positionals: '',
      describe: 'print the minimal ClusterRole for the selected checks',
      examples: [
        ['kubectl archmap rbac > role.yaml', 'for all checks'],
        ['kubectl archmap rbac --only nodes --missing', 'for one area, with your missing permissions'],
      ],
    },
    rbac,
  ),
  command(
    {
      name: 'rules',
      positionals: '<action> <files..>',
      describe: 'custom rules: `rules test FILE...` runs the tests embedded in rule files',
      examples: [['kubectl archmap rules test rules/', 'all rule files of a directory']],
    },
    rules,
  ),
  command(
    {
      name: 'completion',
      positionals: '<shell>',
      describe:
        'print a completion script for bash, zsh, fish or powershell; `install` enables completion for kubectl',
      examples: [
        ['kubectl archmap completion install', 'for `kubectl archmap`'],
        ['source <(kubectl archmap completion bash)', 'for `kubectl-archmap`'],
      ],
    },
    completion,
  ),
  command(
    {
      name: 'options',
      positionals: '',
      describe: 'list the global flags (connection, color, verbosity)',
      examples: [['kubectl archmap options', 'flags that every command accepts']],
    },
    optionsCommand,
  ),
];
