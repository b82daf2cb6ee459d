import { describe, expect, it } from '@jest/globals';
import { kindOf, normalisePath } from '../../src/checks/helpers/host-paths.ts';
import { listed, lowered } from '../../src/checks/helpers/objects.ts';
import { selects } from '../../src/checks/helpers/selectors.ts';

describe('paths of the node', () => {
  it.each([
    ['/', '/'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['//etc//kubernetes/', '/etc/kubernetes'],
    ['/srv/../../etc/./kubernetes', '/etc/kubernetes'],
    ['/var/running', '/var/running'],
  ])('%s is %s', (path, plain) => {
    expect(normalisePath(path)).toBe(plain);
  });

  it.each([
    ['/', 'control-plane'],
    ['/etc', 'control-plane'],
    ['/etc/kubernetes/pki/ca.key', 'control-plane'],
    ['/etc/kubernetes-docs', 'sensitive'],
    ['/var/lib', 'control-plane'],
    ['/var/lib/kubelet', 'control-plane'],
    ['/var/lib/kubelet/pods', 'sensitive'],
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
    ['/mnt', 'plain'],
    ['/srv/kubernetes-docs', 'plain'],
    ['/data', 'plain'],
    ['/opt/local-path-provisioner', 'plain'],
  ])('%s is %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});

describe('label selectors', () => {
  const labels = { team: 'shop', 'kubernetes.io/metadata.name': 'kube-system' };
  it.each([
    [undefined, true],
    [[], true],
    [['team=shop'], true],
    [['team=other'], false],
    [['team=shop', 'stage=prod'], false],
    [['kubernetes.io/metadata.name NotIn kube-system,policy'], false],
    [['kubernetes.io/metadata.name In kube-public,kube-system'], true],
    [['inject NotIn disabled'], true],
    [['inject Exists'], false],
    [['inject DoesNotExist'], true],
    // Nothing may be claimed of what is not understood.
    [['team Gt 3'], false],
  ])('%j: %s', (selector, picked) => {
    expect(selects(selector, labels)).toBe(picked);
  });

  it('takes the value after the first equals sign', () => {
    expect(selects(['key=a=b'], { key: 'a=b' })).toBe(true);
  });
});

describe('severities', () => {
  it('never go below low by context, and never up', () => {
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
  it('say how many are left out', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      '',
      'a',
      'a, b, c',
      'a, b, c and 2 more',
    ]);
  });
});
