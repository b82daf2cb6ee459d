import { describe, expect, it } from '@jest/globals';
import { page } from '../../src/report/page/page.ts';
import { formatPicture } from '../../src/report/picture/formats.ts';
import { sectionTable } from '../../src/report/sections.ts';
import type { Result } from '../../src/result/types.ts';
import { object, workload } from '../model/support/cluster.ts';
import { injected, istiod, namespace, outside, peer, resultOf } from '../support/meshes.ts';

const narrow = { color: false, headers: true, borders: false };
const wide = { ...narrow, wide: true };
const light = { theme: 'light' } as const;
const labels = { 'istio-injection': 'enabled' };

const mixed = resultOf(
  {},
  ...istiod,
  ...['pay', 'shop'].flatMap((name) => [namespace(name, labels), injected(name, 'web')]),
  namespace('plain'),
  outside('plain', 'web'),
  peer('istio-system', 'STRICT'),
  peer('shop', 'PERMISSIVE'),
);
const without = resultOf({}, namespace('plain'), outside('plain', 'web'));
const blind = resultOf(
  { 'permission-denied': ['istio'] },
  ...istiod,
  namespace('shop', labels),
  injected('shop', 'web'),
);
const large = resultOf(
  {},
  ...istiod,
  namespace('shop', labels),
  ...Array.from({ length: 120 }, (_, index) => injected('shop', `web-${index}`)),
);

const cellsOf = (text: string, first: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(first))
    ?.split(/ {3,}/);
const istio = (result: Result, options: object = narrow) =>
  sectionTable(result, 'addons', { name: 'istio' }, options as typeof narrow);

/** The page without style and script: a failed expectation prints it. */
const htmlOf = (result: Result) => page(result).replace(/<(style|script)[^]*?<\/\1>/g, '');

