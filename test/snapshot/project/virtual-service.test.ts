import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { trafficOf } from '../../../src/snapshot/project/virtual-service.ts';
import type { Raw } from '../../../src/snapshot/project/raw.ts';

const traffic = (text: string) => trafficOf(load(text) as Raw);

describe('rules of a VirtualService', () => {
  it('keep destinations of all protocols, and of mirrors', () => {
    const { destinations, exportTo, redirects } = traffic(`
exportTo: ['.']
http: [{ route: [{ destination: { host: a, port: { number: 80 }, subset: v1 } }], mirror: { host: b }, mirrors: [{ destination: { host: c } }] }]
tls: [{ route: [{ destination: { host: d } }] }]
tcp: [{ route: [{ destination: { host: e } }, {}] }]
`);
    expect(destinations).toEqual([
      { host: 'a', of: 'http', port: 80, subset: 'v1' },
      { host: 'b', of: 'mirror' },
      { host: 'c', of: 'mirror' },
      { host: 'd', of: 'tls' },
      { host: 'e', of: 'tcp' },
    ]);
    expect(exportTo).toEqual(['.']);
    expect(redirects).toBeUndefined();
  });

  it.each([
    ['http: [{ redirect: { scheme: https } }]', true],
    ['http: [{ redirect: { scheme: https } }, { route: [] }]', undefined],
    ['http: [{ redirect: { scheme: https } }]\ntcp: [{ route: [] }]', undefined],
    ['http: []', undefined],
  ])('%s: redirects %s', (text, expected) => {
    expect(traffic(text).redirects).toBe(expected);
  });

  it('name a claim, and no value that they match', () => {
    const kept = traffic(
      "http: [{ match: [{ headers: { cookie: { exact: secret-1 }, '@request.auth.claims.group': { exact: secret-2 } } }] }]",
    );
    expect(kept.claim).toBe('@request.auth.claims.group');
    expect(JSON.stringify(kept)).not.toContain('secret');
  });

  it.each([
    [
      'a rule after one without a match',
      'http: [{}, { match: [{ uri: { prefix: /a } }] }]',
      [['http rule 2', true]],
    ],
    [
      'a rule whose matches are all in earlier ones, with fields in another order',
      'tcp: [{ match: [{ port: 1, sourceNamespace: a }] }, { match: [{ sourceNamespace: a, port: 1 }] }]',
      [
        ['tcp rule 2', false],
        ['tcp rule 2', true],
      ],
    ],
    [
      'a longer prefix after a shorter one',
      'http: [{ name: first, match: [{ uri: { prefix: /a } }] }, { match: [{ uri: { prefix: /ab } }] }]',
      [['http rule 2', false]],
    ],
    [
      'a longer prefix with a further condition',
      'http: [{ match: [{ uri: { prefix: /a } }] }, { match: [{ uri: { prefix: /ab }, method: { exact: GET } }] }]',
      [['http rule 2', false]],
    ],
    [
      'a shorter prefix with another condition before',
      'http: [{ match: [{ uri: { prefix: /a }, method: { exact: GET } }] }, { match: [{ uri: { prefix: /ab } }] }]',
      [],
    ],
    [
      'a shorter prefix after a longer one',
      'http: [{ match: [{ uri: { prefix: /ab } }] }, { match: [{ uri: { prefix: /a } }] }]',
      [],
    ],
    ['rules of different protocols', 'http: [{}]\ntcp: [{}]', []],
  ])('%s', (_, text, expected) => {
    expect((traffic(text).unused ?? []).map(({ rule, whole }) => [rule, whole])).toEqual(expected);
  });
});
