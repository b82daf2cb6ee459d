/**
 * Paths of a node that are more than data, by the layouts of kubeadm and the distributions. As of 2026-12-01; sources: manifests and
 * documentation of the projects; for k3s and RKE2 https://docs.rke2.io/architecture and the configuration references, for k0s
 * https://docs.k0sproject.io/head/directories/, for Talos https://github.com/siderolabs/talos (pkg/machinery/constants), for IBM Cloud
 * https://cloud.ibm.com/docs/containers, for MicroShift https://github.com/openshift/microshift (docs/user), for BOSH (TKGI, CFCR)
 * https://github.com/cloudfoundry-incubator/kubo-release (jobs), for Kubespray https://github.com/kubernetes-sigs/kubespray
 * (etcd_cert_dir), for Bottlerocket https://github.com/bottlerocket-os/bottlerocket, for feature files
 * https://github.com/kubernetes-sigs/node-feature-discovery, for Rancher's agent https://github.com/rancher/system-agent, for snapd
 * https://snapcraft.io/docs/snapd-api, for containerd https://github.com/containerd/containerd (docs), for csi-proxy
 * https://kubernetes-csi.github.io/docs/csi-proxy.html. Unverified: the directories below /var/vcap/data, which BOSH links to, RKE's
 * /opt/rke, and RKE2's /opt/rke2. Lower case: Windows ignores case, and on Linux no host has two of these.
 */
export const asOf = '2026-12-01';

/** What a path of the node contains for a workload that mounts it. */
export type NodePathKind =
  /** Keys, data and state of the control plane and the kubelet. */
  | 'keys'
  /** A client of a container runtime can run any program on the node; a read-only mount does not prevent that. */
  | 'socket'
  /** Write access leads to the node, or to data of other pods there. */
  | 'sensitive'
  /** Read access does the same. */
  | 'secret'
  /** Public facts of a host that programs read from its files. */
  | 'harmless'
  /** Among keys, but none: programs that the node runs or calls. */
  | 'plugins'
  /** Among keys, but none: data. */
  | 'data';

export interface NodePath {
  path: string;
  kind: NodePathKind;
  /** The directories above it contain arbitrary data on other hosts: they are no evidence of it. */
  alone?: true;
}

const rows = (kind: NodePathKind, paths: readonly string[], alone?: true): NodePath[] =>
  paths.map((path) => ({ path, kind, ...(alone && { alone }) }));

/** The same path in each of several directories. */
const under = (bases: readonly string[], names: readonly string[]): string[] =>
  bases.flatMap((base) => names.map((name) => `${base}/${name}`));

/** The directories of k3s and RKE2, which is made of it, unless --data-dir names another. */
export const rancherDirectories: readonly string[] = ['/var/lib/rancher/k3s', '/var/lib/rancher/rke2'];

