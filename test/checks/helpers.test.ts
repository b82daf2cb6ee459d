import { describe, expect, it } from '@jest/globals';
import { normalizePath, pathMeaning } from '../../src/checks/helpers/host-paths.ts';
import { listed, lowered } from '../../src/checks/helpers/objects.ts';

describe('paths of the node', () => {
  it.each([
    ['/', '/'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['//etc//kubernetes/', '/etc/kubernetes'],
    ['/srv/../../etc/./kubernetes', '/etc/kubernetes'],
    ['/var/running', '/var/running'],
    ['/proc/1/root/etc/kubernetes', '/etc/kubernetes'],
    ['/proc/self/cwd', '/'],
    ['/proc/1/task/1/root/var/run', '/run'],
    ['/proc/1/root/proc/1/root/etc', '/etc'],
    ['/proc/1/rooted', '/proc/1/rooted'],
    ['/data/proc/1/root', '/data/proc/1/root'],
    ['C:\\etc\\kubernetes', '/etc/kubernetes'],
    ['c:/var/lib', '/var/lib'],
    ['C:', '/'],
    ['\\\\.\\pipe\\docker_engine', '/pipe/docker_engine'],
    ['/c:/etc', '/c:/etc'],
    ['\\etc\\kubernetes', '/etc/kubernetes'],
    ['etc\\kubernetes', '/etc/kubernetes'],
    ['etc/kubernetes', '/etc/kubernetes'],
    ['C:\\etc.\\kubernetes ', '/etc/kubernetes'],
    ['\\\\?\\C:\\etc', '/etc'],
    ['\\\\.\\C:\\', '/'],
    ['\\\\localhost\\C$\\etc', '/etc'],
    ['\\\\?\\UNC\\localhost\\c$', '/'],
    ['\\\\?\\Volume{4c1b02c1-d990-11dc-99ae-806e6f6e6963}\\', '/'],
    ['\\\\server\\share\\x', '/server/share/x'],
    ['/sysroot', '/'],
    ['/sysroot/ostree/deploy/rhcos', '/'],
    ['/ostree', '/'],
    ['/ostree/deploy/rhcos/var/roothome', '/root'],
    ['/sysroot/ostree/deploy/fedora-coreos/deploy/0af1.0/etc', '/etc'],
    ['/proc/1/root/sysroot/ostree/deploy/rhcos/var/lib/etcd', '/var/lib/etcd'],
    ['/var/home/core', '/home/core'],
    ['/var/usrlocal/bin', '/usr/local/bin'],
    ['/var/mnt/data', '/mnt/data'],
    ['/var/homes', '/var/homes'],
  ])('%s is %s', (path, plain) => {
    expect(normalizePath(path)).toBe(plain);
  });

  it.each([
    ['/', 'control-plane'],
    ['/etc', 'control-plane'],
    ['/etc/kubernetes/pki/ca.key', 'control-plane'],
    ['/etc/kubernetes-docs', 'sensitive'],
    ['/var/lib', 'control-plane'],
    ['/var/lib/kubelet', 'control-plane'],
    ['/var/lib/kubelet/pods', 'secret'],
    ['/var/lib/kubelet/pods/0a/volumes', 'secret'],
    ['/var/lib/kubelet/plugins', 'sensitive'],
    ['/run/containerd', 'control-plane'],
    ['/run/xtables.lock', 'sensitive'],
    ['/etc/localtime', 'harmless'],
    ['/etc/ssl/certs/ca.pem', 'harmless'],
    ['/etc/ssl', 'sensitive'],
    ['/var/log/pods', 'sensitive'],
    ['/srv/kubernetes/kube-apiserver', 'control-plane'],
    ['/mnt/master-vol-0a1b2c', 'control-plane'],
    ['/var/lib/minikube/certs', 'control-plane'],
    ['/var/lib/k0s/manifests', 'control-plane'],
    ['/var/snap/microk8s/common/run', 'control-plane'],
    ['/srv', 'plain'],
    ['/opt', 'sensitive'],
    ['/var/spool', 'sensitive'],
    ['/etc/ssl/etcd/ssl', 'control-plane'],
    ['/etc/hostname', 'harmless'],
    ['/usr/local/share/ca-certificates', 'harmless'],
    ['/run/docker', 'control-plane'],
    ['/run/host-containerd', 'control-plane'],
    ['/ETC/Kubernetes', 'control-plane'],
    ['/PIPE/Docker_Engine', 'control-plane'],
    ['/mnt', 'plain'],
    ['/srv/kubernetes-docs', 'plain'],
    ['/var/lib/rancher/k3s/agent', 'control-plane'],
    ['/var/lib/rancher/k3s/agent/etc/cni/net.d', 'sensitive'],
    ['/var/lib/rancher/k3s/storage/pvc-1', 'plain'],
    ['/pipe/containerd-containerd', 'control-plane'],
    ['/Windows/System32', 'sensitive'],
    ['/k', 'sensitive'],
    ['/kafka', 'plain'],
    ['/data', 'plain'],
    ['/opt/local-path-provisioner', 'plain'],
  ])('%s is %s', (path, kind) => {
    expect(pathMeaning({ systems: [], paths: [], kubelets: [] }).kindOf(path)).toBe(kind);
  });
});

describe('severities', () => {
  it('are only lowered by context, and not below low', () => {
    expect([
      lowered('critical'),
      lowered('critical', 2),
      lowered('medium', 3),
      lowered('low'),
      lowered('info'),
    ]).toEqual(['high', 'medium', 'low', 'low', 'info']);
  });
});

describe('lists of names', () => {
  it('include the number of omitted names', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      '',
      'a',
      'a, b, c',
      'a, b, c and 2 more',
    ]);
  });
});
