import { describe, expect, it } from '@jest/globals';
import { componentRows } from '../../src/app/views/control-plane.ts';
import { entryPointRows } from '../../src/app/views/exposure.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { modelOf, node } from '../model/support/cluster.ts';

describe('a virtual cluster', () => {
  it('is distinguished from its host cluster', () => {
    const host = node('host-1', { labels: { 'vcluster.loft.sh/fake-node': 'true' } });
    const notes = (...objects: readonly Manifest[]) =>
      componentRows(modelOf({ version: 'v1.36.1' }, ...objects)).flatMap((row) => row.notes);
    expect(notes(host)).toEqual([expect.stringContaining('not of the host cluster')]);
    expect(notes(node('n-1'))).toEqual([]);
  });
});

const router = (namespace: string): Manifest[] => {
  const labels = { i: 'd' };
  const spec = {
    hostNetwork: true,
    containers: [
      {
        name: 'router',
        image: 'quay.io/ocp/router@sha256:aa',
        ports: [
          { containerPort: 443, hostPort: 443 },
          { containerPort: 1936, hostPort: 1936 },
        ],
      },
    ],
  };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'router-default', namespace, uid: 'dep' },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: 'router-default-1',
        namespace,
        uid: 'rs',
        ownerReferences: [{ kind: 'Deployment', name: 'router-default', uid: 'dep', controller: true }],
      },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'router-default-1-x',
        namespace,
        labels,
        ownerReferences: [{ kind: 'ReplicaSet', name: 'router-default-1', uid: 'rs', controller: true }],
      },
      spec: { ...spec, nodeName: 'n-1' },
      status: { phase: 'Running', hostIP: '203.0.113.7', podIP: '203.0.113.7' },
    },
  ];
};

describe('entry points by routes', () => {
  const machine = node('n-1', { addresses: [{ type: 'ExternalIP', address: '203.0.113.7' }] });
  const route = {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: 'till', namespace: 'shop' },
    spec: {
      host: 'till.apps.example.com',
      to: { kind: 'Service', name: 'till' },
      tls: { termination: 'edge' },
    },
    status: { ingress: [{ routerName: 'default', host: 'till.apps.example.com' }] },
  };

  it('are those of OpenShift and the ports of its router on nodes', () => {
    const rows = entryPointRows(modelOf({}, machine, ...router('openshift-ingress'), route), []);
    expect(rows).toMatchObject([
      {
        type: 'HostNetwork',
        object: { name: 'router-default' },
        ports: ['443/tcp', '1936/tcp'],
        reach: 'public',
      },
      {
        type: 'Route',
        object: { kind: 'Route', namespace: 'shop', name: 'till' },
        addresses: ['203.0.113.7'],
        ports: ['443/tcp'],
        hosts: ['till.apps.example.com'],
        reach: 'public',
        target: 'shop/till',
        tls: true,
        controller: 'OpenShift router default',
      },
    ]);
  });

  it('keep protocols and names as they are', () => {
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'dns', namespace: 'shop' },
      spec: {
        gatewayClassName: 'c',
        listeners: [
          { name: 'u', port: 53, protocol: 'UDP' },
          { name: 't', port: 53, protocol: 'TCP' },
        ],
      },
      status: {
        addresses: [
          { type: 'IPAddress', value: '203.0.113.12' },
          { type: 'Hostname', value: 'dns.example.com' },
        ],
      },
    };
    const [row] = entryPointRows(modelOf({}, gateway), []);
    expect(row).toMatchObject({
      addresses: ['203.0.113.12', 'dns.example.com'],
      ports: ['53/udp', '53/tcp'],
      controller: 'c',
    });
    expect(row).not.toHaveProperty('privateAddresses');
  });
});

describe('entry points', () => {
  it('exclude addresses that only the certificate of the API server names', () => {
    const evidence = {
      server: 'https://10.0.0.11:6443',
      addresses: ['10.0.0.11'],
      certificate: ['DNS:kubernetes', 'IP Address:10.0.0.11', 'IP Address:203.0.113.10'],
    };
    expect(entryPointRows(modelOf(evidence), [])).toMatchObject([
      { type: 'APIServer', reach: 'unknown', addresses: ['10.0.0.11'], ports: ['6443/tcp'] },
    ]);
  });
});