describe('get addons istio', () => {
  it('has the effective mode of every namespace and workload', () => {
    const text = istio(mixed);
    expect(cellsOf(text, 'pay')).toEqual(['pay', 'enforced', 'STRICT', '1', '0', '1 STRICT', '1 none']);
    expect(cellsOf(text, 'shop')?.slice(1, 3)).toEqual(['not enforced', 'PERMISSIVE']);
    expect(text).toMatch(/^pay {3,}Pod {3,}web {3,}sidecar {3,}STRICT {3,}none$/m);
    expect(text).toMatch(/^default {3,}- {3,}istio-system {3,}Deployment istiod {3,}1\.31\.2 {3,}1$/m);
  });

  it('names the reason of what is unknown', () => {
    expect(istio(blind)).toMatch(/^Mutual TLS mode {3,}unknown: /m);
    expect(cellsOf(istio(blind), 'shop')?.slice(1, 3)).toEqual(['unknown', 'unknown']);
    expect(istio(blind, wide)).toMatch(/^shop .*permission/m);
  });

  it('says that gateways may be missing', () => {
    expect(istio(mixed)).toMatch(/^Gateways {3,}0$/m);
    expect(istio(blind)).toMatch(
      /^Gateways {3,}unknown: none collected, but data is incomplete: Istio configuration \(/m,
    );
  });

  it('prints fifty rows of a table, and all with -o wide', () => {
    expect(istio(large)).toContain('and 70 more rows: kubectl archmap get addons istio -o wide');
    expect(istio(large).match(/^shop .*web-/gm)).toHaveLength(50);
    expect(istio(large, wide).match(/^shop .*web-/gm)).toHaveLength(120);
  });

  it('is a list of add-ons without a name', () => {
    expect(sectionTable(mixed, 'addons', {}, narrow)).not.toContain('Workloads');
  });
});

describe('gateways and egress of a mesh', () => {
  const gateway = (name: string, servers: readonly object[]) =>
    object('networking.istio.io/v1', 'Gateway', name, {
      metadata: { namespace: 'edge' },
      spec: { selector: { app: 'ingress' }, servers },
    });
  const edge = resultOf(
    {},
    ...istiod,
    namespace('edge'),
    gateway('plain', [
      { port: { number: 80, protocol: 'HTTP' }, hosts: ['shop/*.example.com', 'a.example'] },
    ]),
    gateway('tls', [
      {
        port: { number: 443, protocol: 'HTTPS' },
        hosts: ['b.example'],
        tls: { mode: 'MUTUAL', minProtocolVersion: 'TLSV1_3' },
      },
    ]),
    gateway('empty', []),
    object('networking.istio.io/v1', 'VirtualService', 'b', {
      metadata: { namespace: 'edge' },
      spec: { hosts: ['b.example'], gateways: ['tls'], http: [{ route: [{ destination: { host: 'b' } }] }] },
    }),
    object('networking.istio.io/v1', 'Sidecar', 'closed', {
      metadata: { namespace: 'edge' },
      spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    }),
  );

  it('have the TLS, hosts and routes of every server', () => {
    const text = istio(edge);
    expect(cellsOf(text, 'edge/plain')?.slice(2)).toEqual([
      '80',
      'none (HTTP)',
      'shop/*.example.com, a.example',
      '-',
    ]);
    expect(cellsOf(text, 'edge/tls')?.slice(2)).toEqual([
      '443',
      'terminated, client certificate required',
      'b.example',
      'VirtualService edge/b',
    ]);
    expect(cellsOf(text, 'edge/empty')?.slice(2)).toEqual(['-', '-', '-', '-']);
    expect(cellsOf(istio(edge, wide), 'edge/tls')).toContain('TLSV1_3');
    expect(htmlOf(edge)).toContain('1 of 2 gateway servers accept connections without TLS');
  });

  it('have the Sidecars with another mode', () => {
    expect(istio(edge)).toMatch(/^Egress \(outboundTrafficPolicy\) {3,}ALLOW_ANY$/m);
    expect(cellsOf(istio(edge), 'edge/closed')).toEqual(['edge/closed', 'namespace', 'REGISTRY_ONLY']);
  });
});

describe('get addons envoy', () => {
  const bootstrap = (admin: string) =>
    JSON.stringify({
      admin: { address: { socket_address: { address: admin, port_value: 9901 } } },
      static_resources: {
        listeners: [
          {
            name: 'in',
            address: { socket_address: { address: '0.0.0.0', port_value: 8080 } },
            filter_chains: [{}],
          },
        ],
        clusters: [{ name: 'shop', type: 'STRICT_DNS' }],
      },
    });
  const proxy = (name: string, args: readonly string[]) =>
    workload('Deployment', name, 'docker.io/envoyproxy/envoy:v1.40.2', {
      namespace: 'edge',
      container: { args },
    });
  const fleets = resultOf(
    {},
    proxy('open', ['--config-yaml', bootstrap('0.0.0.0')]),
    proxy('closed', ['--config-yaml', bootstrap('127.0.0.1')]),
    proxy('elsewhere', ['-c', '/etc/envoy/mounted.yaml']),
  );
  const envoy = (options: object = narrow) =>
    sectionTable(fleets, 'addons', { name: 'envoy' }, options as typeof narrow);

  it('has the admin interface, xDS and listeners of every fleet', () => {
    const text = envoy();
    const cells = ['standalone', '1.40.2', '?/1', '0.0.0.0:9901 (open)', 'none', '1'];
    expect(cellsOf(text, 'Deployment edge/open')?.slice(1)).toEqual(cells);
    expect(cellsOf(text, 'Deployment edge/closed')?.[4]).toBe('127.0.0.1:9901');
    expect(text).toMatch(/^Deployment edge\/open {3,}in {3,}0\.0\.0\.0:8080 .*none/m);
  });

  it('names the reason of what is unknown', () => {
    expect(cellsOf(envoy(), 'Deployment edge/elsewhere')?.slice(4)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(cellsOf(envoy(wide), 'Deployment edge/elsewhere')?.at(-1)).toMatch(/[a-z]{4}/);
    expect(htmlOf(fleets)).toContain(
      'reachable from other Pods in 1 of 3 fleets, and unknown in 1. It accepts commands without authentication.',
    );
  });
});

describe('the page', () => {
  it('has a section for the mesh with its meaning', () => {
    const html = htmlOf(mixed);
    expect(html).toContain('<a href="#istio">Istio service mesh</a>');
    expect(html).toContain(
      'Mutual TLS is enforced in 1 of 2 namespaces with workloads in the mesh; 1 accepts plaintext',
    );
    expect(html).toContain('<th scope="row">pay</th><td>enforced</td>');
  });

  it('has none without a mesh', () => {
    expect(htmlOf(without)).not.toContain('id="istio"');
    expect(htmlOf(without)).not.toContain('Mutual TLS enforced');
  });

  it('adds the rows of long tables on demand', () => {
    expect(htmlOf(large)).toContain('data-more="rows-istio-workloads"');
  });
});

describe('the picture', () => {
  it('has a lock on namespaces of the mesh, and its legend', async () => {
    const svg = await formatPicture(mixed, 'svg', light);
    const cardOf = (name: string) =>
      svg.split('<g class="card').find((one) => one.includes(`"namespace/${name}"`));
    expect(cardOf('pay')).toContain('l-enforced');
    expect(cardOf('shop')).toContain('l-not-enforced');
    expect(cardOf('shop')).toContain('Mutual TLS not enforced.');
    expect(cardOf('plain')).not.toContain('sign l-');
    // The legend explains what occurs.
    expect(svg).toMatch(/>Mutual TLS not enforced<\/text>/);
    expect(svg).not.toContain('Mutual TLS unknown');
    const unknown = await formatPicture(blind, 'svg', light);
    expect(unknown).toContain('class="sign l-unknown"');
    expect(unknown).toMatch(/>Mutual TLS unknown<\/text>/);
  });

  it('has no legend of locks without a mesh', async () => {
    expect(await formatPicture(without, 'svg', light)).not.toContain('Mutual TLS');
  });

  it.each(['mermaid', 'dot', 'd2', 'drawio'] as const)('has words for it in %s', async (format) => {
    const text = await formatPicture(mixed, format, light);
    expect(text).toContain('Mutual TLS enforced');
    expect(text).toContain('Mutual TLS not enforced');
  });

  it.each(['json', 'graphml'] as const)('has a field for it in %s', async (format) => {
    const text = await formatPicture(mixed, format, light);
    expect(text.match(/"mtls"[:>] ?"?(not-)?enforced/g)).toHaveLength(2);
  });
});
