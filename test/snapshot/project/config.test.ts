import { describe, expect, it } from '@jest/globals';
import { createProjector } from '../../../src/snapshot/index.ts';
import { object, project } from '../support/project.ts';

describe('secrets', () => {
  it('leave nothing but metadata, as whole objects and as metadata lists', () => {
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
      record: { namespace: 'ns', name: 's', labels: { owner: 'helm' }, created: '2026-01-01T00:00:00Z' },
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

  it('keep known keys, masked', () => {
    expect(
      map('kube-system', 'kubeadm-config', {
        ClusterConfiguration: 'kind: ClusterConfiguration\ntoken: abc',
        other: 'x',
      })?.record,
    ).toEqual({
      namespace: 'kube-system',
      name: 'kubeadm-config',
      data: { ClusterConfiguration: 'kind: ClusterConfiguration\ntoken: ***' },
    });
    expect(
      map('argocd', 'argocd-cm', {
        'users.anonymous.enabled': 'true',
        'dex.config': 'clientSecret: x',
        repositories: 'x',
      })?.record,
    ).toEqual({
      namespace: 'argocd',
      name: 'argocd-cm',
      data: { 'users.anonymous.enabled': 'true', 'dex.config': '(set)' },
    });
  });

  it('keep public certificates and leave out join tokens', () => {
    const ca =
      '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIVw3Zk8Jr2a0wDQYJKoZIhvcNAQELBQAwFTETMBEGA1UE\n-----END CERTIFICATE-----\n';
    expect(
      map('kube-system', 'extension-apiserver-authentication', { 'client-ca-file': ca })?.record,
    ).toMatchObject({ data: { 'client-ca-file': ca } });
    expect(
      map('kube-public', 'cluster-info', {
        kubeconfig: 'apiVersion: v1',
        'jws-kubeconfig-abcdef': 'eyJhbGciOiJIUzI1NiJ9..sig',
      })?.record,
    ).toEqual({
      namespace: 'kube-public',
      name: 'cluster-info',
      data: { kubeconfig: 'apiVersion: v1' },
    });
  });

  it('give Envoy bootstraps in either spelling, with plaintext xDS', () => {
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
