import { cp, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { KUBERNETES_VERSION } from './binaries.ts';
import { inHost } from './hosts.ts';
import type { ClusterState, HostState } from './state.ts';
import type { Variant } from './variants.ts';
import { merge } from './variants.ts';

/** Both are made up, and the cluster exists on this machine only. */
const BOOTSTRAP_TOKEN = 'abcdef.0123456789abcdef';
const CERTIFICATE_KEY = '0'.repeat(63) + '1';

export const ADMIN_CONF = 'admin.conf';

/** The first control-plane host: an unmodified `kubeadm init` with the variant's settings. */
export async function kubeadmInit(
  cluster: ClusterState,
  host: HostState,
  variant: Variant,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await copyFiles(cluster, host, variant);
  const init = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: host.ip, bindPort: 6443 },
    nodeRegistration: registration(cluster, host),
    ...patches(host, variant),
    certificateKey: CERTIFICATE_KEY,
    bootstrapTokens: [
      {
        token: BOOTSTRAP_TOKEN,
        ttl: '24h0m0s',
        usages: ['signing', 'authentication'],
        groups: ['system:bootstrappers:kubeadm:default-node-token'],
      },
    ],
  };
  const clusterConfiguration = merge(
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: KUBERNETES_VERSION,
      clusterName: 'archmap-test',
      controlPlaneEndpoint: `${host.ip}:6443`,
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16' },
    },
    variant.cluster,
  );
  const config = join(cluster.dir, host.name, 'init.yaml');
  await writeFile(
    config,
    [merge(init, variant.init), clusterConfiguration, merge(KUBELET, variant.kubelet)]
      .map((document) => dump(document))
      .join('---\n'),
  );
  await inHost(
    host,
    ['kubeadm', 'init', '--config', config, '--upload-certs', '--ignore-preflight-errors=all'],
    { env },
  );
  await cp(join(cluster.dir, host.name, 'root/etc/kubernetes/admin.conf'), join(cluster.dir, ADMIN_CONF));
}

/** Another host. Joins by file, not by token: a hardened API server denies the anonymous request for cluster-info. */
export async function kubeadmJoin(
  cluster: ClusterState,
  host: HostState,
  variant: Variant,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (host.role === 'control-plane') await copyFiles(cluster, host, variant);
  const join_ = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    nodeRegistration: registration(cluster, host),
    ...patches(host, variant),
    discovery: {
      file: { kubeConfigPath: join(cluster.dir, ADMIN_CONF) },
      tlsBootstrapToken: BOOTSTRAP_TOKEN,
    },
    ...(host.role === 'control-plane' && {
      controlPlane: {
        localAPIEndpoint: { advertiseAddress: host.ip, bindPort: 6443 },
        certificateKey: CERTIFICATE_KEY,
      },
    }),
  };
  const config = join(cluster.dir, host.name, 'join.yaml');
  await writeFile(config, dump(join_));
  await inHost(host, ['kubeadm', 'join', '--config', config, '--ignore-preflight-errors=all'], { env });
}

function registration(cluster: ClusterState, host: HostState) {
  return { name: host.name, criSocket: `unix://${join(cluster.dir, host.name, 'cri.sock')}` };
}

/**
 * kubeadm's own patches, for hosts that differ from the others:
 * https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/control-plane-flags/#patches
 */
function patches(host: HostState, variant: Variant): { patches?: { directory: string } } {
  const directory = join(variant.patches, host.name);
  return existsSync(directory) ? { patches: { directory } } : {};
}

async function copyFiles(cluster: ClusterState, host: HostState, variant: Variant): Promise<void> {
  if (existsSync(variant.files))
    await cp(variant.files, join(cluster.dir, host.name, 'root/etc/kubernetes/files'), { recursive: true });
}

/**
 * Kubelet settings for a host that is only a set of namespaces: no own cgroups (an empty list for
 * enforceNodeAllocatable would be dropped on the way, hence `none`), no local storage isolation, and some kernel
 * settings are optional.
 */
const KUBELET = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  failCgroupV1: false,
  cgroupsPerQOS: false,
  enforceNodeAllocatable: ['none'],
  cgroupDriver: 'cgroupfs',
  failSwapOn: false,
  localStorageCapacityIsolation: false,
  featureGates: { KubeletInUserNamespace: true },
};
