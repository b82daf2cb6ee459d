import { describe, expect, it } from '@jest/globals';
import { apiServerLease, identityHash, modelOf, node, NOW, object, staticPod } from './support/cluster.ts';
import { GET_METRICS } from '../../src/model/requirements.ts';

const SERIES = 'apiserver_storage_transformation_operations_total';

/** `/metrics` of one API server: families as given, and the requests that prove the response complete. */
function metrics(lines: readonly string[], replica?: string): string {
  const families = [...new Set(lines.map((line) => line.split('{', 1)[0] ?? ''))];
  return [
    '# TYPE apiserver_request_total counter',
    'apiserver_request_total{code="200"} 4711',
    ...(replica === undefined
      ? []
      : [
          '# TYPE apiserver_authentication_config_controller_last_config_info gauge',
          `apiserver_authentication_config_controller_last_config_info{apiserver_id_hash="${identityHash(replica)}",hash="x"} 1`,
        ]),
    ...families.flatMap((family) => [
      `# TYPE ${family} counter`,
      ...lines.filter((line) => line.startsWith(`${family}{`)),
    ]),
    '# EOF',
    '',
  ].join('\n');
}

const transformed = (direction: 'to' | 'from', prefix: string, resource = 'secrets') =>
  `${SERIES}{resource="${resource}",status="OK",transformation_type="${direction}_storage",transformer_prefix="${prefix}"} 7`;

const AESCBC = 'k8s:enc:aescbc:v1:';
const KMS = 'k8s:enc:kms:v2:vault:';
const secret = object('v1', 'Secret', 'token', {}, 'shop');
const withFile = staticPod('kube-apiserver', 'cp-1', ['--encryption-provider-config=/etc/enc.yaml']);
const two = [apiServerLease('apiserver-a', 'cp-1'), apiServerLease('apiserver-b', 'cp-2')];

