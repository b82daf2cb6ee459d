import { expect, it } from '@jest/globals';
import { withReceivers } from '../../../src/snapshot/project/collector-config.ts';
import { projectHttpProxy } from '../../../src/snapshot/project/contour-routes.ts';
import {
  withAllToAll,
  withBusStrategy,
  withEventSources,
} from '../../../src/snapshot/project/kinds/reduced.ts';

it.each<[string, unknown, unknown]>([
  [
    'an object',
    {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '0.0.0.0:9999', auth: { authenticator: 'a' } } } },
      },
    },
    [{ name: 'otlp/grpc', port: 9999, verifies: true }],
  ],
  [
    'a text with protocols without settings',
    'receivers:\n  otlp:\n    protocols:\n      grpc:\n      http:\n',
    [
      { name: 'otlp/grpc', port: 4317, verifies: false },
      { name: 'otlp/http', port: 4318, verifies: false },
    ],
  ],
  [
    'a receiver without protocols',
    { receivers: { zipkin: null } },
    [{ name: 'zipkin', port: 9411, verifies: false }],
  ],
  ['a text that is no YAML', 'receivers: [', undefined],
])('receivers of a collector: %s', (_, config, receivers) => {
  expect(withReceivers({ spec: { config } })['spec']).toEqual(receivers === undefined ? {} : { receivers });
});

it('sources of events verify their sender with a secret', () => {
  const spec = { webhook: { a: { authSecret: { name: 's' } }, b: {} }, kafka: { c: {} } };
  expect(withEventSources({ spec })['spec']).toEqual({
    sources: [
      { name: 'webhook.a', verifies: true },
      { name: 'webhook.b', verifies: false },
    ],
  });
});

it('a bus keeps the word of its strategy', () => {
  expect(withBusStrategy({ spec: { nats: { native: { auth: 'token' } } } })['spec']).toEqual({
    nats: { native: { strategy: 'token' } },
  });
  expect(withBusStrategy({ spec: { jetstream: {} } })['spec']).toEqual({});
});

it('a permission from any to any has no other tag', () => {
  const any = [{ match: { 'kuma.io/service': '*' } }];
  const one = [{ match: { 'kuma.io/service': '*', 'kuma.io/zone': 'a' } }];
  expect(withAllToAll({ spec: { sources: any, destinations: any } })['spec']).toEqual({ allToAll: true });
  expect(withAllToAll({ spec: { sources: one, destinations: any } })['spec']).toEqual({ allToAll: false });
});

it('an HTTPProxy keeps what weakens it, and its upstreams with TLS', () => {
  const raw = {
    spec: {
      virtualhost: {
        fqdn: 'a.example',
        tls: { clientValidation: { optionalClientCertificate: true } },
        authorization: { failOpen: true },
        corsPolicy: { allowCredentials: true, allowOrigin: ['.*'] },
        jwtProviders: [{ remoteJWKS: { uri: 'http://idp' } }],
      },
      routes: [
        {
          services: [
            { name: 'a', port: 443, protocol: 'tls' },
            { name: 'b', port: 443, protocol: 'h2', validation: { caSecret: 'ca' } },
            { name: 'c', port: 80, protocol: 'h2c' },
          ],
        },
      ],
    },
  };
  const projected = projectHttpProxy({
    raw,
    meta: { name: 'web', namespace: 'shop', raw: {} },
    kind: 'HTTPProxy',
    group: 'projectcontour.io',
  } as never);
  expect(projected).toMatchObject({
    record: {
      unverifiedTls: ['shop/a:443'],
      verifiedTls: ['shop/b:443'],
      weak: ['optionalClientCertificate', 'authorization.failOpen', 'corsPolicy', 'remoteJWKS'],
    },
  });
});
