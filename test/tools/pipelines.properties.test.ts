/** The action, the component and the hook for manifests: their scripts run here, as the platforms run them. */
import { execFile, execFileSync } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { load, loadAll } from 'js-yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: c
          image: x
          securityContext: {privileged: true}
`;
/** A value that would create the file \`pwned\` if a shell evaluated it. */
const ATTACK = '$(touch pwned)`touch pwned`"; touch pwned; #\' && touch pwned';

let bin: string;
let folder: string;
beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'archmap-bin-'));
  await symlink(join(root, 'bin/kubectl-archmap'), join(bin, 'kubectl-archmap'));
  // npm as far as an installation needs it: the arguments are recorded.
  await writeFile(join(bin, 'npm'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$NPM_LOG"\n');
  await chmod(join(bin, 'npm'), 0o755);
});
afterAll(() => rm(bin, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-pipeline-'));
  await mkdir(join(folder, 'manifests'));
  await mkdir(join(folder, 'temp'));
  await writeFile(join(folder, 'manifests/web.yaml'), DEPLOYMENT);
});
afterEach(() => rm(folder, { recursive: true }));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function shell(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      {
        cwd: folder,
        env: {
          PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          HOME: folder,
          NPM_LOG: join(folder, 'npm.log'),
          ...env,
        },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) =>
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
          stdout,
          stderr,
        }),
    );
  });
}

const isMissing = (name: string) =>
  access(join(folder, name)).then(
    () => false,
    () => true,
  );

interface Action {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: { id?: string; shell: string; env: Record<string, string>; run: string }[] };
}

const action = async () => load(await readFile(join(root, 'action.yml'), 'utf8')) as Action;

/** Runs a step with these inputs, the others at their defaults. */
async function step(index: number, inputs: Readonly<Record<string, string>>): Promise<Ended> {
  const { inputs: declared, runs } = await action();
  const { env, run } = runs.steps[index] ?? { env: {}, run: 'exit 99' };
  const values = Object.entries(env).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? declared[input]?.default ?? 'undeclared'];
  });
  return shell('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    ...(Object.fromEntries(values) as Record<string, string>),
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
  });
}

const INSTALL = 0;
const CHECK = 1;

describe('the GitHub Action', () => {
  it('passes inputs through the environment only, and every declared input is used', async () => {
    const { inputs, outputs, runs } = await action();
    expect(runs.using).toBe('composite');
    for (const { shell: name, run } of runs.steps) {
      expect(name).toBe('bash');
      expect(run).not.toContain('${{');
    }
    const used = runs.steps.flatMap(({ env }) => Object.values(env));
    expect(new Set(used)).toEqual(new Set(Object.keys(inputs).map((name) => `\${{ inputs.${name} }}`)));
    expect(outputs['exit-code']?.value).toContain(`steps.${runs.steps[CHECK]?.id ?? ''}.outputs`);
  });

  it('annotates the line of a manifest, and writes the summary, SARIF and the exit code', async () => {
    const { code, stdout } = await step(CHECK, {
      from: 'manifests',
      'sarif-file': 'out.sarif',
      'html-file': 'out.html',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=manifests\/web\.yaml,line=12,/);
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('exit-code=1\n');
    expect(await readFile(join(folder, 'summary'), 'utf8')).toContain('Privileged container');
    expect(await readFile(join(folder, 'out.sarif'), 'utf8')).toContain('"uri": "manifests/web.yaml"');
    expect(await isMissing('out.html')).toBe(false);
  });

  it('passes for several paths, selections, waivers and a baseline', async () => {
    await writeFile(join(folder, 'w.yaml'), 'apiVersion: archmap.io/v1\nkind: Waivers\nwaivers: []\n');
    const { stdout } = await shell('kubectl-archmap', ['check', '--from', 'manifests', '-o', 'json'], {});
    await writeFile(join(folder, 'main.json'), stdout);
    const given = {
      from: 'manifests/web.yaml\n\nmanifests\n',
      baseline: 'main.json',
      waivers: 'w.yaml',
      skip: 'etcd',
    };
    expect((await step(CHECK, given)).code).toBe(0);
    expect((await step(CHECK, { from: 'manifests', only: 'nodes', summary: 'false' })).code).toBe(0);
    expect((await step(CHECK, { from: 'manifests', only: 'nodes', 'require-complete': 'true' })).code).toBe(
      3,
    );
  });

  it('evaluates no input as a command or a flag', async () => {
    const { inputs } = await action();
    for (const name of Object.keys(inputs)) {
      await step(name === 'version' ? INSTALL : CHECK, { from: 'manifests', [name]: ATTACK });
      await step(name === 'version' ? INSTALL : CHECK, { from: 'manifests', [name]: '--demo' });
    }
    expect(await isMissing('pwned')).toBe(true);
    expect(await isMissing('manifests/pwned')).toBe(true);
  });

  it('installs an exact version without scripts of packages, and nothing else', async () => {
    expect((await step(INSTALL, { version: '1.2.3' })).code).toBe(0);
    const log = (await readFile(join(folder, 'npm.log'), 'utf8')).trimEnd().split('\n');
    expect(log).toContain('--ignore-scripts');
    expect(log.at(-1)).toBe('kubectl-archmap@1.2.3');
    expect(await readFile(join(folder, 'path'), 'utf8')).toBe(`${join(folder, 'temp')}/archmap/bin\n`);
    await rm(join(folder, 'npm.log'));
    for (const version of ['latest', '1', '1.2.3 evil', 'https://x.example/p.tgz', '1.2.3\nevil'])
      expect((await step(INSTALL, { version })).code).toBe(2);
    expect((await step(INSTALL, { version: '' })).code).toBe(0);
    expect(await isMissing('npm.log')).toBe(true);
  });
});

interface Component {
  variables: Record<string, { value: string; expand: boolean }>;
  script: string[];
  artifacts: { paths: string[]; reports: Record<string, string> };
}

async function component() {
  const text = await readFile(join(root, 'templates/archmap.yml'), 'utf8');
  const [head, jobs] = loadAll(text) as [
    { spec: { inputs: Record<string, { default: unknown; description: string; regex?: string }> } },
    Record<string, Component>,
  ];
  return { text, inputs: head.spec.inputs, job: Object.values(jobs)[0] as Component };
}

async function job(inputs: Readonly<Record<string, string>>): Promise<Ended> {
  const { inputs: declared, job: one } = await component();
  const values = Object.entries(one.variables).map(([name, { value }]) => {
    const input = /^\$\[\[ inputs\.([a-z-]+) \]\]$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? String(declared[input]?.default)];
  });
  return shell('sh', ['-c', one.script.join('\n')], {
    ...(Object.fromEntries(values) as Record<string, string>),
    CI_PROJECT_DIR: folder,
  });
}

describe('the GitLab component', () => {
  it('passes inputs through variables only, which are not expanded, and every declared input is used', async () => {
    const { text, inputs, job: one } = await component();
    expect(one.script.join('\n')).not.toContain('$[[');
    for (const { expand } of Object.values(one.variables)) expect(expand).toBe(false);
    for (const name of Object.keys(inputs)) expect(text).toContain(`$[[ inputs.${name} ]]`);
    const pattern = new RegExp(inputs['version']?.regex ?? '$.');
    expect(['', '1.2.3', '1.2.3-rc.1'].every((version) => pattern.test(version))).toBe(true);
    expect(['latest', '1.2.3;x', 'git+https://x'].some((version) => pattern.test(version))).toBe(false);
  });

  it('fails for a high risk and publishes the reports that it names', async () => {
    expect((await job({ from: 'manifests' })).code).toBe(1);
    const { artifacts } = (await component()).job;
    const written = await readdir(folder);
    for (const name of [...artifacts.paths, ...Object.values(artifacts.reports)])
      expect(written).toContain(name);
    const quality = JSON.parse(
      await readFile(join(folder, artifacts.reports['codequality'] ?? ''), 'utf8'),
    ) as {
      location: object;
    }[];
    expect(quality[0]?.location).toEqual({ path: 'manifests/web.yaml', lines: { begin: 12 } });
    expect((await job({ from: 'manifests', 'fail-on': 'critical' })).code).toBe(0);
  });

  it('evaluates no input as a command', async () => {
    for (const name of ['version', 'from', 'fail-on', 'baseline', 'waivers', 'require-complete'])
      await job({ from: 'manifests', [name]: ATTACK });
    expect(await isMissing('pwned')).toBe(true);
  });
});

describe('the hook for pre-commit', () => {
  it('fails a commit with a high risk, and passes without', async () => {
    const [hook] = load(await readFile(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as {
      entry: string;
      args: string[];
      pass_filenames: boolean;
    }[];
    expect(hook?.pass_filenames).toBe(false);
    execFileSync('git', ['init', '--quiet', folder]);
    execFileSync('git', ['-C', folder, 'add', 'manifests']);
    // pre-commit splits the entry as a shell does and appends the arguments.
    const [command = '', ...words] = hook?.entry.split(' ') ?? [];
    const run = () => shell(command, [...words, ...(hook?.args ?? [])], {});
    const failed = await run();
    expect(failed).toMatchObject({ code: 1, stderr: '' });
    expect(failed.stdout).toContain('workloads/privileged-container');
    await writeFile(
      join(folder, 'manifests/web.yaml'),
      DEPLOYMENT.replace('privileged: true', 'privileged: false'),
    );
    expect((await run()).code).toBe(0);
  });
});