describe('encryption of Secrets', () => {
  it.each<[string, readonly string[], string, readonly string[]]>([
    [
      'written and read encrypted',
      [transformed('to', AESCBC), transformed('from', AESCBC)],
      'encrypted',
      ['aescbc'],
    ],
    [
      'the name of a local key next to its provider',
      [transformed('to', AESCBC), transformed('to', 'key1:')],
      'encrypted',
      ['aescbc'],
    ],
    [
      'old Secrets unencrypted',
      [transformed('to', AESCBC), transformed('from', 'identity')],
      'mixed',
      ['aescbc'],
    ],
    [
      'two providers, after a change',
      [transformed('to', KMS), transformed('from', AESCBC)],
      'encrypted',
      ['aescbc', 'kms v2'],
    ],
    [
      'written unencrypted: the label is empty',
      [transformed('to', ''), transformed('from', AESCBC)],
      'clear',
      ['aescbc'],
    ],
    ['read unencrypted, nothing written', [transformed('from', 'identity')], 'clear', []],
    ['only ConfigMaps are covered', [transformed('to', AESCBC, 'configmaps')], 'clear', []],
    ['no series at all', [], 'clear', []],
  ])('metrics: %s', (_, lines, secrets, providers) => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2', metrics: metrics(lines) },
      withFile,
      secret,
    ).controlPlane;
    expect(apiServer.encryption).toMatchObject({ known: true, value: { secrets, providers } });
    expect(apiServer.encryption.known && apiServer.encryption.evidence[0]?.source).toBe('metrics');
  });

  it.each<[string, string, readonly string[]]>([
    [
      'series of servers before 1.32 do not name the resource',
      'v1.31.4',
      [`${SERIES}{status="OK",transformation_type="to_storage",transformer_prefix="${AESCBC}"} 7`],
    ],
    ['an old server without any series', 'v1.31.4', []],
    [
      'a configuration that was reloaded after an unknown write',
      'v1.37.2',
      [
        transformed('to', AESCBC),
        'apiserver_encryption_config_controller_automatic_reloads_total{status="success"} 1',
      ],
    ],
    [
      'the same with the metric of older releases',
      'v1.32.0',
      [
        transformed('to', AESCBC),
        'apiserver_encryption_config_controller_automatic_reload_success_total{} 1',
      ],
    ],
    [
      'only failures',
      'v1.37.2',
      [
        `${SERIES}{resource="secrets",status="Unknown",transformation_type="from_storage",transformer_prefix="unknown"} 3`,
      ],
    ],
  ])('metrics prove nothing: %s', (_, version, lines) => {
    const { apiServer } = modelOf({ version, metrics: metrics(lines) }, withFile, secret).controlPlane;
    expect(apiServer.encryption.known).toBe(false);
  });

  it('no series prove nothing without Secrets to store', () => {
    const { apiServer } = modelOf({ version: 'v1.37.2', metrics: metrics([]) }, withFile).controlPlane;
    expect(apiServer.encryption.known).toBe(false);
  });

  it('a truncated response does not prove absence', () => {
    const cut = metrics([]).replace(/^.*apiserver_request_total.*\n/gm, '');
    const { apiServer } = modelOf({ version: 'v1.37.2', metrics: cut }, withFile, secret).controlPlane;
    expect(apiServer.encryption.known).toBe(false);
  });

  it('is that of the worst API server', () => {
    const { apiServer } = modelOf(
      {
        version: 'v1.37.2',
        metrics: [
          metrics([transformed('to', AESCBC)], 'apiserver-a'),
          metrics([transformed('to', '')], 'apiserver-b'),
        ],
      },
      ...two,
      secret,
    ).controlPlane;
    expect(apiServer.encryption).toMatchObject({
      known: true,
      value: { secrets: 'clear', detail: expect.stringContaining('the API servers differ') },
    });
    expect(
      apiServer.encryption.known && apiServer.encryption.evidence.map(({ location }) => location),
    ).toEqual(['GET /metrics of cp-2', 'GET /metrics of cp-1']);
  });

  it('is off where the flag is not set, whatever readiness checks exist', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2', health: { '/readyz?verbose': { 'kms-providers': true } } },
      staticPod('kube-apiserver', 'cp-1', []),
      secret,
    ).controlPlane;
    expect(apiServer.encryption).toMatchObject({ known: true, value: { secrets: 'clear' } });
  });

  it('is unknown from the flag or a readiness check alone: identity may be the first provider', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2', health: { '/readyz?verbose': { 'kms-providers': true } } },
      withFile,
      secret,
    ).controlPlane;
    expect(apiServer.encryption).toMatchObject({
      known: false,
      reason: expect.stringContaining('kms-providers'),
      requires: [GET_METRICS],
    });
  });

  it.each<[string, readonly string[], string]>([
    ['only read so far', [transformed('from', KMS)], 'wrote no Secret since its start'],
    [
      'failed to write',
      [transformed('from', KMS), transformed('to', KMS).replace('"OK"', '"Unknown"')],
      'wrote no Secret',
    ],
  ])('is unknown while Secrets were %s', (_, lines, reason) => {
    const evidence = { version: 'v1.37.2', metrics: metrics(lines) };
    const { encryption } = modelOf(evidence, withFile, secret).controlPlane.apiServer;
    expect(encryption).toMatchObject({ known: false, reason: expect.stringContaining(reason) });
  });

  it('is unknown for a server of which only the flag or only reads were observed', () => {
    const two = [
      withFile,
      staticPod('kube-apiserver', 'cp-2', ['--encryption-provider-config=/etc/enc.yaml']),
    ];
    const leases = [apiServerLease('apiserver-a', 'cp-1'), apiServerLease('apiserver-b', 'cp-2')];
    const request = (...texts: readonly string[]) =>
      modelOf({ version: 'v1.37.2', metrics: texts }, ...two, ...leases, secret).controlPlane.apiServer
        .encryption;
    const writes = metrics([transformed('to', KMS)], 'apiserver-a');
    expect(request(writes)).toMatchObject({ known: false, reason: expect.stringContaining('cp-2') });
    expect(request(writes, metrics([transformed('from', KMS)], 'apiserver-b'))).toMatchObject({
      known: false,
    });
    expect(request(writes, metrics([transformed('to', KMS)], 'apiserver-b'))).toMatchObject({ known: true });
  });

  it.each([
    ['without a value', ['--secrets-encryption'], undefined],
    ['with a value', ['--secrets-encryption', 'true'], undefined],
    ['disabled', ['--secrets-encryption', 'false'], 'clear'],
    ['given twice: the last one counts', ['--secrets-encryption', '--secrets-encryption=false'], 'clear'],
    ['given twice, in reverse order', ['--secrets-encryption=false', '--secrets-encryption'], undefined],
    ['not given', ['--cluster-init'], 'clear'],
  ])('k3s, --secrets-encryption %s', (_, words, secrets) => {
    const server = node('server-1', {
      kubelet: 'v1.37.2+k3s1',
      annotations: { 'k3s.io/node-args': JSON.stringify(['server', ...words]) },
    });
    const { encryption } = modelOf({ version: 'v1.37.2+k3s1' }, server).controlPlane.apiServer;
    expect(encryption.known ? encryption.value.secrets : undefined).toBe(secrets);
  });

  const k3s = (annotations: Readonly<Record<string, string>>) =>
    node('server-1', {
      kubelet: 'v1.37.2+k3s1',
      annotations: { 'k3s.io/node-args': '["server"]', ...annotations },
    });

  it('is the observed state of k3s rather than its default', () => {
    const { encryption } = modelOf(
      { version: 'v1.37.2+k3s1', metrics: metrics([transformed('to', AESCBC), transformed('from', AESCBC)]) },
      k3s({}),
      secret,
    ).controlPlane.apiServer;
    expect(encryption).toMatchObject({ known: true, value: { secrets: 'encrypted' } });
  });

  it('is not off where the k3s node has the hash of a configuration', () => {
    const { encryption } = modelOf(
      { version: 'v1.37.2+k3s1' },
      k3s({ 'k3s.io/encryption-config-hash': 'start-abc' }),
      secret,
    ).controlPlane.apiServer;
    expect(encryption).toMatchObject({
      known: false,
      reason: expect.stringContaining('is set, but its file'),
    });
  });

  it('is off on the server without a configuration, whatever other servers do', () => {
    const { apiServer } = modelOf(
      { version: 'v1.37.2', metrics: metrics([transformed('to', AESCBC)], 'apiserver-a') },
      ...two,
      staticPod('kube-apiserver', 'cp-2', []),
      secret,
    ).controlPlane;
    expect(apiServer.encryption).toMatchObject({
      known: true,
      value: { secrets: 'clear', detail: expect.stringContaining('the API servers differ') },
    });
  });

  const started = (seconds: number) => `process_start_time_seconds{} ${Date.parse(NOW) / 1000 - seconds}`;
  const configInfo = `apiserver_encryption_config_controller_last_config_info{apiserver_id_hash="x",hash="y"} 1`;
  const lone = apiServerLease('apiserver-a', 'cp-1', NOW);

  it.each<[string, string, readonly string[], string | undefined]>([
    ['an hour ago, without a configuration', 'v1.33.1', [started(3600)], 'clear'],
    [
      'a minute ago, by a release that does not report whether one is loaded',
      'v1.33.1',
      [started(60)],
      undefined,
    ],
    ['a minute ago, without a configuration', 'v1.37.2', [started(60)], 'clear'],
    ['a minute ago, with one that may cover Secrets', 'v1.37.2', [started(60), configInfo], undefined],
    ['an hour ago, with one that does not cover Secrets', 'v1.37.2', [started(3600), configInfo], 'clear'],
    ['a minute ago, and observed series count', 'v1.37.2', [started(60), transformed('to', '')], 'clear'],
  ])('no series of a server that started %s', (_, version, lines, secrets) => {
    const { encryption } = modelOf({ version, metrics: metrics(lines) }, lone, secret).controlPlane.apiServer;
    expect(encryption.known ? encryption.value.secrets : undefined).toBe(secrets);
  });

  const eks = (minor: number) =>
    [
      { version: `v1.${minor}.1-eks-a1b2c3`, server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com' },
      node('ip-10-0-0-1.eu-west-1.compute.internal', {
        kubelet: `v1.${minor}.1-eks-a1b2c3`,
        providerID: 'aws:///eu-west-1a/i-0abc',
        labels: { 'eks.amazonaws.com/nodegroup': 'blue' },
      }),
    ] as const;

  it('is as EKS documents from 1.28 on, with confidence documented', () => {
    const { encryption } = modelOf(...eks(33)).controlPlane.apiServer;
    expect(encryption).toMatchObject({
      known: true,
      value: { secrets: 'encrypted' },
      evidence: [{ confidence: 'documented' }],
    });
    expect(modelOf(...eks(27)).controlPlane.apiServer.encryption.known).toBe(false);
  });
});

