import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Cluster } from './cluster.ts';
import { inHost } from './hosts.ts';
import { HERE } from './paths.ts';

/**
 * Who runs the program in the tests. `admin`, `viewer` and `nobody` are the people that users will be; the others see the
 * control plane through one witness alone.
 */
export const USERS = ['admin', 'viewer', 'nobody', 'by-pods', 'by-flagz', 'by-metrics'] as const;
export type UserName = (typeof USERS)[number];

export interface User {
  name: UserName;
  /** As the API server's audit log has it. */
  identity: string;
  /** Path of a kubeconfig that holds this user only. */
  kubeconfig: string;
}

/** The service account without any binding; see users.yaml. */
const SERVICE_ACCOUNT = { namespace: 'default', name: 'nobody' };

/** Makes the users, with real client certificates and a real token, and the roles of `users.yaml`. */
export async function makeUsers(cluster: Cluster): Promise<Record<UserName, User>> {
  await cluster.kubectl(['apply', '-f', join(HERE, 'users.yaml')]);
  const made = await Promise.all(USERS.map(async (name) => [name, await makeUser(cluster, name)] as const));
  return Object.fromEntries(made) as Record<UserName, User>;
}

async function makeUser(cluster: Cluster, name: UserName): Promise<User> {
  const kubeconfig = join(cluster.state.dir, `user-${name}.conf`);
  if (name === 'nobody') {
    await writeFile(kubeconfig, await tokenKubeconfig(cluster), { mode: 0o600 });
    return {
      name,
      identity: `system:serviceaccount:${SERVICE_ACCOUNT.namespace}:${SERVICE_ACCOUNT.name}`,
      kubeconfig,
    };
  }
  const [first] = cluster.state.hosts;
  if (!first) throw new TypeError('a cluster has a first host');
  const identity = `archmap-${name}`;
  const groups = name === 'admin' ? ['--org', 'kubeadm:cluster-admins'] : [];
  const config = join(cluster.state.dir, first.name, 'init.yaml');
  const { stdout } = await inHost(
    first,
    ['kubeadm', 'kubeconfig', 'user', '--config', config, '--client-name', identity, ...groups],
    { env: cluster.env },
  );
  await writeFile(kubeconfig, stdout, { mode: 0o600 });
  return { name, identity, kubeconfig };
}

async function tokenKubeconfig({ kubectl, kubeconfig }: Cluster): Promise<string> {
  const { stdout } = await kubectl([
    'create',
    'token',
    SERVICE_ACCOUNT.name,
    '--namespace',
    SERVICE_ACCOUNT.namespace,
  ]);
  const admin = load(await readFile(kubeconfig, 'utf8')) as Record<string, unknown> & {
    clusters: { name: string }[];
  };
  const context = { cluster: admin.clusters[0]?.name, user: 'nobody' };
  return dump({
    ...admin,
    users: [{ name: 'nobody', user: { token: stdout.trim() } }],
    contexts: [{ name: 'nobody', context }],
    'current-context': 'nobody',
  });
}
