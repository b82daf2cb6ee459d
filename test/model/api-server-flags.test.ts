import { describe, expect, it } from '@jest/globals';
import type { FlagAnswer } from '../../src/model/types.ts';
import {
  apiServerLease,
  CONTROL_PLANE,
  identityHash,
  kubernetesSlice,
  modelOf,
  node,
  object,
  staticPod,
} from './support/cluster.ts';

const k3sNode = (name: string, ...words: readonly string[]) =>
  node(name, {
    kubelet: 'v1.37.2+k3s1',
    annotations: { 'k3s.io/node-args': JSON.stringify(words), 'k3s.io/hostname': name },
    addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
  });

const kubeadmConfig = (flag: string, value: string) =>
  object(
    'v1',
    'ConfigMap',
    'kubeadm-config',
    {
      data: {
        ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n  - name: ${flag}\n    value: "${value}"\n`,
      },
    },
    'kube-system',
  );

/** The value of each instance, its data source, and whether it was set. */
function reported(answer: FlagAnswer): unknown {
  if (!answer.known) return 'unknown';
  return answer.observations.map(({ instance, value, set, evidence }) => [
    instance,
    value,
    set,
    evidence.source,
  ]);
}

describe('which data source takes precedence', () => {
  it('is /flagz before the mirror pod, and both are reported if they differ', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2', flags: { 'anonymous-auth': 'true', profiling: 'false' } },
      apiServerLease('apiserver-a', 'cp-1'),
      staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=false', '--profiling=false']),
    ).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([['cp-1', 'true', true, 'flagz']]);
    expect(reported(apiServer.flag('profiling'))).toEqual([['cp-1', 'false', true, 'flagz']]);
    expect(apiServer.notes).toEqual([
      'cp-1: GET /flagz: --anonymous-auth=true, but pod kube-system/kube-apiserver-cp-1: --anonymous-auth=false',
    ]);
  });

  it('is the mirror pod before the node annotation of RKE2 or k3s', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2+k3s1' },
      k3sNode('server-1', 'server', '--kube-apiserver-arg', 'anonymous-auth=true'),
      staticPod('kube-apiserver', 'server-1', ['--anonymous-auth=false']),
    ).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([['server-1', 'false', true, 'pod']]);
    expect(apiServer.notes).toEqual([expect.stringContaining('(k3s.io/node-args): --anonymous-auth=true')]);
  });

  it('is the node annotation without other sources', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2+k3s1' },
      k3sNode('server-1', 'server', '--kube-apiserver-arg=anonymous-auth=true'),
    ).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([
      ['server-1', 'true', true, 'node-annotation'],
    ]);
  });

  it('is never the desired state in a ConfigMap', () => {
    const intent = kubeadmConfig('anonymous-auth', 'false');
    const alone = modelOf({ version: 'v1.37.2' }, intent).controlPlane.apiServer;
    expect(reported(alone.flag('anonymous-auth'))).toBe('unknown');
    const withPod = modelOf({ version: 'v1.37.2' }, intent, staticPod('kube-apiserver', 'cp-1', []))
      .controlPlane.apiServer;
    expect(reported(withPod.flag('anonymous-auth'))).toEqual([['cp-1', 'true', false, 'pod']]);
    expect(withPod.notes).toEqual([]);
  });

  it('is no pod without the kubelet fields: any pod may be named kube-apiserver', () => {
    const { metadata, ...rest } = staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=false']);
    const plain = {
      ...rest,
      metadata: { name: (metadata as { name: string }).name, namespace: 'kube-system' },
    };
    const elsewhere = staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=false'], {
      namespace: 'tenant-7',
    });
    for (const pod of [plain, elsewhere])
      expect(reported(modelOf({}, pod).controlPlane.apiServer.flag('anonymous-auth'))).toBe('unknown');
  });

  it.each([
    ['a list in brackets', { 'authorization-mode': '[Node,RBAC]' }, '--authorization-mode=Node,RBAC'],
    ['an empty list', { 'enable-admission-plugins': '[]' }, '--enable-admission-plugins='],
    ['another spelling of a boolean', { 'anonymous-auth': 'false' }, '--anonymous-auth=False'],
    ['a boolean as a digit', { profiling: 'true' }, '--profiling=1'],
  ])('is not contradicted by %s', (_, flags, argument) => {
    const { apiServer } = modelOf({ flags }, staticPod('kube-apiserver', 'cp-1', [argument])).controlPlane;
    expect(apiServer.notes).toEqual([]);
  });
});

describe('which data sources agree', () => {
  it.each([
    ['a duration', { 'event-ttl': '2h0m0s' }, '--event-ttl=2h'],
    ['a duration in other units', { 'request-timeout': '1m30s' }, '--request-timeout=90s'],
    ['a map in another order', { 'feature-gates': 'A=false,B=true' }, '--feature-gates=B=true,A=false'],
    ['a set in another order', { 'enable-admission-plugins': '[B,A]' }, '--enable-admission-plugins=A,B'],
    ['an empty value and the default', { 'tls-min-version': '' }, '--tls-min-version=VersionTLS12'],
    ['an unexpanded variable', { 'advertise-address': '10.0.0.1' }, '--advertise-address=$(POD_IP)'],
  ])('%s', (_, flags, argument) => {
    const { apiServer } = modelOf({ flags }, staticPod('kube-apiserver', 'cp-1', [argument])).controlPlane;
    expect(apiServer.notes).toEqual([]);
  });

  it.each([
    [
      'another order of authorizers',
      { 'authorization-mode': '[RBAC,Node]' },
      '--authorization-mode=Node,RBAC',
    ],
    ['another duration', { 'event-ttl': '2h0m0s' }, '--event-ttl=2m'],
    ['another gate', { 'feature-gates': 'A=false' }, '--feature-gates=A=true'],
  ])('not: %s', (_, flags, argument) => {
    const { apiServer } = modelOf({ flags }, staticPod('kube-apiserver', 'cp-1', [argument])).controlPlane;
    expect(apiServer.notes).toHaveLength(1);
  });

  it('reports one value where one server reports an empty value and another the default', () => {
    const { apiServer } = modelOf(
      {
        version: 'v1.37.2',
        flags: [{ instance: identityHash('apiserver-a'), flags: { 'tls-min-version': '' } }],
      },
      apiServerLease('apiserver-a', 'cp-1'),
      apiServerLease('apiserver-b', 'cp-2'),
      staticPod('kube-apiserver', 'cp-2', []),
    ).controlPlane;
    const answer = apiServer.flag('tls-min-version');
    expect(answer.known && answer.observations.map(({ value }) => value)).toEqual([
      'VersionTLS12',
      'VersionTLS12',
    ]);
  });
});

describe('how k3s merges its arguments', () => {
  it.each<[string, readonly string[], string, string, boolean]>([
    [
      'a list that is given twice is concatenated',
      ['enable-admission-plugins=NodeRestriction', 'enable-admission-plugins=AlwaysPullImages'],
      'enable-admission-plugins',
      'NodeRestriction,AlwaysPullImages',
      true,
    ],
    [
      'a given list replaces the default list',
      ['enable-admission-plugins=AlwaysPullImages'],
      'enable-admission-plugins',
      'AlwaysPullImages',
      true,
    ],
    [
      'an appended list keeps the default list',
      ['enable-admission-plugins+=AlwaysPullImages'],
      'enable-admission-plugins',
      'NodeRestriction,AlwaysPullImages',
      true,
    ],
    [
      'a list that is prepended to the default list',
      ['enable-admission-plugins-=AlwaysPullImages'],
      'enable-admission-plugins',
      'AlwaysPullImages,NodeRestriction',
      true,
    ],
    ['the last of several scalars', ['profiling=true', 'profiling=false'], 'profiling', 'false', true],
    ['a bare name is true', ['anonymous-auth'], 'anonymous-auth', 'true', true],
    ['dashes in front', ['--anonymous-auth=true'], 'anonymous-auth', 'true', true],
    ['no argument', [], 'enable-admission-plugins', 'NodeRestriction', false],
  ])('%s', (_, settings, flag, value, set) => {
    const words = settings.flatMap((setting) => ['--kube-apiserver-arg', setting]);
    const { apiServer } = modelOf({}, k3sNode('server-1', 'server', ...words)).controlPlane;
    expect(reported(apiServer.flag(flag))).toEqual([['server-1', value, set, 'node-annotation']]);
  });

  it('applies to RKE2, too, where its static pods are not observed', () => {
    const words = ['server', '--kube-apiserver-arg', 'anonymous-auth=true'];
    const server = node('server-1', {
      kubelet: 'v1.37.2+rke2r1',
      annotations: { 'rke2.io/node-args': JSON.stringify(words) },
    });
    const { apiServer } = modelOf({ 'permission-denied': ['pods'] }, server).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([
      ['server-1', 'true', true, 'node-annotation'],
    ]);
    expect(reported(apiServer.flag('profiling'))).toEqual([['server-1', 'false', false, 'node-annotation']]);
    // RKE2 profiles set these.
    expect(reported(apiServer.flag('audit-policy-file'))).toBe('unknown');
  });

  it('does not apply to a server that only runs etcd', () => {
    const { apiServer } = modelOf({}, k3sNode('etcd-1', 'server', '--disable-apiserver')).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toBe('unknown');
  });
});

describe('how a command line is read', () => {
  it.each([
    ['two arguments', ['--authorization-mode', 'Node,RBAC'], 'authorization-mode', 'Node,RBAC'],
    ['underscores', ['--authorization_mode=RBAC'], 'authorization-mode', 'RBAC'],
    ['the last of several scalars', ['--profiling=true', '--profiling=false'], 'profiling', 'false'],
    [
      'all of several lists',
      ['--authorization-mode=Node', '--authorization-mode=RBAC'],
      'authorization-mode',
      'Node,RBAC',
    ],
    ['a bare boolean', ['--profiling', '--v=2'], 'profiling', 'true'],
    [
      'an argument after a boolean, which is not its value',
      ['--anonymous-auth', 'false'],
      'anonymous-auth',
      'true',
    ],
    ['a boolean as formatted by Go', ['--anonymous-auth=False'], 'anonymous-auth', 'false'],
    ['a boolean as a digit', ['--anonymous-auth=0'], 'anonymous-auth', 'false'],
    ['a boolean as a letter', ['--profiling=t'], 'profiling', 'true'],
  ])('%s', (_, argv, name, value) => {
    const { apiServer } = modelOf({}, staticPod('kube-apiserver', 'cp-1', argv)).controlPlane;
    expect(reported(apiServer.flag(name))).toEqual([['cp-1', value, true, 'pod']]);
  });

  it('omits the launcher of the program', () => {
    const started = staticPod('kube-apiserver', 'cp-1', []);
    (started['spec'] as { containers: object[] }).containers[0] = {
      name: 'kube-apiserver',
      image: 'registry.k8s.io/kube-apiserver:v1.37.2',
      command: ['/go-runner'],
      args: ['--log-file=/var/log/x.log', '/usr/local/bin/kube-apiserver', '--profiling=false'],
    };
    const { apiServer } = modelOf({}, started).controlPlane;
    expect(reported(apiServer.flag('profiling'))).toEqual([['cp-1', 'false', true, 'pod']]);
    expect(reported(apiServer.flag('log-file'))).toBe('unknown');
  });

  it('assumes no default after a shell script: something else may set the flag', () => {
    const scripted = staticPod('kube-apiserver', 'cp-1', []);
    (scripted['spec'] as { containers: object[] }).containers[0] = {
      name: 'kube-apiserver',
      image: 'registry.k8s.io/kube-apiserver:v1.37.2',
      command: ['/bin/sh', '-c', 'exec kube-apiserver --profiling=false $EXTRA'],
    };
    const { apiServer } = modelOf({ version: 'v1.37.2' }, scripted).controlPlane;
    expect(reported(apiServer.flag('profiling'))).toEqual([['cp-1', 'false', true, 'pod']]);
    expect(reported(apiServer.flag('anonymous-auth'))).toBe('unknown');
  });
});

describe('a value that is a variable', () => {
  const scripted = (line: string) => {
    const created = staticPod('kube-apiserver', 'cp-1', []);
    (created['spec'] as { containers: object[] }).containers[0] = {
      name: 'kube-apiserver',
      image: 'registry.k8s.io/kube-apiserver:v1.37.2',
      command: ['/bin/sh', '-c', line],
    };
    return created;
  };

  it.each([
    ['of a shell', scripted('exec kube-apiserver --anonymous-auth=$ANON')],
    ['of a shell, in braces', scripted('exec kube-apiserver --anonymous-auth="${ANON:-true}"')],
    ['of a shell, by a command', scripted('exec kube-apiserver --anonymous-auth=`cat /anon`')],
    ['of the kubelet', staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=$(ANON)'])],
  ])('%s: the flag is set, its value is unknown', (_, pod) => {
    const { apiServer } = modelOf({ version: 'v1.37.2' }, pod).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toBe('unknown');
    expect(apiServer.anonymous.known).toBe(false);
  });

  it('comes from the next data source', () => {
    const { apiServer } = modelOf(
      { flags: { 'anonymous-auth': 'false' } },
      staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=$(ANON)']),
    ).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([['cp-1', 'false', true, 'flagz']]);
  });

  it('is literal if escaped for Kubernetes, or if a dollar sign ends a pattern', () => {
    const { apiServer } = modelOf(
      {},
      staticPod('kube-apiserver', 'cp-1', [
        '--oidc-groups-prefix=$$(x)',
        '--cors-allowed-origins=//a\\.example$',
      ]),
    ).controlPlane;
    expect(reported(apiServer.flag('oidc-groups-prefix'))).toEqual([['cp-1', '$$(x)', true, 'pod']]);
    expect(reported(apiServer.flag('cors-allowed-origins'))).toEqual([
      ['cp-1', '//a\\.example$', true, 'pod'],
    ]);
  });
});

describe('defaults by version', () => {
  it.each([
    ['v1.35.9', 'audit-log-maxage', '0'],
    ['v1.36.0', 'audit-log-maxage', '366'],
    ['v1.37.2-gke.100', 'audit-log-maxbackup', '100'],
    ['v1.37.2', 'anonymous-auth', 'true'],
    ['v1.24.0', 'authorization-mode', 'AlwaysAllow'],
    ['v1.37.2', 'tls-min-version', 'VersionTLS12'],
  ])('%s: --%s is %s', (version, flag, value) => {
    const { apiServer } = modelOf({ version }, staticPod('kube-apiserver', 'cp-1', [])).controlPlane;
    const answer = apiServer.flag(flag);
    expect(reported(answer)).toEqual([['cp-1', value, false, 'pod']]);
    expect(answer.known && answer.observations[0]?.evidence.confidence).toBe('default');
  });

  it('are unknown where they changed and the version is unknown', () => {
    const bare = staticPod('kube-apiserver', 'cp-1', [], { image: 'mirror.example/kube-apiserver:latest' });
    const { apiServer } = modelOf({}, bare).controlPlane;
    expect(reported(apiServer.flag('audit-log-maxage'))).toBe('unknown');
    expect(reported(apiServer.flag('anonymous-auth'))).toEqual([['cp-1', 'true', false, 'pod']]);
  });

  it('are those of the image without /version', () => {
    const old = staticPod('kube-apiserver', 'cp-1', [], { image: 'registry.k8s.io/kube-apiserver:v1.35.1' });
    expect(reported(modelOf({}, old).controlPlane.apiServer.flag('audit-log-maxsize'))).toEqual([
      ['cp-1', '0', false, 'pod'],
    ]);
  });

  it('are those of k3s where k3s sets a flag itself', () => {
    const { apiServer } = modelOf({ version: 'v1.37.2+k3s1' }, k3sNode('server-1', 'server')).controlPlane;
    const answer = apiServer.flag('anonymous-auth');
    expect(reported(answer)).toEqual([['server-1', 'false', false, 'node-annotation']]);
    expect(answer.known && answer.observations[0]?.evidence.confidence).toBe('default');
    expect(reported(apiServer.flag('service-account-lookup'))).toBe('unknown');
  });

  it('are not those of a k3s agent, which runs no API server', () => {
    const { apiServer } = modelOf({}, k3sNode('agent-1', 'agent')).controlPlane;
    expect(reported(apiServer.flag('anonymous-auth'))).toBe('unknown');
  });
});

describe('several API servers', () => {
  const three = [
    apiServerLease('apiserver-a', 'cp-1'),
    apiServerLease('apiserver-b', 'cp-2'),
    apiServerLease('apiserver-c', 'cp-3'),
  ];

  it('each have their own data source, including the one that differs', () => {
    const { apiServer } = modelOf(
      { flags: [{ instance: identityHash('apiserver-b'), flags: { 'anonymous-auth': 'true' } }] },
      ...three,
      staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=false']),
      staticPod('kube-apiserver', 'cp-3', ['--anonymous-auth=false']),
    ).controlPlane;
    const answer = apiServer.flag('anonymous-auth');
    expect(reported(answer)).toEqual([
      ['cp-1', 'false', true, 'pod'],
      ['cp-2', 'true', true, 'flagz'],
      ['cp-3', 'false', true, 'pod'],
    ]);
    expect(answer.known && answer.uncollected).toBe(0);
    expect(apiServer.replicas).toMatchObject({ known: true, value: 3 });
    expect(apiServer.anonymous).toMatchObject({ known: true, value: 'public-info' });
  });

  it('include servers that were not observed', () => {
    const { apiServer } = modelOf(
      {},
      ...three,
      staticPod('kube-apiserver', 'cp-1', ['--anonymous-auth=false']),
    ).controlPlane;
    expect(apiServer.flag('anonymous-auth')).toMatchObject({ known: true, uncollected: 2 });
    expect(apiServer.anonymous).toMatchObject({
      known: false,
      reason: expect.stringContaining('2 of the API servers'),
    });
  });

  it('exclude a server whose lease is no longer renewed', () => {
    const { apiServer } = modelOf(
      {},
      apiServerLease('apiserver-a', 'cp-1'),
      apiServerLease('apiserver-old', 'cp-0', '2026-11-23T23:20:00.000000Z'),
    ).controlPlane;
    expect(apiServer.replicas).toMatchObject({ known: true, value: 1 });
  });

  const pods = ['cp-1', 'cp-2', 'cp-3'].map((name) => staticPod('kube-apiserver', name, []));
  const servers = ['server-1', 'server-2', 'server-3'].map((name) => k3sNode(name, 'server'));
  const some = three.slice(0, 1);

  it.each<[string, Parameters<typeof modelOf>, unknown, readonly string[]]>([
    ['all leases, and one pod more that is ready', [{}, ...three.slice(0, 2), ...pods], 3, ['pod', 'lease']],
    ['some leases and all pods', [{ partial: ['leases'] }, ...some, ...pods], 3, ['pod']],
    [
      'no leases, and all nodes of k3s',
      [{ 'permission-denied': ['leases'] }, ...servers],
      3,
      ['node-annotation'],
    ],
    [
      'some leases and some pods',
      [{ partial: ['leases', 'pods'] }, ...some, ...pods.slice(0, 2)],
      '2 API servers observed, which is a lower bound: no list of them is complete',
      [],
    ],
    [
      'some leases and all pods, and another identity hash that responds',
      [
        { partial: ['leases'], flags: [{ instance: identityHash('apiserver-b'), flags: {} }] },
        ...some,
        ...pods,
      ],
      3,
      ['pod'],
    ],
    [
      'all pods, and leases of hosts with other names',
      [
        { partial: ['leases'] },
        apiServerLease('apiserver-a', 'm-1'),
        apiServerLease('apiserver-b', 'm-2'),
        ...pods,
      ],
      3,
      ['pod'],
    ],
    [
      'only a node',
      [{ 'permission-denied': ['leases', 'pods'] }, node('cp-1')],
      expect.stringContaining('its settings are not exposed'),
      [],
    ],
  ])('are counted by a complete list: %s', (_, given, count, sources) => {
    const { replicas } = modelOf(...given).controlPlane.apiServer;
    expect(replicas.known ? replicas.value : replicas.reason).toEqual(count);
    const declared = replicas.known ? replicas.evidence.map(({ source }) => source) : [];
    expect([...new Set(declared)]).toEqual(sources);
  });

  it('are matched with their pods by the short host name too', () => {
    const { apiServer } = modelOf(
      {},
      apiServerLease('apiserver-a', 'cp-1.example.internal'),
      apiServerLease('apiserver-b', 'cp-2.example.internal'),
      staticPod('kube-apiserver', 'cp-1', []),
      staticPod('kube-apiserver', 'cp-2', []),
    ).controlPlane;
    expect(apiServer.flag('profiling')).toMatchObject({ known: true, uncollected: 0 });
    expect(apiServer.instances.map(({ name }) => name)).toEqual(['cp-1', 'cp-2']);
  });

  it('include k3s servers whose node name differs from the host name', () => {
    const lease = apiServerLease('apiserver-a', 'ip-10-0-0-1');
    const { apiServer } = modelOf({}, lease, k3sNode('server-1', 'server')).controlPlane;
    expect(apiServer.instances.map(({ name }) => name)).toEqual(['server-1']);
    expect(apiServer.flag('anonymous-auth')).toMatchObject({ known: true, uncollected: 0 });
  });
});

describe('API servers that were not observed', () => {
  const ownNode = node('cp-1', { labels: CONTROL_PLANE });
  const eksNode = node('ip-10-0-0-1', {
    kubelet: 'v1.36.1-eks-a1b2c3',
    providerID: 'aws:///eu-west-1a/i-0abc',
    labels: { 'eks.amazonaws.com/nodegroup': 'blue' },
  });
  const one = { flags: { 'advertise-address': '10.0.0.11', profiling: 'false' } };
  const uncollected = (answer: FlagAnswer) => answer.known && [answer.uncollected, answer.uncounted ?? false];

  it.each<[string, Parameters<typeof modelOf>, readonly [number, boolean]]>([
    ['three addresses', [one, ownNode, kubernetesSlice('10.0.0.11', '10.0.0.12', '10.0.0.13')], [2, false]],
    ['one address', [one, ownNode, kubernetesSlice('10.0.0.11')], [0, false]],
    [
      'one address, and a server that does not report its address',
      [{ flags: { profiling: 'false' } }, ownNode, kubernetesSlice('10.0.0.11')],
      [0, false],
    ],
    [
      'a partial list of addresses',
      [{ ...one, partial: ['endpointslices'] }, ownNode, kubernetesSlice('10.0.0.11')],
      [1, true],
    ],
    ['the load balancer of a provider', [one, eksNode, kubernetesSlice('10.0.0.11')], [1, true]],
    ['no list at all', [one], [1, true]],
    ['leases', [one, apiServerLease('apiserver-a', 'cp-1')], [0, false]],
    [
      'a partial list of leases',
      [{ ...one, partial: ['leases'] }, apiServerLease('apiserver-a', 'cp-1')],
      [1, true],
    ],
    [
      'pods',
      [{ ...one, 'permission-denied': ['leases'] }, staticPod('kube-apiserver', 'cp-1', [])],
      [0, false],
    ],
    ['pods from a file', [{ ...one, partial: ['pods'] }, staticPod('kube-apiserver', 'cp-1', [])], [1, true]],
    ['k3s servers', [{ 'permission-denied': ['leases'] }, k3sNode('server-1', 'server')], [0, false]],
  ])('%s', (_, given, expected) => {
    expect(uncollected(modelOf(...given).controlPlane.apiServer.flag('profiling'))).toEqual(expected);
  });

  it('are listed by their addresses', () => {
    const { apiServer } = modelOf(one, ownNode, kubernetesSlice('10.0.0.11', '10.0.0.12')).controlPlane;
    expect(apiServer.instances.map(({ name, source }) => [name, source])).toEqual([
      ['API server 10.0.0.11', 'flagz'],
      ['API server 10.0.0.12', 'object'],
    ]);
  });

  it('are distinguished by their addresses where leases are not readable', () => {
    const answers = ['10.0.0.11', '10.0.0.12'].map((address, index) => ({
      flags: { 'advertise-address': address, profiling: index === 0 ? 'false' : 'true' },
    }));
    const { apiServer } = modelOf(
      { flags: answers },
      ownNode,
      kubernetesSlice('10.0.0.11', '10.0.0.12'),
    ).controlPlane;
    expect(reported(apiServer.flag('profiling'))).toEqual([
      ['API server 10.0.0.11', 'false', true, 'flagz'],
      ['API server 10.0.0.12', 'true', true, 'flagz'],
    ]);
  });

  it('are distinguished without identifiers', () => {
    const { apiServer } = modelOf({
      flags: [{ flags: { profiling: 'false' } }, { flags: { profiling: 'true' } }],
    }).controlPlane;
    expect(reported(apiServer.flag('profiling'))).toEqual([
      ['API server no. 2', 'true', true, 'flagz'],
      ['one API server', 'false', true, 'flagz'],
    ]);
  });

  it('are counted correctly despite a wrong clock', () => {
    for (const takenAt of ['2026-11-24T00:03:00Z', '2026-11-23T23:55:00Z']) {
      const { apiServer } = modelOf(
        { takenAt },
        apiServerLease('apiserver-a', 'cp-1'),
        apiServerLease('apiserver-b', 'cp-2', '2026-11-23T23:59:45Z'),
        apiServerLease('apiserver-gone', 'cp-3', '2026-11-23T23:57:00Z'),
      ).controlPlane;
      expect(apiServer.replicas).toMatchObject({ known: true, value: 2 });
    }
  });
});
