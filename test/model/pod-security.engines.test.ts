import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { load, loadAll } from 'js-yaml';
import { readFile, readdir } from 'node:fs/promises';
import { neededLevel } from '../../src/model/pod-security.ts';
import type { PodTemplate } from '../../src/snapshot/records/index.ts';
import { ensureEngine } from '../cluster/lib/binaries.ts';
import type { JsonProcess } from '../cluster/lib/json-process.ts';
import { startJsonProcess } from '../cluster/lib/json-process.ts';
import { variantNames } from '../cluster/lib/variants.ts';
import { goldens } from '../golden/clusters.ts';
import { recorded } from '../support/recorded.ts';
import type { RawPod } from './support/pod-templates.ts';
import { rawOf, rawPod, recordOf } from './support/pod-templates.ts';

/** What podlevel says of a pod by one version of the standards. */
interface LevelAnswer {
  version: string;
  level: 'privileged' | 'baseline' | 'restricted';
  reasons: string[];
}

const PODS = Number(process.env['ARCHMAP_PODS'] ?? 1_000);
const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20_261_201);

/** Minors with a change of the standards, those around them, and versions newer than the evaluator. */
const MINORS = [0, 7, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 99];
const VERSIONS = [...MINORS.map((minor) => `v1.${minor}`), 'latest'];

/** The evaluator's words for our controls. */
const REASONS: Readonly<Record<string, string>> = {
  'added capabilities': 'non-default capabilities',
  'host of a probe or lifecycle handler': 'probe or lifecycle host',
  'AppArmor profile': 'forbidden AppArmor profile',
  'seccomp profile': 'seccompProfile',
  sysctls: 'forbidden sysctls',
  allowPrivilegeEscalation: 'allowPrivilegeEscalation != false',
  'unrestricted capabilities': 'unrestricted capabilities',
  'volume types': 'restricted volume types',
  runAsNonRoot: 'runAsNonRoot != true',
  runAsUser: 'runAsUser=0',
};

let podlevel: JsonProcess<object, LevelAnswer[]>;

beforeAll(async () => {
  podlevel = startJsonProcess<object, LevelAnswer[]>(await ensureEngine('podlevel'));
});

afterAll(() => podlevel.end());

function ours(template: PodTemplate, version: string): string {
  const level = neededLevel(template, version === 'latest' ? Infinity : Number(version.slice(3)));
  if (!level.known) return level.reason;
  const reasons = level.value.violations.map(({ control }) => REASONS[control] ?? control);
  return `${level.value.level}: ${[...new Set(reasons)].sort().join(', ')}`;
}

/** The differences between both evaluators over all versions. */
async function differences(
  pods: readonly { pod: RawPod; template: PodTemplate; id: string }[],
): Promise<string[]> {
  const answers = await Promise.all(pods.map(({ pod }) => podlevel.ask({ ...pod, versions: VERSIONS })));
  return answers.flatMap((answer, index) =>
    answer.flatMap(({ version, level, reasons }) => {
      const { pod, template, id } = pods[index] as (typeof pods)[number];
      const theirs = `${level}: ${reasons
        .map((reason) => reason.replace('profiles', 'profile'))
        .sort()
        .join(', ')}`;
      const own = ours(template, version);
      return own === theirs ? [] : `${id}, ${version}: ours ${own}; theirs ${theirs}; ${JSON.stringify(pod)}`;
    }),
  );
}

/** Every pod template of raw objects. */
function templatesIn(object: unknown): RawPod[] {
  if (Array.isArray(object)) return object.flatMap(templatesIn);
  if (typeof object !== 'object' || object === null) return [];
  const fields = object as Record<string, unknown>;
  const spec = fields['spec'] as Record<string, unknown> | undefined;
  const own =
    Array.isArray(spec?.['containers']) && typeof fields['metadata'] === 'object'
      ? [
          {
            metadata: annotationsAlone(fields['metadata']),
            spec: withoutNames(spec),
          },
        ]
      : Array.isArray(spec?.['containers'])
        ? [{ metadata: {}, spec: withoutNames(spec) }]
        : [];
  return [...own, ...Object.values(fields).flatMap(templatesIn)];
}

function annotationsAlone(metadata: unknown): RawPod['metadata'] {
  const { annotations } = metadata as { annotations?: Record<string, string> };
  return annotations ? { annotations } : {};
}

/** The evaluator decodes strictly typed fields; those that it does not read may be of any type in a manifest. */
function withoutNames(spec: Record<string, unknown>): RawPod['spec'] {
  const volumes = (spec['volumes'] as Record<string, unknown>[] | undefined)?.map((volume) =>
    // The API server sets this default before admission.
    Object.keys(volume).length > 1 ? volume : { ...volume, emptyDir: {} },
  );
  return { ...spec, ...(volumes && { volumes }) };
}

/** The objects in the examples of all pages about checks. */
async function examples(): Promise<unknown[]> {
  const root = new URL('../../docs/checks/', import.meta.url);
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.md')).sort();
  const pages = await Promise.all(files.map((file) => readFile(new URL(file, root), 'utf8')));
  return pages.flatMap((page) =>
    [...page.matchAll(/^```yaml[^\n]*\n(.*?)^```$/gms)].flatMap(([, block = '']) => loadAll(block)),
  );
}

describe('the level of Pod Security that a pod needs, as the reference evaluator answers', () => {
  it(`generated pods (seed ${SEED})`, async () => {
    const pods = fc.sample(rawPod, { seed: SEED, numRuns: PODS }).map((generated, index) => {
      // As JSON: without undefined fields.
      const pod = JSON.parse(JSON.stringify(generated)) as RawPod;
      return { pod, template: recordOf(pod), id: `seed ${SEED}, pod ${index}` };
    });
    expect((await differences(pods)).slice(0, 5)).toEqual([]);
    const levels = new Set(pods.map(({ template }) => ours(template, 'latest').split(':')[0] ?? ''));
    expect([...levels].sort()).toEqual(['baseline', 'privileged', 'restricted']);
  });

  it('templates of the golden clusters, the examples of the pages and the objects of a cluster that kubectl wrote', async () => {
    const kubectl = load(await readFile(new URL('../fixtures/kubectl/broken.yaml', import.meta.url), 'utf8'));
    const objects = [
      ...Object.values(goldens).flatMap((golden) => golden.objects),
      kubectl,
      ...(await examples()),
    ];
    const pods = objects.flatMap((object, index) =>
      templatesIn(object).map((pod) => ({ pod, template: recordOf(pod), id: `object ${index}` })),
    );
    expect(pods.length).toBeGreaterThan(500);
    expect((await differences(pods)).slice(0, 5)).toEqual([]);
  });

  it.each(['demo', 'recorded'])('templates of snapshots: %s', async (which) => {
    for (const name of which === 'demo' ? [which] : await variantNames()) {
      const { pod, workload } = (await recorded(name)).records;
      const templates = [
        ...pod.map(({ template }) => template),
        ...workload.flatMap(({ template }) => template ?? []),
      ];
      const pods = [...new Set(templates)].map((template, index) => {
        const raw = JSON.parse(JSON.stringify(rawOf(template))) as RawPod;
        return { pod: raw, template: recordOf(raw), id: `${name}, template ${index}` };
      });
      expect((await differences(pods)).slice(0, 5)).toEqual([]);
    }
  });
});