/** A path has the kind of the row that it is in, or that is below it: a directory includes its content. */
export const nodePaths: readonly NodePath[] = [
  ...rows('keys', [
    '/etc/kubernetes',
    '/etc/srv/kubernetes',
    '/etc/rancher',
    // Talos: keys, the host's configuration with its CAs, and the sockets of its API and of its own containerd.
    '/system/run',
    '/system/secrets',
    '/system/state',
    '/var/lib/etcd',
    '/var/lib/k0s/db',
    '/var/lib/k0s/etcd',
    '/var/lib/k0s/kubelet.conf',
    '/var/lib/k0s/kubelet/pki',
    '/var/lib/k0s/manifests',
    '/var/lib/k0s/pki',
    // Kubeconfigs of "the hard way" and of kOps.
    ...under(['/var/lib'], ['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler']),
    '/var/lib/kubelet/kubeconfig',
    '/var/lib/kubelet/pki',
    // "Kubernetes the hard way", and clusters based on it.
    '/var/lib/kubernetes',
    '/var/lib/microshift',
    '/var/lib/microshift-backups',
    '/var/lib/minikube/certs',
    '/var/lib/minikube/etcd',
    // A kubelet runs every file among its static pods, privileged or not, without admission.
    ...under(rancherDirectories, [
      'agent/client-*',
      'agent/k3scontroller.kubeconfig',
      'agent/kubelet.kubeconfig',
      'agent/kubeproxy.kubeconfig',
      'agent/pod-manifests',
      'agent/rke2controller.kubeconfig',
      'agent/serving-kubelet.key',
      'server',
    ]),
    // Canonical Kubernetes.
    '/var/snap/k8s/common/var/lib',
    '/var/snap/microk8s/current',
    // BOSH: the jobs of the control plane and of the kubelet with their keys, and the disk of etcd.
    '/var/vcap/data/jobs/etcd',
    '/var/vcap/data/jobs/kube*',
    '/var/vcap/jobs/etcd',
    '/var/vcap/jobs/kube*',
    '/var/vcap/store/etcd',
  ]),
  // Kubespray, kops: keys, and the volumes of etcd (`/mnt/master-vol-ID`); RKE: snapshots of etcd.
  ...rows('keys', ['/etc/ssl/etcd', '/srv/kubernetes', '/mnt/master-vol-*', '/opt/rke'], true),
  ...rows('socket', [
    // Named pipes of Windows nodes.
    '/pipe/containerd-containerd',
    '/pipe/docker_engine',
    // The API that configures Bottlerocket.
    '/run/api.sock',
    '/run/balena-engine.sock',
    '/run/buildkit/buildkitd.sock',
    '/run/containerd/containerd.sock',
    '/run/containerd/containerd.sock.ttrpc',
    '/run/cri-dockerd.sock',
    '/run/crio/crio.sock',
    '/run/docker.sock',
    // The Docker daemon starts its own containerd where the system has none.
    '/run/docker/containerd/containerd.sock',
    '/run/dockershim.sock',
    '/run/host-containerd/containerd.sock',
    '/run/incus/unix.socket',
    '/run/isulad.sock',
    '/run/k0s/containerd.sock',
    '/run/k3s/containerd/containerd.sock',
    '/run/lxd.socket',
    // Plugins of the runtime change every container before it starts.
    '/run/nri/nri.sock',
    '/run/podman/podman.sock',
    '/system/run/containerd/containerd.sock',
    '/system/run/machined/machine.sock',
    '/var/lib/incus/unix.socket',
    '/var/lib/lxd/unix.socket',
    '/var/snap/lxd/common/lxd/unix.socket',
    '/var/snap/microk8s/common/run/containerd.sock',
    '/var/vcap/data/sys/run/containerd/containerd.sock',
    '/var/vcap/data/sys/run/docker/docker.sock',
    '/var/vcap/sys/run/containerd/containerd.sock',
    '/var/vcap/sys/run/docker/docker.sock',
  ]),
  ...rows('secret', [
    // The storage of a Windows node: whoever connects formats disks, mounts shares and stops services (csi-proxy, API groups disk, smb, system).
    '/pipe/csi-proxy-*',
    // Daemons of root that execute privileged operations for any client: to connect, read access is enough.
    '/run/dbus/system_bus_socket',
    '/run/libvirt/libvirt-sock',
    '/run/libvirt/virtqemud-sock',
    '/run/snapd.socket',
    '/run/systemd/private',
    // The agent by which Rancher runs commands on the node: its credentials, and the commands.
    '/var/lib/rancher/agent',
    // Azure's agent: certificates with their keys, and protected settings of extensions.
    '/var/lib/waagent',
    // Tokens and Secrets of every pod of the node.
    '/var/lib/k0s/kubelet/pods',
    '/var/lib/kubelet/pods',
    '/var/snap/microk8s/common/var/lib/kubelet/pods',
    '/var/vcap/data/kubelet/pods',
  ]),
  // IBM Cloud: the kubelet's directory, and below it data of pods.
  ...rows('secret', ['/var/data/kubelet/pods'], true),
  ...rows('sensitive', ['/var/data/kubelet', '/var/data/cripersistentstorage'], true),
  ...rows('sensitive', [
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/lib64',
    '/opt/bin',
    '/opt/cni',
    // Programs that containerd finds first, and those that it starts as plugins (containerd docs/managed-opt.md, docs/NRI.md).
    '/opt/containerd',
    '/opt/nri',
    '/opt/rke2',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/sys',
    '/system',
    '/usr',
    '/var/lib/cloud',
    '/var/lib/containerd',
    '/var/lib/containers',
    '/var/lib/docker',
    // Programs, and the images and containers of the runtime.
    ...under(['/var/lib/k0s'], ['bin', 'containerd', 'images', 'kubelet', 'kubelet-config.yaml']),
    '/var/lib/kubelet',
    '/var/lib/rancher/credentialprovider',
    ...under(rancherDirectories, ['agent/containerd', 'agent/etc', 'agent/images', 'bin', 'data']),
    '/var/log',
    '/var/snap/microk8s/common/var/lib/kubelet',
    '/var/spool/cron',
    '/var/vcap/data/kubelet',
    // Windows nodes; the first is the kubelet's directory of some clouds.
    '/k',
    '/program files',
    '/programdata',
    '/users',
    '/windows',
    // Their short names.
    '/progra~*',
    '/window~*',
  ]),
  ...rows('plugins', [
    // OpenShift: network configuration.
    '/etc/kubernetes/cni',
    '/etc/kubernetes/kubelet-plugins',
    '/etc/kubernetes/secrets-store-csi-providers',
    '/etc/kubernetes/volumeplugins',
  ]),
  ...rows('data', ['/etc/kubernetes/node-feature-discovery']),
  ...rows('harmless', [
    '/etc/ca-certificates',
    '/etc/hostname',
    '/etc/hosts',
    '/etc/localtime',
    '/etc/machine-id',
    '/etc/os-release',
    '/etc/pki/ca-trust',
    '/etc/pki/tls/certs',
    '/etc/resolv.conf',
    '/etc/ssl/certs',
    '/etc/timezone',
    '/lib/modules',
    '/usr/lib/os-release',
    '/usr/local/share/ca-certificates',
    '/usr/share/ca-certificates',
    '/usr/share/zoneinfo',
    // Write access allows scripts that root runs when packages change.
    '/var/lib/dpkg',
    '/var/lib/rpm',
  ]),
];