describe('evidence of one API server for the others', () => {
  const observedPod = staticPod('kube-apiserver', 'cp-1', [
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--audit-policy-file=/etc/audit.yaml',
    '--audit-log-path=/var/log/audit.log',
  ]);
  const good = [
    'apiserver_authorization_decisions_total{decision="allowed",name="",type="RBAC"} 9',
    'apiserver_admission_controller_admission_duration_seconds_count{name="NodeRestriction",operation="UPDATE",rejected="false",type="admit"} 12',
    'apiserver_audit_level_total{level="Metadata"} 8',
  ];
  const bad = [
    'apiserver_authorization_decisions_total{decision="allowed",name="",type="AlwaysAllow"} 9',
    'apiserver_admission_controller_admission_duration_seconds_count{name="LimitRanger",operation="CREATE",rejected="false",type="admit"} 2',
  ];
  const request = (...texts: readonly string[]) => {
    const { apiServer } = modelOf({ version: 'v1.37.2', metrics: texts }, ...two, observedPod).controlPlane;
    return {
      authorizers: apiServer.authorizers.known ? apiServer.authorizers.value : 'unknown',
      nodeRestriction: admitted(apiServer.admission('NodeRestriction')),
      audit: apiServer.audit.known ? apiServer.audit.value : 'unknown',
    };
  };
  const admitted = (answer: { known: true; value: boolean } | { known: false }) =>
    answer.known ? answer.value : 'unknown';

  it('proves nothing while the second is not observed', () => {
    expect(request()).toEqual({ authorizers: 'unknown', nodeRestriction: 'unknown', audit: 'unknown' });
  });

  it('proves nothing by its own metrics either', () => {
    expect(request(histogram(metrics(good, 'apiserver-a')))).toEqual({
      authorizers: 'unknown',
      nodeRestriction: 'unknown',
      audit: 'unknown',
    });
  });

  it('completes the metrics of the second', () => {
    expect(request(histogram(metrics(good, 'apiserver-b')))).toEqual({
      authorizers: ['Node', 'RBAC'],
      nodeRestriction: true,
      audit: 'on',
    });
  });

  it('does not mask a difference of the second', () => {
    expect(request(histogram(metrics(bad, 'apiserver-b')))).toEqual({
      authorizers: ['Node', 'RBAC', 'AlwaysAllow'],
      nodeRestriction: false,
      audit: 'off',
    });
  });
});

