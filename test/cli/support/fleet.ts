/** A kubeconfig whose contexts are clusters that respond, refuse, and do not respond. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { wholeCluster } from '../../collect/support/cluster.ts';
import type { FakeServer, FakeSettings } from '../../collect/support/server.ts';
import { fakeServer, sendStatus } from '../../collect/support/server.ts';

export interface TestFleet {
  /** For the environment of a run. */
  kubeconfig: string;
  servers: Readonly<Record<string, FakeServer>>;
  close(): Promise<void>;
}

/** A server that accepts every request and answers none. */
export const silent: FakeSettings = { override: () => new Promise(() => undefined) };

/** A server that refuses the credentials. */
export const unauthorized: FakeSettings = {
  override: (_request, response) => sendStatus(response, 401, 'Unauthorized'),
};

export const healthy: FakeSettings = wholeCluster();

/** One context per entry; `dead` = nothing listens there. */
export async function startFleet(
  folder: string,
  clusters: Readonly<Record<string, FakeSettings | 'dead'>>,
): Promise<TestFleet> {
  const servers: Record<string, FakeServer> = {};
  const urls: Record<string, string> = {};
  for (const [name, settings] of Object.entries(clusters)) {
    if (settings === 'dead') urls[name] = `http://127.0.0.1:${await unusedPort()}`;
    else urls[name] = (servers[name] = await fakeServer(settings)).url;
  }
  const names = Object.keys(clusters);
  const kubeconfig = join(folder, 'fleet.kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: names.map((name) => ({ name, cluster: { server: urls[name] } })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: 'ann' } })),
    users: [{ name: 'ann', user: {} }],
  };
  writeFileSync(kubeconfig, dump(config));
  return {
    kubeconfig,
    servers,
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
