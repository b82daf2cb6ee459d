/** deploy/: the Kustomize base and the Helm chart, as far as no program has to render them; test/cluster/deploy.cluster.test.ts does. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { load, loadAll } from 'js-yaml';
import { minimalRole } from '../../src/app/rbac.ts';
import { RESULT_FORMATS } from '../../src/report/formats/names.ts';
import type { Result } from '../../src/result/types.ts';
import { SEVERITIES } from '../../src/result/types.ts';
import { archmap } from '../cli/support/in-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (file: string) => readFile(join(root, 'deploy', file), 'utf8');
const yaml = async <T>(file: string) => load(await text(file)) as T;

interface Role {
  metadata: { name: string };
  rules: { apiGroups?: string[]; resources?: string[]; resourceNames?: string[]; verbs: string[] }[];
}

/** The part of a container that the tests read. */
interface Container {
  name: string;
  image: string;
  args: string[];
  securityContext: object;
  resources: { limits?: { memory?: string } };
}

interface CronJob {
  spec: { jobTemplate: { spec: { template: { spec: { containers: Container[] } } } } };
}

const HARDENED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

describe('the Kustomize base', () => {
  it('lists all files of its folder', async () => {
    const { resources } = await yaml<{ resources: string[] }>('base/kustomization.yaml');
    const files = await readdir(join(root, 'deploy/base'));
    expect(resources.toSorted()).toEqual(files.filter((file) => file !== 'kustomization.yaml').toSorted());
  });

  it('grants what `kubectl archmap rbac` prints, and the chart grants the same', async () => {
    const role = minimalRole({});
    expect(await yaml('base/clusterrole.yaml')).toEqual(role);
    expect(await yaml('chart/files/rules.yaml')).toEqual(role.rules);
  });

  it('grants neither Secrets nor anything that executes, and only get and list', async () => {
    const { rules } = await yaml<Role>('base/clusterrole.yaml');
    expect([...new Set(rules.flatMap(({ verbs }) => verbs))].toSorted()).toEqual(['get', 'list']);
    const core = rules.filter(({ apiGroups }) => apiGroups?.includes(''));
    const resources = core.flatMap(({ resources: names = [] }) => names);
    expect(resources.filter((name) => /secret|\*|\//.test(name))).toEqual([]);
    expect(core.find(({ resources: names }) => names?.includes('configmaps'))?.resourceNames).toContain(
      'coredns',
    );
  });

  it('has no risk of medium severity or above in our own checks', async () => {
    const { stdout, code } = await archmap([
      'check',
      '--from',
      join(root, 'deploy/base'),
      '-o',
      'json',
      '--fail-on=none',
    ]);
    expect(code).toBe(0);
    const { verdicts } = JSON.parse(stdout) as Result;
    const risks = verdicts.filter(({ verdict }) => verdict === 'fail');
    expect(risks.map(({ check, severity }) => `${severity} ${check}`).toSorted()).toEqual([
      // The address of an API server is not known before the installation.
      'info network/egress-to-any-address',
      // The class is a choice of the cluster.
      'info storage/default-class-relied-on',
    ]);
  });

  it('has a Pod that prints the page of the latest result', async () => {
    const { spec } = await yaml<{ spec: { containers: Container[] } }>('report.yaml');
    const { args = [], securityContext } = spec.containers[0] ?? {};
    expect(securityContext).toEqual(HARDENED);
    const { stdout } = await archmap(['check', '--demo', '--fail-on=none', '-o', 'json']);
    const saved = args.map((arg) => (arg === '/results/archmap.json' ? '-' : arg));
    expect((await archmap(saved, { stdin: stdout })).stdout).toMatch(/^<!doctype html>/i);
  });

  it('and the component run hardened containers only', async () => {
    const { spec } = await yaml<CronJob>('base/cronjob.yaml');
    const patches = await yaml<{ path: string; value?: Container | Container[] | string }[]>(
      'components/openreports/publish.yaml',
    );
    const added = patches
      .flatMap(({ value }) => value ?? [])
      .filter((value): value is Container => typeof value !== 'string');
    expect(added.map(({ name }) => name)).toEqual(['apply', 'mark', 'remove-outdated']);
    for (const { securityContext, resources } of [
      ...spec.jobTemplate.spec.template.spec.containers,
      ...added,
    ]) {
      expect(securityContext).toEqual(HARDENED);
      expect(resources.limits?.memory).toBeDefined();
    }
  });

  it('has arguments with which the program writes the files', async () => {
    const { spec } = await yaml<CronJob>('base/cronjob.yaml');
    const folder = await mkdtemp(join(tmpdir(), 'archmap-deploy-'));
    try {
      const args = spec.jobTemplate.spec.template.spec.containers[0]?.args ?? [];
      const { code, stdout } = await archmap([
        ...args.map((arg) => arg.replace('/results', folder)),
        '--demo',
      ]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/\d+ checks, \d+ results: \d+ risks/);
      expect((await readdir(folder)).toSorted()).toEqual(['archmap.html', 'archmap.json', 'archmap.prom']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the component', () => {
  it('may write only objects with the names of archmap', async () => {
    const { rules } = await yaml<Role>('components/openreports/clusterrole.yaml');
    for (const { verbs, resourceNames, apiGroups } of rules) {
      expect(apiGroups).toEqual(['openreports.io']);
      if (resourceNames === undefined) expect(verbs).toEqual(['list']);
      else expect(resourceNames.filter((name) => !/^archmap(-\d+)?$/.test(name))).toEqual([]);
    }
  });
});

describe('the chart', () => {
  const withValues = async (change: object) => {
    const values = await yaml<Record<string, unknown>>('chart/values.yaml');
    const validate = new Ajv().compile(JSON.parse(await text('chart/values.schema.json')) as object);
    validate({ ...values, ...change });
    return (validate.errors ?? []).map(({ instancePath }) => instancePath);
  };

  it('has defaults that its schema accepts', async () => {
    expect(await withValues({})).toEqual([]);
    expect(await withValues({ global: {}, securityContext: { runAsUser: null } })).toEqual([]);
  });

  it.each<[string, object]>([
    ['/failOn', { failOn: 'urgent' }],
    ['/formats/0', { formats: ['pdf'] }],
    ['/schedule', { schedule: 'daily' }],
    ['/image/digest', { image: { repository: 'x', tag: '', digest: 'latest' } }],
    // A root user and a directory of the node are not restricted.
    ['/securityContext/runAsUser', { securityContext: { runAsUser: 0 } }],
    ['/securityContext', { securityContext: { privileged: true } }],
    ['/results/custom', { results: { type: 'custom', custom: { hostPath: { path: '/' } } } }],
    ['', { misspelled: true }],
  ])('refuses a wrong %s', async (path, change) => {
    expect(await withValues(change)).toContain(path);
  });

  it('offers the formats of the program that are files, and every severity', async () => {
    const { properties } = JSON.parse(await text('chart/values.schema.json')) as {
      properties: { formats: { items: { enum: string[] } }; failOn: { enum: string[] } };
    };
    const screens = ['table', 'wide', 'github'];
    expect(properties.formats.items.enum.toSorted()).toEqual(
      RESULT_FORMATS.filter((format) => !screens.includes(format)).toSorted(),
    );
    expect(properties.failOn.enum.toSorted()).toEqual([...SEVERITIES, 'none', ''].toSorted());
  });
});

it('the versions are that of the package', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const chart = await yaml<{ version: string; appVersion: string }>('chart/Chart.yaml');
  expect([chart.version, chart.appVersion]).toEqual([version, version]);
  for (const file of ['base/cronjob.yaml', 'report.yaml'])
    expect(await text(file)).toContain(`image: ghcr.io/kubectl-archmap/kubectl-archmap:${version}\n`);
});

describe('Containerfile', () => {
  it('runs no program while it is built, and the result runs as a user with a number', async () => {
    const lines = (await readFile(join(root, 'Containerfile'), 'utf8'))
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const of = (word: string) =>
      lines.flatMap((line) => (line.startsWith(`${word} `) ? line.slice(word.length + 1).trim() : []));
    expect(of('RUN')).toEqual([]);
    // The base has no default: a tag is not reproducible.
    expect(of('FROM')).toEqual(['scratch AS archive', '${BASE}']);
    expect(of('ARG').filter((name) => name.startsWith('BASE'))).toEqual(['BASE', 'BASE']);
    expect(of('ADD')).toEqual(['archmap_linux_${TARGETARCH}.tar.gz /archmap/']);
    expect(of('USER')).toEqual(['65532:65532']);
    const copied = of('COPY')[0]?.split(' ').at(-1);
    expect(of('ENTRYPOINT')).toEqual([`["${copied}kubectl-archmap"]`]);
  });
});

it('every manifest of deploy/ is parseable', async () => {
  const files = await readdir(join(root, 'deploy'), { recursive: true });
  const manifests = files.filter((file) => file.endsWith('.yaml') && !file.startsWith('chart/templates/'));
  expect(manifests.length).toBeGreaterThan(10);
  for (const file of manifests) expect(loadAll(await text(file))).toHaveLength(1);
});
