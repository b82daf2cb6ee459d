/** The recipes of examples/ci, which are in docs/ci.md: their commands run here on the example cluster. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLValidator } from 'fast-xml-parser';
import { load } from 'js-yaml';
import { archmap } from '../cli/support/in-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const multitool = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;
const recipe = (file: string) => readFile(join(root, 'examples/ci', file), 'utf8');

/** Runs the archmap command of a recipe, with the example instead of a cluster; returns the files that it wrote. */
async function outputsOf(
  text: string,
): Promise<{ code: number; stdout: string; files: Map<string, string> }> {
  const command = /kubectl-archmap check [^'\n]*/.exec(text)?.[0] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'archmap-ci-'));
  try {
    const { code, stdout } = await archmap([...command.trim().split(/\s+/).slice(1), '--demo'], {
      cwd: folder,
    });
    const files = new Map<string, string>();
    for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name), 'utf8'));
    return { code, stdout, files };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface GitHubStep {
  run?: string;
  uses?: string;
  with?: Record<string, string>;
}

describe('the recipe for', () => {
  it('GitHub Actions fails the job and publishes annotations, SARIF, a summary and the page', async () => {
    const text = await recipe('github-actions.yml');
    const { jobs } = load(text) as { jobs: { archmap: { steps: GitHubStep[] } } };
    const { code, stdout, files } = await outputsOf(text);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error /);
    const handed = jobs.archmap.steps.flatMap(
      (step) => step.with?.['sarif_file'] ?? step.with?.['path'] ?? [],
    );
    expect(handed).toHaveLength(2);
    for (const name of [...handed, 'summary.md']) expect(files.get(name)?.length).toBeGreaterThan(1000);
    const schema = JSON.parse(await readFile(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(JSON.parse(files.get('archmap.sarif') ?? ''))).toBe(true);
  });

  it('GitLab publishes the reports that it names', async () => {
    const text = await recipe('gitlab-ci.yml');
    const { architecture } = load(text) as {
      architecture: { artifacts: { paths: string[]; reports: Record<string, string> } };
    };
    const { code, stdout, files } = await outputsOf(text);
    expect(code).toBe(1);
    expect(stdout).toContain('critical');
    const { paths, reports } = architecture.artifacts;
    expect(new Set(files.keys())).toEqual(new Set([...paths, ...Object.values(reports)]));
    const issues = JSON.parse(files.get(reports['codequality'] ?? '') ?? '') as { severity: string }[];
    expect(issues[0]?.severity).toBe('blocker');
    expect(XMLValidator.validate(files.get(reports['junit'] ?? '') ?? '')).toBe(true);
  });

  it('Jenkins publishes the reports that it names', async () => {
    const text = await recipe('Jenkinsfile');
    const { code, files } = await outputsOf(text);
    expect(code).toBe(1);
    const named = [...text.matchAll(/^\s+(?:junit|archiveArtifacts) '(.+)'$/gm)].map(([, name]) => name);
    expect(new Set(files.keys())).toEqual(new Set(named));
    expect(XMLValidator.validate(files.get('archmap.xml') ?? '')).toBe(true);
  });

  it.each(['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'])(
    '%s is the one in docs/ci.md',
    async (file) => {
      expect(await readFile(join(root, 'docs/ci.md'), 'utf8')).toContain(await recipe(file));
    },
  );
});