describe('an admission plugin without duration metrics', () => {
  const timed = (operation: string) =>
    histogram(
      metrics([
        `apiserver_admission_controller_admission_duration_seconds_count{name="LimitRanger",operation="${operation}",rejected="false",type="admit"} 2`,
      ]),
    );
  it.each([
    ['UPDATE', false],
    ['CONNECT', undefined],
  ])('while another plugin has them for %s', (operation, on) => {
    const { apiServer } = modelOf(
      { metrics: timed(operation) },
      apiServerLease('apiserver-a', 'cp-1'),
    ).controlPlane;
    const answer = apiServer.admission('NodeRestriction');
    expect(answer.known ? answer.value : undefined).toBe(on);
  });
});

describe('metrics of unidentified API servers', () => {
  const auditing = (start: number, level: string, replica?: string) =>
    metrics(
      [`process_start_time_seconds{} ${start}`, `apiserver_audit_level_total{level="${level}"} 8`],
      replica,
    );
  const request = (...texts: readonly string[]) => {
    const { audit } = modelOf({ metrics: texts }, ...two).controlPlane.apiServer;
    return audit.known ? audit.value : 'unknown';
  };

  it('count for all servers only if their number matches', () => {
    expect(request(auditing(1, 'Metadata'))).toBe('unknown');
    expect(request(auditing(1, 'Metadata'), auditing(2, 'Metadata'))).toBe('on');
  });

  it('do not mask one another', () => {
    expect(request(auditing(1, 'None'), auditing(2, 'Metadata'))).toBe('drops-all');
    expect(request(auditing(1, 'Metadata'), auditing(2, 'None'))).toBe('drops-all');
  });

  it('are not attributed to the only server with a lease, in any order', () => {
    const dropping = auditing(1, 'None', 'apiserver-b');
    const writing = auditing(2, 'Metadata', 'apiserver-a');
    const lone = apiServerLease('apiserver-a', 'cp-1');
    const audited = (...texts: readonly string[]) => {
      const { audit } = modelOf({ metrics: texts }, lone).controlPlane.apiServer;
      return audit.known ? audit.value : 'unknown';
    };
    expect(audited(dropping, writing)).toBe('drops-all');
    expect(audited(writing, dropping)).toBe('drops-all');
    // Metrics of another server prove nothing for the server with the lease.
    expect(audited(auditing(1, 'Metadata', 'apiserver-b'))).toBe('unknown');
  });

  it('are insufficient if the number of servers is unknown', () => {
    const { audit } = modelOf({ metrics: auditing(1, 'Metadata') }).controlPlane.apiServer;
    expect(audit).toMatchObject({ known: false, reason: expect.stringContaining('unknown number') });
  });
});

