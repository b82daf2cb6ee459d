import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSnapshot } from '../../src/app/source.ts';
import type { AppIo } from '../../src/app/types.ts';
import { writeSnapshot } from '../../src/snapshot/index.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { fakeServer, sendStatus } from '../collect/support/server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-source-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The notes for a snapshot that is read with `-n`. */
async function notes(evidence: EvidenceDocument, namespace: string): Promise<string[]> {
  const file = join(folder, 'x.archmap.gz');
  await writeSnapshot(snapshotOf(evidence, shop), file);
  const declared: string[] = [];
  const io = {
    stdin: process.stdin,
    signal: new AbortController().signal,
    now: () => new Date(),
    note: (text: string) => void declared.push(text),
  };
  await loadSnapshot({ connection: {}, from: [file], namespace }, io as unknown as AppIo);
  return declared;
}

const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

describe('a namespace that is not in the snapshot', () => {
  it.each<[string, EvidenceDocument, string[]]>([
    ['all were listed', {}, ['warning: namespace web does not exist']],
    ['files contain no namespaces', { unavailable: ['namespaces'] }, []],
    ['not all were seen', { partial: ['namespaces'] }, []],
    ['listing is denied', { 'permission-denied': ['namespaces'] }, []],
  ])('when %s', async (_when, evidence, expected) => {
    expect(await notes(evidence, 'web')).toEqual(expected);
    expect(await notes(evidence, 'shop')).toEqual([]);
  });
});

describe('a namespace that selects objects of the whole cluster', () => {
  const resources = [
    { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
    { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
  ];
  const podIn = (namespace: string, name: string) => ({
    metadata: { name, namespace },
    spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }] },
  });
  const items = {
    '/api/v1/pods': [podIn('shop', 'a'), podIn('ci', 'b'), podIn('kube-system', 'c')],
    '/api/v1/namespaces': ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'shop', 'ci'].map(
      (name) => ({ metadata: { name } }),
    ),
  };

  /** Names of the Pods that a user gets, who may list those of `shop` at least. */
  async function podsOf(user: 'administrator' | 'tenant', namespace: string) {
    const server = await fakeServer({
      resources,
      items,
      override: ({ path }, response) =>
        user === 'tenant' &&
        ['/api/v1/pods', '/api/v1/namespaces', '/api/v1/namespaces/ci/pods'].includes(path) &&
        sendStatus(response, 403, 'forbidden'),
    });
    const said: string[] = [];
    const io = {
      stdin: process.stdin,
      stderr: process.stderr,
      env: { KUBECONFIG: join(folder, 'none') },
      signal: new AbortController().signal,
      now: () => new Date(),
      progress: () => undefined,
      note: (text: string) => void said.push(text),
    };
    const connection = { server: server.url, namespace };
    try {
      const options = { connection, namespace, namespaceSelects: true };
      const snapshot = await loadSnapshot(options, io as unknown as AppIo);
      const limit = snapshot.header.namespace;
      return { pods: snapshot.records.pod.map(({ name }) => name).sort(), limit, said };
    } finally {
      await server.close();
    }
  }

  it('does not limit what is collected', async () => {
    expect(await podsOf('administrator', 'shop')).toEqual({
      pods: ['a', 'b', 'c'],
      limit: undefined,
      said: [],
    });
  });

  it('limits it where its Pods alone may be listed', async () => {
    expect(await podsOf('tenant', 'shop')).toEqual({ pods: ['a'], limit: 'shop', said: [] });
  });

  it('is named when it does not exist', async () => {
    const { said } = await podsOf('administrator', 'shopp');
    expect(said).toEqual(['warning: namespace shopp does not exist']);
  });
});
