import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { collectLive } from '../../../src/collect/index.ts';
import type { CollectOptions } from '../../../src/collect/index.ts';
import { connect } from '../../../src/kube/index.ts';
import type { CollectorId, Outcome, Snapshot } from '../../../src/snapshot/types.ts';
import type { FakeServer, FakeSettings } from './server.ts';
import { fakeServer } from './server.ts';

export interface Collected {
  snapshot: Snapshot;
  progress: string[];
  outcome: (id: CollectorId) => Outcome;
  requests: FakeServer['requests'];
}

type RunSettings = Partial<Omit<CollectOptions, 'now' | 'tool'>>;

/** Starts the fake server, collects from it with the real client, and stops it again. */
export async function collectFrom(
  server: FakeSettings,
  settings: RunSettings = {},
  takenAt?: Date,
): Promise<Collected> {
  const fake = await fakeServer(server);
  try {
    return { ...(await collectAt(fake.url, settings, takenAt)), requests: fake.requests };
  } finally {
    await fake.close();
  }
}

/** Collects from any server at the address. */
export async function collectAt(
  url: string,
  options: RunSettings = {},
  takenAt = new Date('2026-11-24T00:00:05Z'),
): Promise<Omit<Collected, 'requests'>> {
  const progress: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'archmap-collect-'));
  const kubeconfig = join(directory, 'config');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(url)));
  const signal = options.signal ?? new AbortController().signal;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const client = await connect({ kubeconfig }, { env: {}, stdin, stderr: new PassThrough(), signal });
  try {
    const snapshot = await collectLive(client, {
      onProgress: (text) => progress.push(text),
      now: () => takenAt,
      tool: 'kubectl-archmap/test',
      ...options,
      signal,
    });
    const outcome = (id: CollectorId): Outcome => {
      const found = snapshot.outcomes.get(id);
      if (!found) throw new Error(`no outcome of ${id}`);
      return found;
    };
    return { snapshot, progress, outcome };
  } finally {
    client.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function kubeconfigOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'fake', cluster: { server } }],
    users: [{ name: 'ann', user: { token: 'token-of-ann' } }],
    contexts: [{ name: 'test', context: { cluster: 'fake', user: 'ann', namespace: 'team-a' } }],
  };
}