/** The admission family is a histogram; only its count is written here. */
function histogram(text: string): string {
  return text.replace(
    '# TYPE apiserver_admission_controller_admission_duration_seconds_count counter',
    '# TYPE apiserver_admission_controller_admission_duration_seconds histogram',
  );
}

describe('access of anonymous requests', () => {
  const open = staticPod('kube-apiserver', 'cp-1', ['--authorization-mode=Node,RBAC']);
  it.each<[string, Record<string, number>, string]>([
    ['resources', { '/api/v1/namespaces': 200, '/api': 200, '/version': 200 }, 'resources'],
    ['the list of APIs', { '/api/v1/namespaces': 403, '/api': 200, '/version': 200 }, 'discovery'],
    ['version and health', { '/api': 403, '/version': 200, '/healthz': 200 }, 'public-info'],
    ['403 for system:anonymous', { '/api': 403, '/version': 403 }, 'public-info'],
    ['health only', { '/api': 401, '/version': 401, '/healthz': 200 }, 'health-only'],
    ['nothing', { '/api': 401, '/version': 401, '/healthz': 401 }, 'off'],
  ])('%s, by probes', (_, probe, state) => {
    expect(modelOf({ probe }, open).controlPlane.apiServer.anonymous).toMatchObject({
      known: true,
      value: state,
    });
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['by default', [], 'public-info'],
    ['disabled', ['--anonymous-auth=false'], 'off'],
    ['disabled in another spelling', ['--anonymous-auth=F'], 'off'],
    ['disabled by AlwaysAllow', ['--authorization-mode=AlwaysAllow'], 'off'],
    ['determined by a file that was not observed', ['--authentication-config=/etc/authn.yaml'], undefined],
  ])('by flags: %s', (_, flags, state) => {
    const mode = flags.some((flag) => flag.startsWith('--authorization-mode'))
      ? []
      : ['--authorization-mode=Node,RBAC'];
    const { anonymous } = modelOf({}, staticPod('kube-apiserver', 'cp-1', [...mode, ...flags])).controlPlane
      .apiServer;
    expect(anonymous.known ? anonymous.value : undefined).toBe(state);
  });

  const refused = { '/api': 401, '/version': 401, '/healthz': 401 };
  const server = (name: string, ...flags: readonly string[]) =>
    staticPod('kube-apiserver', name, ['--authorization-mode=Node,RBAC', ...flags]);
  const OFF = '--anonymous-auth=false';
  const FILE = '--authentication-config=/etc/authn.yaml';

  it.each<[string, Record<string, number>, readonly (readonly string[] | undefined)[], string | undefined]>([
    ['rejected by one, disabled on all', refused, [[OFF], [OFF], [OFF]], 'off'],
    ['rejected by one, enabled by the flags of another', refused, [[OFF], [OFF], []], 'public-info'],
    [
      'rejected by one, the same file on all',
      { ...refused, '/healthz': 200 },
      [[FILE], [FILE]],
      'health-only',
    ],
    ['rejected by one, another determined by a file', refused, [[OFF], [FILE]], undefined],
    ['rejected by one, another not observed', refused, [[OFF], undefined], undefined],
    ['enabled on one, disabled by the flags of another', { '/api': 403 }, [[OFF], [OFF]], 'public-info'],
    ['enabled by the flags of one, a file on another', {}, [[], [FILE]], 'public-info'],
  ])('several servers, %s', (_, probe, servers, state) => {
    const pods = servers.flatMap((flags, i) => (flags ? [server(`cp-${i}`, ...flags)] : []));
    const leases = servers.map((_flags, i) => apiServerLease(`apiserver-${i}`, `cp-${i}`));
    const { anonymous } = modelOf({ probe }, ...leases, ...pods).controlPlane.apiServer;
    expect(anonymous.known ? anonymous.value : undefined).toBe(state);
  });

  it('is the observed behavior of the server rather than its flags', () => {
    const { anonymous } = modelOf({ probe: { '/api': 401 }, flags: { 'anonymous-auth': 'true' } }, open)
      .controlPlane.apiServer;
    expect(anonymous).toMatchObject({ known: true, value: 'off', evidence: [{ source: 'probe' }] });
  });
});

