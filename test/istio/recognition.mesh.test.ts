import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeshBinaries } from '../cluster/lib/binaries.ts';
import { ensureMeshBinaries } from '../cluster/lib/binaries.ts';
import { renderIstio } from '../cluster/lib/istio.ts';
import { archmap } from '../cluster/lib/program.ts';

interface Addon {
  id: string;
  version?: string;
  form?: string;
  namespaces: string[];
  components: { name: string }[];
}

interface Row {
  /** Arguments of `istioctl manifest generate`, each after `--set`. */
  set: readonly string[];
  version?: string;
  /** Text of the form; no text that says more. */
  revision?: string;
  ambient?: boolean;
  namespaces?: readonly string[];
  workloads?: readonly string[];
}

const DEFAULT: Omit<Row, 'set'> = {
  version: '1.31.0',
  revision: 'default',
  namespaces: ['istio-system'],
  workloads: ['istiod'],
};
const NODE_AGENTS = ['istio-cni-node', 'istiod', 'ztunnel'];

/** What was installed follows from the arguments alone. */
const ROWS: Readonly<Record<string, Row>> = {
  default: { ...DEFAULT, set: ['profile=default'] },
  demo: { ...DEFAULT, set: ['profile=demo'] },
  minimal: { ...DEFAULT, set: ['profile=minimal'] },
  preview: { ...DEFAULT, set: ['profile=preview'] },
  stable: { ...DEFAULT, set: ['profile=stable'] },
  ambient: { ...DEFAULT, set: ['profile=ambient'], ambient: true, workloads: NODE_AGENTS },
  openshift: {
    ...DEFAULT,
    set: ['profile=openshift'],
    namespaces: ['istio-system', 'kube-system'],
    workloads: ['istio-cni-node', 'istiod'],
  },
  'openshift-ambient': {
    ...DEFAULT,
    set: ['profile=openshift-ambient'],
    ambient: true,
    namespaces: ['istio-system', 'kube-system'],
    workloads: NODE_AGENTS,
  },
  // Its control plane is elsewhere: only the injector and the CRDs are here.
  remote: { set: ['profile=remote'], namespaces: [], workloads: [] },
  'sidecars with istio-cni': {
    ...DEFAULT,
    set: ['profile=default', 'components.cni.enabled=true'],
    workloads: ['istio-cni-node', 'istiod'],
  },
  'a revision': {
    ...DEFAULT,
    set: ['profile=minimal', 'revision=canary'],
    revision: 'canary',
    workloads: ['istiod-canary'],
  },
  'a revision with a tag': {
    ...DEFAULT,
    set: ['profile=minimal', 'revision=1-31-0', 'values.revisionTags[0]=prod'],
    revision: '1-31-0',
    workloads: ['istiod-1-31-0'],
  },
  'another namespace': {
    ...DEFAULT,
    set: ['profile=default', 'values.global.istioNamespace=mesh'],
    namespaces: ['mesh'],
  },
  'a mirror of the images, and a variant': {
    ...DEFAULT,
    set: [
      'profile=default',
      'values.global.hub=registry.example/mirror/istio',
      'values.global.tag=1.30.4-distroless',
    ],
    version: '1.30.4',
  },
};

/** Every profile of Istio's own tool is recognized in the manifests that the tool renders. */
describe('manifests of istioctl', () => {
  let binaries: MeshBinaries;
  let dir: string;

  beforeAll(async () => {
    binaries = await ensureMeshBinaries();
    dir = await mkdtemp(join(tmpdir(), 'archmap-istio-'));
  }, 3_600_000);

  afterAll(() => rm(dir, { recursive: true, force: true }));

  const addonOf = async (set: readonly string[]): Promise<Addon | undefined> => {
    const file = join(dir, `${set.join('-').replaceAll(/[^\w.-]/g, '_')}.yaml`);
    const args = set.flatMap((value) => ['--set', value]);
    await writeFile(file, await renderIstio(binaries, args));
    const { stdout, stderr } = await archmap('/nonexistent', ['get', 'addons', '-o', 'json', '--from', file]);
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as { items: Addon[] }).items.find(({ id }) => id === 'istio');
  };

  it.each(Object.entries(ROWS))('%s', async (_, row) => {
    const addon = await addonOf(row.set);
    expect({
      version: addon?.version,
      revision: /revision ([^,]+)/.exec(addon?.form ?? '')?.[1],
      ambient: addon?.form?.includes('ambient'),
      namespaces: addon?.namespaces,
      workloads: addon?.components.map(({ name }) => name).sort(),
    }).toEqual({
      version: row.version,
      revision: row.revision,
      ambient: row.ambient ?? false,
      namespaces: row.namespaces,
      workloads: row.workloads,
    });
  });
});
