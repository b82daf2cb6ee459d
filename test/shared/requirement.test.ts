import { describe, expect, it } from '@jest/globals';
import {
  command,
  complete,
  controlPlaneFile,
  distinctRequirements,
  files,
  getNamed,
  getUrl,
  hostCommand,
  list,
  listAll,
  permission,
  requirementsText,
  WHOLE_CLUSTER,
} from '../../src/shared/requirement.ts';
import type { Requirement } from '../../src/shared/requirement.ts';

describe('a requirement', () => {
  it.each<[Requirement, Requirement]>([
    [
      list('nodes'),
      {
        kind: 'permission',
        rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
        text: 'list nodes',
      },
    ],
    [
      list('leases.coordination.k8s.io', 'kube-system'),
      {
        kind: 'permission',
        rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['list'] }],
        namespace: 'kube-system',
        text: 'list leases.coordination.k8s.io in kube-system',
      },
    ],
    [
      listAll('pods'),
      {
        kind: 'permission',
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
        text: 'list pods in all namespaces',
      },
    ],
    [
      getNamed('configmaps', 'coredns', 'kube-system'),
      {
        kind: 'permission',
        rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['coredns'], verbs: ['get'] }],
        namespace: 'kube-system',
        text: 'get configmaps/coredns in kube-system',
      },
    ],
    [
      getUrl('/metrics', 'of every API server'),
      {
        kind: 'permission',
        rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
        detail: 'of every API server',
        text: 'get /metrics of every API server',
      },
    ],
    [
      permission(
        [
          { verb: 'list', group: 'apps', resource: 'deployments' },
          { verb: 'list', group: 'batch', resource: 'cronjobs' },
        ],
        { as: 'deployments and cronjobs' },
      ),
      {
        kind: 'permission',
        rules: [
          { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
          { apiGroups: ['batch'], resources: ['cronjobs'], verbs: ['list'] },
        ],
        text: 'list deployments and cronjobs',
      },
    ],
    [WHOLE_CLUSTER, { kind: 'flag', flag: '-n', leaveOut: true, text: 'run without -n' }],
    [
      complete(['pods', 'nodes']),
      {
        kind: 'flag',
        flag: '--complete',
        resources: ['pods', 'nodes'],
        text: '--complete, if the files contain all pods, nodes',
      },
    ],
    [
      files(['pods', 'nodes']),
      {
        kind: 'files',
        resources: ['pods', 'nodes'],
        text: 'pods, nodes in the files (kubectl get pods,nodes -A -o yaml)',
      },
    ],
    [
      command('kubectl get pods -A', { after: ', and look at those of cni' }),
      {
        kind: 'command',
        command: 'kubectl get pods -A',
        on: 'workstation',
        text: 'kubectl get pods -A, and look at those of cni',
      },
    ],
    [
      hostCommand('etcdctl version'),
      { kind: 'command', command: 'etcdctl version', on: 'host', text: 'etcdctl version' },
    ],
    [
      controlPlaneFile('/etc/a.yaml'),
      {
        kind: 'host',
        host: 'control-plane',
        file: '/etc/a.yaml',
        text: 'read /etc/a.yaml on the control plane host',
      },
    ],
  ])('%# contains data for programs and a text', (made, expected) => {
    expect(made).toEqual(expected);
  });

  it('occurs once per text, in the order of the first', () => {
    const all = distinctRequirements([list('pods'), list('nodes'), list('pods')]);
    expect(requirementsText(all)).toBe('list pods, list nodes');
  });
});