describe('audit logging', () => {
  it.each<[string, readonly string[], string]>([
    ['policy and log', ['--audit-policy-file=/p', '--audit-log-path=-'], 'on'],
    ['policy and webhook', ['--audit-policy-file=/p', '--audit-webhook-config-file=/w'], 'on'],
    ['a policy without a backend', ['--audit-policy-file=/p'], 'no-backend'],
    ['a log without a policy', ['--audit-log-path=/l'], 'no-policy'],
    ['nothing', [], 'off'],
  ])('%s', (_, flags, state) => {
    const { audit } = modelOf({}, staticPod('kube-apiserver', 'cp-1', flags)).controlPlane.apiServer;
    expect(audit).toMatchObject({ known: true, value: state });
  });

  it.each<[string, readonly string[], string]>([
    ['levels are counted', ['apiserver_audit_level_total{level="Metadata"} 8'], 'on'],
    ['only None is counted', ['apiserver_audit_level_total{level="None"} 8'], 'drops-all'],
    ['the total alone proves nothing', ['apiserver_audit_event_total{} 0'], 'off'],
  ])('by metrics: %s', (_, lines, state) => {
    const { audit } = modelOf({ metrics: metrics(lines) }, apiServerLease('apiserver-a', 'cp-1')).controlPlane
      .apiServer;
    expect(audit).toMatchObject({ known: true, value: state });
  });
});

describe('versions of the API servers', () => {
  const built = (version: string, replica: string) =>
    metrics([`kubernetes_build_info{git_version="${version}"} 1`], replica);
  const running = (image: string, name: string) =>
    staticPod('kube-apiserver', name, [], { image: `registry.example/kube-apiserver:${image}` });

  it.each<[string, Parameters<typeof modelOf>, readonly string[]]>([
    [
      'a patch number of two digits is newer',
      [{ version: 'v1.30.10' }, running('v1.30.9', 'cp-1'), running('v1.30.10', 'cp-2')],
      ['v1.30.9', 'v1.30.10'],
    ],
    [
      'the RKE2 image is the build that /version reports',
      [
        { version: 'v1.37.2+rke2r1' },
        running('v1.37.2-rke2r1-build20260901', 'cp-1'),
        running('v1.37.1-rke2r1-build20260801', 'cp-2'),
      ],
      ['v1.37.1-rke2r1-build20260801', 'v1.37.2+rke2r1'],
    ],
    [
      'the image is the build that its own metrics report, during an upgrade',
      [
        { version: 'v1.37.2+rke2r1', metrics: built('v1.37.1+rke2r1', 'apiserver-a') },
        ...two,
        running('v1.37.1-rke2r1-build20260801', 'cp-1'),
        running('v1.37.2-rke2r1-build20260901', 'cp-2'),
      ],
      ['v1.37.1+rke2r1', 'v1.37.2+rke2r1'],
    ],
  ])('%s', (_, given, expected) => {
    const { versions } = modelOf(...given).controlPlane.apiServer;
    expect(versions.map(({ version }) => version)).toEqual(expected);
  });
});