/** Directories of kubelets, with the plugins and the volumes of pods in them. */
export const kubeletDirectories: readonly string[] = [
  '/var/data/kubelet',
  '/var/lib/k0s/kubelet',
  '/var/lib/kubelet',
  '/var/snap/k8s/common/var/lib/kubelet',
  '/var/snap/microk8s/common/var/lib/kubelet',
  '/var/vcap/data/kubelet',
];
/** Keys in each of them. */
export const kubeletKeys: readonly string[] = ['kubeconfig', 'pki'];

/**
 * Certificates without their keys, and public keys: every pod gets the first of them as kube-root-ca.crt. Only root of the node creates
 * such a file.
 */
export const publicKeyFiles: readonly RegExp[] = [
  /^\/etc\/kubernetes\/(?:pki|ssl)\/(?:etcd\/)?[^/]+\.(?:crt|pub)$/,
  /^\/var\/lib\/(?:k0s\/pki|minikube\/certs)\/(?:etcd\/)?[^/]+\.(?:crt|pub)$/,
  /^\/var\/lib\/kubelet\/pki\/[^/]+\.crt$/,
  /^\/var\/lib\/rancher\/(?:k3s|rke2)\/(?:agent|server\/tls(?:\/etcd)?)\/[^/]+\.crt$/,
];

/** Names of the runtimes' sockets, in any directory. */
export const runtimeSocketNames: ReadonlySet<string> = new Set([
  'balena-engine.sock',
  'buildkitd.sock',
  'containerd.sock',
  'containerd.sock.ttrpc',
  'cri-dockerd.sock',
  'crio.sock',
  'docker.sock',
  'dockershim.sock',
  'isulad.sock',
  'nri.sock',
  'podman.sock',
]);
