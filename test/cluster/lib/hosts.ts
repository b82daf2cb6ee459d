import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterError } from './errors.ts';
import { run, sleep, startDetached, until } from './process.ts';
import type { Ran, RunOptions } from './process.ts';
import type { ClusterState, HostState } from './state.ts';

/** Part of the command line of each host's first process, so that a host can be found without its state file. */
const MARK = 'archmap-host';

/** Folders of the machine that each host replaces with its own. */
export const PRIVATE_FOLDERS = [
  '/etc/kubernetes',
  '/var/lib/etcd',
  '/var/lib/kubelet',
  '/var/log',
  '/usr/libexec/kubernetes',
] as const;

/**
 * The first process of a host, in its own namespaces (network, mounts, host name, processes). When it ends, the kernel
 * ends everything in the host and removes its network and mounts: no separate cleanup is needed. It starts the container
 * runtime, then a kubelet as soon as kubeadm has written its configuration, and again whenever that ends. The kubelet
 * gets no address by DHCP and no default route: no traffic leaves the host.
 */
const INIT = `
set -u
dir=$1 name=$2 ip=$3
echo "$name" >/proc/sys/kernel/hostname
for folder in ${PRIVATE_FOLDERS.join(' ')}; do mount --bind "$dir/root$folder" "$folder" || exit 1; done
mount --bind "$dir/root/etc/hosts" /etc/hosts || exit 1
touch "$dir/mounted"
until ip -4 addr show dev eth0 2>/dev/null | grep -q "$ip"; do sleep 0.05; done
(while :; do proccri "$dir/cri.sock"; sleep 1; done) >>"$dir/proccri.log" 2>&1 &
(
  until [ -s /var/lib/kubelet/config.yaml ] && [ -s /var/lib/kubelet/kubeadm-flags.env ]; do sleep 0.1; done
  # A variant may take the kubelet away.
  until [ -e "$dir/no-kubelet" ]; do
    . /var/lib/kubelet/kubeadm-flags.env
    kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf \\
      --config=/var/lib/kubelet/config.yaml --node-ip="$ip" --hostname-override="$name" $KUBELET_KUBEADM_ARGS &
    echo $! >"$dir/kubelet.pid"
    wait $!
    sleep 0.5
  done
) >>"$dir/kubelet.log" 2>&1 &
while :; do wait -n || sleep 1; done
`;

/** Starts a host: its folders, namespaces and network. Returns when its container runtime responds. */
export async function startHost(
  cluster: ClusterState,
  host: Omit<HostState, 'pid'>,
  env: NodeJS.ProcessEnv,
): Promise<HostState> {
  const dir = join(cluster.dir, host.name);
  for (const folder of PRIVATE_FOLDERS)
    await mkdir(join(dir, 'root', folder), { recursive: true, mode: 0o700 });
  await writeFile(join(dir, 'root/etc/hosts'), `127.0.0.1 localhost\n${host.ip} ${host.name}\n`);
  const namespaces = [
    '--net',
    '--mount',
    '--uts',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'slave',
  ];
  const log = join(dir, 'init.log');
  const pid = startDetached(
    'unshare',
    [...namespaces, 'bash', '-c', INIT, MARK, dir, host.name, host.ip],
    log,
    env,
  );
  await until(
    `host ${host.name} has its mounts`,
    async () => (existsSync(join(dir, 'mounted')) ? true : undefined),
    { timeoutMs: 20_000, everyMs: 20, log },
  );
  await connect(cluster, host, pid);
  await until(
    `the container runtime of ${host.name} answers`,
    async () => (existsSync(join(dir, 'cri.sock')) ? true : undefined),
    {
      timeoutMs: 60_000,
      everyMs: 50,
      log: join(dir, 'proccri.log'),
    },
  );
  return { ...host, pid };
}

/** A veth pair from the host to the bridge. It is removed with the host's network namespace. */
async function connect(
  { bridge }: ClusterState,
  { cable, ip }: Omit<HostState, 'pid'>,
  pid: number,
): Promise<void> {
  await run('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid)]);
  await run('ip', ['link', 'set', cable, 'master', bridge, 'up']);
  const inside = (...args: string[]) => run('nsenter', ['--target', String(pid), '--net', 'ip', ...args]);
  await inside('link', 'set', 'lo', 'up');
  await inside('link', 'set', 'eth0', 'up');
  await inside('addr', 'add', `${ip}/24`, 'dev', 'eth0');
}

export async function addBridge({ bridge, gateway }: ClusterState): Promise<void> {
  await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
  await run('ip', ['addr', 'add', `${gateway}/24`, 'dev', bridge]);
  await run('ip', ['link', 'set', bridge, 'up']);
}

/** The kernel removes a veth pair some time after its host ends: a new host of that name would find the old one's. */
export async function removeCables(prefix: string): Promise<void> {
  for (const cable of (await readdir('/sys/class/net')).filter((name) => name.startsWith(prefix))) {
    // Already removed is fine.
    await run('ip', ['link', 'del', cable], { accept: 'any' });
  }
}

export async function removeBridge(bridge: string): Promise<void> {
  if (existsSync(`/sys/class/net/${bridge}`)) await run('ip', ['link', 'del', bridge]);
}

/** Runs a program inside a host. */
export async function inHost(
  host: HostState,
  command: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  return run('nsenter', [...(await entrance(host)), ...command], options);
}

/** Starts a program inside a host; it ends with the host. */
export async function startInHost(
  host: HostState,
  command: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  startDetached('nsenter', [...(await entrance(host)), ...command], log, env);
}

/** nsenter instead of `ip netns exec`, which remounts /sys and so hides the cgroups from the kubelet. */
async function entrance(host: HostState): Promise<string[]> {
  const init = await firstProcess(host.pid);
  return ['--target', String(init), '--net', '--mount', '--uts', '--pid', '--'];
}

/** The host's process 1 as seen from outside: the only child of the `unshare` that holds the namespaces. */
async function firstProcess(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const child = Number(text.trim().split(' ')[0]);
  if (!(child > 0))
    throw new ClusterError(`host with process ${pid} is not running`, 'npm run cluster -- down, then up');
  return child;
}

export async function isRunning(host: HostState): Promise<boolean> {
  return (await commandLine(host.pid)).includes(MARK);
}

/**
 * Ends every host whose folder is in `dir`, and waits until the kernel has removed them. Found by the mark in their
 * command lines, so that hosts of a killed run, or of one whose folder was removed, end too.
 */
export async function endHosts(dir: string): Promise<number> {
  const pids = await hostsIn(dir);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
  const end = Date.now() + 20_000;
  while ((await hostsIn(dir)).length > 0) {
    if (Date.now() > end)
      throw new ClusterError('hosts do not end', `look at processes with ${MARK} in their command line`);
    await sleep(50);
  }
  return pids.length;
}

async function hostsIn(dir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const lines = await Promise.all(pids.map(commandLine));
  return pids.filter((_, index) => {
    const line = lines[index] ?? [];
    const at = line.indexOf(MARK);
    return at >= 0 && (line[at + 1] ?? '').startsWith(`${dir}/`);
  });
}

async function commandLine(pid: number): Promise<string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
}
