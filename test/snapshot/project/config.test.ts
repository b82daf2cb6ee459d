import { describe, expect, it } from '@jest/globals';
import { createProjector } from '../../../src/snapshot/index.ts';
import { object, project } from '../support/project.ts';

describe('secrets', () => {
  it('keep metadata only, as whole objects and as metadata lists', () => {
    const raw = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: {
        name: 's',
        namespace: 'ns',
        labels: { owner: 'helm' },
        annotations: { a: 'hunter2' },
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      data: { password: 'aHVudGVyMg==' },
      stringData: { password: 'hunter2' },
    };
    const wanted = {
      kind: 'secret',
      record: {
        namespace: 'ns',
        name: 's',
        labels: { owner: 'helm' },
        created: '2026-01-01T00:00:00Z',
        type: 'Opaque',
      },
    };
    expect(project(raw)).toEqual(wanted);
    const partial = { ...raw, apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata' };
    expect(project(partial)).toBeUndefined();
    expect(createProjector().projectAs('v1', 'Secret', partial)).toEqual(wanted);
  });
});

describe('ConfigMaps', () => {
  const map = (namespace: string, name: string, data: Record<string, unknown>) =>
    project(object('v1', 'ConfigMap', name, { data }, namespace));

  it('are dropped unless they are known', () => {
    expect(map('shop', 'settings', { password: 'hunter2' })).toBeUndefined();
    expect(map('shop', 'kubeadm-config', { ClusterConfiguration: 'x' })).toBeUndefined();
    expect(map('shop', 'kube-root-ca.crt', { 'ca.crt': 'x' })).toBeUndefined();
  });

  it('of kubeadm keep the shared address and the flags, of unknown flags the names', () => {
    const kept = (text: string) =>
      map('kube-system', 'kubeadm-config', { ClusterConfiguration: text, other: 'x' })?.record;
    const lines = [
      'controlPlaneEndpoint: "api.example.com:6443"',
      'apiServer:',
      '  extraArgs:',
      '  - name: profiling',
      '    value: "false"',
      '  - name: some-token',
      '    value: "(not kept)"',
      'etcd:',
      '  local:',
      '    extraArgs:',
      '    - name: quota-backend-bytes',
      '      value: "4294967296"',
    ];
    const wanted = {
      namespace: 'kube-system',
      name: 'kubeadm-config',
      data: { ClusterConfiguration: lines.join('\n') },
    };
    const rest =
      'kind: ClusterConfiguration\nkubernetesVersion: v1.37.2\ncertificatesDir: canary\ncontrolPlaneEndpoint: api.example.com:6443\n';
    expect(
      kept(
        `${rest}apiServer:\n  extraArgs:\n  - name: profiling\n    value: "false"\n  - {name: some-token, value: canary}\n  extraEnvs:\n  - name: API_TOKEN\n    value: canary\n  timeoutForControlPlane: canary\netcd:\n  local:\n    dataDir: canary\n    extraArgs:\n    - name: quota-backend-bytes\n      value: "4294967296"\n`,
      ),
    ).toEqual(wanted);
    // v1beta1 to v1beta3 have maps.
    expect(
      kept(
        `${rest}apiServer: {extraArgs: {profiling: "false", some-token: canary}}\netcd: {local: {extraArgs: {quota-backend-bytes: 4294967296}}}\n`,
      ),
    ).toEqual(wanted);
    expect(kept('a: [')).toMatchObject({ data: { ClusterConfiguration: '(not readable)' } });
  });

  it.each([
    [
      '.:53 {\n    route53 a.:Z1 {\n        aws_access_key AKIA canary\n    }\n    azure r:a {\n        secret canary\n    }\n    forward . canary {\n      tls_servername canary\n    }\n}\n(snip) {\n  acl canary # canary\n}\nimport canary\n',
      '.:53 {\n    route53\n    azure\n    forward (other)\n}\n(snip) {\n    acl\n}\nimport',
    ],
    [
      'a.example, b.example:54,\nc.example {\n errors\n}',
      'a.example b.example:54 c.example {\n    errors\n}',
    ],
    ['.\nerrors\ntsig {\n secret x canary\n}\nlog', '. {\n    errors\n    tsig\n    log\n}'],
    ['. {\n  template "a {\n canary" {\n answer "{canary}"\n }\n loop\n}', '. {\n    template\n    loop\n}'],
  ])('of a Corefile keep zones and names of plugins: %j', (given, wanted) => {
    expect(map('kube-system', 'coredns', { Corefile: given })?.record).toMatchObject({
      data: { Corefile: wanted },
    });
  });

  it('of kube-proxy, Istio and OpenShift keep the required fields', () => {
    expect(
      map('kube-system', 'kube-proxy', {
        'config.conf':
          'mode: ipvs\nmetricsBindAddress: 0.0.0.0:10249\nclientConnection: {kubeconfig: canary}',
        'kubeconfig.conf': 'token: canary',
      })?.record,
    ).toMatchObject({ data: { 'config.conf': 'metricsBindAddress: "0.0.0.0:10249"\nmode: "ipvs"' } });
    expect(
      map('istio-system', 'istio', {
        mesh: 'rootNamespace: mesh\ndefaultConfig: {discoveryAddress: canary}',
        meshNetworks: 'canary',
      })?.record,
    ).toMatchObject({ data: { mesh: '{"rootNamespace":"mesh","defaultConfig":{}}' } });
    expect(
      map('kube-system', 'cilium-config', { 'enable-policy': 'never', 'cluster-name': 'canary' })?.record,
    ).toMatchObject({ data: { 'enable-policy': 'never' } });
    expect(
      map('kube-system', 'antrea-config', {
        'antrea-agent.conf':
          'featureGates:\n  AntreaPolicy: false\n  Other: true\nkubeAPIServerOverride: canary',
      })?.record,
    ).toMatchObject({ data: { 'antrea-agent.conf': 'AntreaPolicy: false' } });
    const config = {
      apiServerArguments: { 'anonymous-auth': ['true'], 'some-secret': ['canary'] },
      servingInfo: { minTLSVersion: 'VersionTLS12', bindAddress: 'canary' },
      auditConfig: { policyConfiguration: 'canary' },
    };
    expect(
      map('openshift-kube-apiserver', 'config', { 'config.yaml': JSON.stringify(config) })?.record,
    ).toMatchObject({
      data: {
        'config.yaml': JSON.stringify({
          apiServerArguments: { 'anonymous-auth': ['true'] },
          servingInfo: { minTLSVersion: 'VersionTLS12' },
          auditConfig: {},
        }),
      },
    });
  });

  it('keep that there are certificates and drop join tokens', () => {
    const ca =
      '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIVw3Zk8Jr2a0wDQYJKoZIhvcNAQELBQAwFTETMBEGA1UE\n-----END CERTIFICATE-----\n';
    expect(
      map('kube-system', 'extension-apiserver-authentication', { 'client-ca-file': ca })?.record,
    ).toMatchObject({ data: { 'client-ca-file': '(set)' } });
    expect(
      map('kube-public', 'cluster-info', {
        kubeconfig: 'apiVersion: v1',
        'jws-kubeconfig-abcdef': 'eyJhbGciOiJIUzI1NiJ9..sig',
      })?.record,
    ).toEqual({
      namespace: 'kube-public',
      name: 'cluster-info',
      data: {},
    });
  });

  it('return Envoy bootstraps in either spelling, with plaintext xDS', () => {
    const yaml = `
admin: {address: {pipe: {path: /var/run/admin.sock}}}
dynamic_resources:
  ads_config: {api_type: GRPC, grpc_services: [{envoy_grpc: {cluster_name: xds}}]}
static_resources:
  listeners:
    - address: {socket_address: {address: 0.0.0.0, port_value: 8443}}
      filter_chains: [{transport_socket: {name: envoy.transport_sockets.tls}}]
    - address: {socket_address: {address: 0.0.0.0, port_value: 8080}}
      filter_chains: [{filters: []}]
  clusters:
    - name: xds
      load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: xds.ns, port_value: 1}}}}]}]}
`;
    expect(map('edge', 'envoy', { 'envoy.yaml': yaml })).toEqual({
      kind: 'envoyBootstrap',
      record: {
        namespace: 'edge',
        source: 'ConfigMap/envoy/envoy.yaml',
        admin: { address: '/var/run/admin.sock', pipe: true },
        plaintextXds: ['xds'],
        clusters: [{ name: 'xds', xds: true }],
        listeners: [
          { address: '0.0.0.0', port: 8443, tls: true },
          { address: '0.0.0.0', port: 8080, tls: false },
        ],
        hasOverloadManager: false,
      },
    });
    const camel = JSON.stringify({
      admin: { address: { socketAddress: { address: '127.0.0.1', portValue: 9901 } } },
      overloadManager: {},
      staticResources: {},
    });
    expect(
      map('kube-system', 'cilium-envoy-config', { 'bootstrap-config.json': camel })?.record,
    ).toMatchObject({
      admin: { address: '127.0.0.1', port: 9901 },
      hasOverloadManager: true,
    });
    expect(map('shop', 'app', { 'config.yaml': 'admin:\n  user: root\n' })).toBeUndefined();
  });
});
