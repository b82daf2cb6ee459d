import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Cluster } from './cluster.ts';
import { ClusterError } from './errors.ts';
import { inHost } from './hosts.ts';
import { HERE } from './paths.ts';
import { run, until } from './process.ts';
import { archmap } from './program.ts';

/**
 * Users of the program in the tests. `admin`, `reader` (the role that `rbac` prints), `viewer` and `nobody` are typical users,
 * `kubelets` has the role of `rbac --kubelet` and uses `--kubelet`; the others see the control plane through one data source
 * only.
 */
export const USERS = [
  'admin',
  'reader',
  'kubelets',
  'viewer',
  'nobody',
  'by-pods',
  'by-flagz',
  'by-metrics',
] as const;
export type UserName = (typeof USERS)[number];

export interface User {
  name: UserName;
  /** User name in the API server's audit log. */
  identity: string;
  /** Path of a kubeconfig that contains this user only. */
  kubeconfig: string;
}

/** The ServiceAccount without any binding; see users.yaml. */
const SERVICE_ACCOUNT = { namespace: 'default', name: 'nobody' };

/** Creates the users, with real client certificates and a real token, and the roles of `users.yaml`. */
export async function makeUsers(cluster: Cluster): Promise<Record<UserName, User>> {
  await cluster.kubectl(['apply', '-f', join(HERE, 'users.yaml')]);
  await bindOwnRole(cluster, 'reader', []);
  await bindOwnRole(cluster, 'kubelets', ['--kubelet']);
  const made = await Promise.all(USERS.map(async (name) => [name, await makeUser(cluster, name)] as const));
  const users = Object.fromEntries(made) as Record<UserName, User>;
  // A controller aggregates the role `view` from others, some seconds after the start.
  await until('the role "view" has its rules', () => canListPods(cluster, users.viewer), {
    timeoutMs: 60_000,
    everyMs: 500,
  });
  return users;
}

/** The role that the program prints, bound to one of the users. */
async function bindOwnRole(cluster: Cluster, user: UserName, args: readonly string[]): Promise<void> {
  const { stdout, stderr, code } = await archmap(cluster.kubeconfig, ['rbac', ...args]);
  if (code !== 0) throw new ClusterError(`kubectl archmap rbac ended with ${code}`, stderr.trim());
  const role = load(stdout) as { metadata: { name: string } };
  role.metadata.name = `archmap-own-${user}`;
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: role.metadata.name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.metadata.name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: `archmap-${user}` }],
  };
  const file = join(cluster.state.dir, `role-${user}.yaml`);
  await writeFile(file, `${dump(role)}---\n${dump(binding)}`);
  await cluster.kubectl(['apply', '-f', file]);
}

async function canListPods({ binaries }: Cluster, { kubeconfig }: User): Promise<true | undefined> {
  const question = ['auth', 'can-i', 'list', 'pods', '--all-namespaces'];
  const { code } = await run(binaries.kubectl, ['--kubeconfig', kubeconfig, ...question], { accept: [0, 1] });
  return code === 0 ? true : undefined;
}

async function makeUser(cluster: Cluster, name: UserName): Promise<User> {
  const kubeconfig = join(cluster.state.dir, `user-${name}.conf`);
  if (name === 'nobody') {
    await writeFile(kubeconfig, await tokenKubeconfig(cluster, SERVICE_ACCOUNT), { mode: 0o600 });
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

/** A kubeconfig with a token of a ServiceAccount, valid for a day. */
export async function tokenKubeconfig(
  { kubectl, kubeconfig }: Cluster,
  account: { namespace: string; name: string },
): Promise<string> {
  const { stdout } = await kubectl([
    'create',
    'token',
    account.name,
    '--namespace',
    account.namespace,
    '--duration=24h',
  ]);
  const admin = load(await readFile(kubeconfig, 'utf8')) as Record<string, unknown> & {
    clusters: { name: string }[];
  };
  const context = { cluster: admin.clusters[0]?.name, user: account.name };
  return dump({
    ...admin,
    users: [{ name: account.name, user: { token: stdout.trim() } }],
    contexts: [{ name: account.name, context }],
    'current-context': account.name,
  });
}
