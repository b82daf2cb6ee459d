import yargs from 'yargs';
import { ENGINE_NAMES, ensureBinaries, ensureEngine, ensureMeshBinaries, folderOf } from './lib/binaries.ts';
import { connectTo, down, up } from './lib/cluster.ts';
import { ensureEnvoy } from './lib/envoy.ts';
import { ClusterError } from './lib/errors.ts';
import { expectedFor, loadExpected } from './lib/expected.ts';
import type { IstioForm } from './lib/istio.ts';
import { ISTIO_FORMS } from './lib/istio.ts';
import { clusterName } from './lib/paths.ts';
import { checkPreconditions } from './lib/preconditions.ts';
import { verdictsByCheck } from './lib/program.ts';
import { checkAs } from './lib/sight.ts';
import { loadState } from './lib/state.ts';
import { USERS, makeUsers } from './lib/users.ts';
import { variantNames } from './lib/variants.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const NAME = clusterName('dev');

const parser = yargs(process.argv.slice(2))
  .scriptName('npm run cluster --')
  .command(
    'up',
    'start a real Kubernetes cluster on this machine, without containers',
    (args) =>
      args.options({
        variant: {
          type: 'string',
          default: 'stock',
          describe: 'how it is set up; see test/cluster/variants',
        },
        'control-planes': { type: 'number', describe: 'default: as the variant says, else 1' },
        workers: { type: 'number', describe: 'default: as the variant says, else 0' },
        'fake-nodes': { type: 'number', describe: 'nodes played by KWOK; default: 0, with Istio 1' },
        istio: {
          type: 'string',
          coerce: istioForm,
          describe: `installs and runs Istio: ${ISTIO_FORMS.join(', ')}; default: sidecar`,
        },
      }),
    async ({ variant, controlPlanes, workers, fakeNodes, istio }) => {
      for (const [flag, value] of Object.entries({ controlPlanes, workers, fakeNodes })) {
        if (value !== undefined && (!Number.isInteger(value) || value < 0))
          throw new ClusterError(`${flag}: ${value} is not a number of machines`, 'give 0, 1, 2 ...');
      }
      const start = Date.now();
      const { kubeconfig } = await up({
        name: NAME,
        variant,
        ...(controlPlanes !== undefined && { controlPlanes }),
        ...(workers !== undefined && { workers }),
        ...(fakeNodes !== undefined && { fakeNodes }),
        ...(istio !== undefined && { istio }),
        progress: say,
      });
      say(`up after ${Math.round((Date.now() - start) / 1000)} s. Use it with:`);
      process.stdout.write(`export KUBECONFIG=${kubeconfig}\n`);
    },
  )
  .command('down', 'stop the cluster and remove everything it made', {}, async () =>
    say((await down(NAME)) ? 'the cluster is gone' : 'no cluster was up'),
  )
  .command('kubeconfig', "print the path of the administrator's kubeconfig", {}, async () => {
    process.stdout.write(`${(await connectTo(NAME)).kubeconfig}\n`);
  })
  .command('status', 'say what is up', {}, status)
  .command('build', 'build the programs that a cluster is made of, if the cache lacks them', {}, async () => {
    process.stdout.write(`${folderOf(await ensureBinaries({ progress: say }))}\n`);
    await ensureMeshBinaries({ progress: say });
    for (const name of ENGINE_NAMES) await ensureEngine(name, { progress: say });
    await ensureEnvoy();
  })
  .command(
    'compare',
    "run the program as every user of the tests, and print where it and the variant's truth disagree",
    {},
    compare,
  )
  .demandCommand(1, 'name a command: up, down, kubeconfig, status, compare, build')
  .strict()
  .version(false)
  .fail((message, error) => {
    throw error ?? new ClusterError(message, 'npm run cluster -- --help');
  });

/** `--istio` alone is the form `sidecar`. */
function istioForm(value: string | undefined): IstioForm | undefined {
  if (value === undefined) return undefined;
  const form = ISTIO_FORMS.find((one) => one === (value === '' ? 'sidecar' : value));
  if (!form)
    throw new ClusterError(`there is no form "${value}" of Istio`, `use one of ${ISTIO_FORMS.join(', ')}`);
  return form;
}

async function status(): Promise<void> {
  if (!(await loadState(NAME))) {
    say(`no cluster is up; variants: ${(await variantNames()).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  checkPreconditions();
  const { state, kubectl } = await connectTo(NAME);
  say(
    `${state.variant}: ${state.hosts.map(({ name, ip }) => `${name} ${ip}`).join(', ')}${state.fakeNodes > 0 ? `, ${state.fakeNodes} KWOK nodes` : ''}; logs in ${state.dir}`,
  );
  process.stdout.write((await kubectl(['get', 'nodes', '-o', 'wide'])).stdout);
}

/** Never a draft of the expected verdicts: those are derived from the settings. */
async function compare(): Promise<void> {
  const cluster = await connectTo(NAME);
  const [users, expected] = [await makeUsers(cluster), await loadExpected(cluster.variant)];
  let disagreements = 0;
  for (const user of USERS) {
    const verdicts = verdictsByCheck(await checkAs(cluster, users, user));
    const known = Object.fromEntries(Object.entries(verdicts).filter(([check]) => check in expected));
    const truth = expectedFor(expected, user, known);
    for (const check of Object.keys({ ...truth, ...verdicts }).sort()) {
      const [reported, found] = [truth[check] ?? 'no row', verdicts[check] ?? 'no verdict'];
      if (reported === found) continue;
      disagreements++;
      process.stdout.write(`${user}\t${check}\ttruth: ${reported}\tprogram: ${found}\n`);
    }
  }
  if (disagreements > 0) process.exitCode = 1;
}

try {
  await parser.parseAsync();
} catch (error) {
  if (!(error instanceof ClusterError)) throw error;
  say(`error: ${error.message}`);
  say(error.hint);
  process.exitCode = 2;
}
