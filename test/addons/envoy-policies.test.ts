import { describe, expect, it } from '@jest/globals';
import { clientPoliciesOf, clientTls } from '../../src/addons/envoy/policies.ts';
import { bootstrapFromText } from '../../src/snapshot/project/envoy.ts';
import type { CustomRecord } from '../../src/snapshot/records/index.ts';

const policy = (name: string, spec: object, namespace = 'shop'): CustomRecord => ({
  group: 'gateway.envoyproxy.io',
  kind: 'ClientTrafficPolicy',
  namespace,
  name,
  labels: {},
  annotations: {},
  spec: spec as CustomRecord['spec'],
});
const listener = { namespace: 'shop', gateway: 'eg', name: 'https', gatewayLabels: { team: 'a' } };
const to = (more: object = {}) => ({ targetRefs: [{ kind: 'Gateway', name: 'eg', ...more }] });
const select = (selector: object) => ({ targetSelectors: [{ kind: 'Gateway', ...selector }] });

describe('ClientTrafficPolicies of a listener', () => {
  it.each<[string, CustomRecord[], string[]]>([
    ['none', [], []],
    ['of its Gateway', [policy('a', to())], ['a']],
    ['of one target', [policy('a', { targetRef: { kind: 'Gateway', name: 'eg' } })], ['a']],
    [
      'of its section before its Gateway',
      [policy('a', to()), policy('b', to({ sectionName: 'https' }))],
      ['b'],
    ],
    ['of another section', [policy('a', to({ sectionName: 'http' }))], []],
    ['of another namespace', [policy('a', to(), 'edge')], []],
    ['of another kind', [policy('a', to({ kind: 'ListenerSet' }))], []],
    ['by labels', [policy('a', select({ matchLabels: { team: 'a' } }))], ['a']],
    ['by other labels', [policy('a', select({ matchLabels: { team: 'b' } }))], []],
  ])('%s', (_, policies, names) => {
    const { applied, unclear } = clientPoliciesOf(listener, () => policies);
    expect(applied.map(({ name }) => name)).toEqual(names);
    expect(unclear).toEqual([]);
  });

  it('may apply by an expression that is not evaluated', () => {
    const policies = [policy('a', select({ matchExpressions: [{ key: 'team' }] }))];
    expect(clientPoliciesOf(listener, () => policies).unclear).toHaveLength(1);
    expect(clientTls(listener, () => policies)).toBeUndefined();
  });

  it('set TLS, in the words of Envoy', () => {
    const tls = {
      minVersion: '1.3',
      clientValidation: { optional: true, caCertificateRefs: [{ name: 'ca' }] },
    };
    expect(clientTls(listener, () => [policy('a', { ...to(), tls })])).toEqual({
      minTls: 'TLSv1_3',
      clientCertificates: 'optional',
    });
  });

  it('that contradict each other set nothing that is known', () => {
    expect(clientTls(listener, () => [policy('a', to()), policy('b', to())])).toBeUndefined();
  });
});

describe('a bootstrap that cannot be parsed', () => {
  it.each<[string, string, string, boolean | undefined]>([
    ['by its name', 'admin: [', 'ConfigMap/envoy/envoy.yaml', true],
    ['in arguments', '{{ .config }}: [', 'Pod/p/envoy/args', true],
    ['by another name', 'admin: [', 'ConfigMap/x/notes.txt', undefined],
    [
      'YAML in flow style is one',
      '{admin: {address: {pipe: {path: /x}}}}',
      'ConfigMap/e/envoy.yaml',
      undefined,
    ],
  ])('%s', (_, text, source, unparsed) => {
    expect(bootstrapFromText(text, 'edge', source)?.unparsed).toBe(unparsed);
  });

  it('does not hide a valid one in flow style', () => {
    expect(bootstrapFromText('{admin: {address: {pipe: {path: /x}}}}', 'e', 'ConfigMap/e/a')).toMatchObject({
      admin: { address: '/x', pipe: true },
    });
  });
});
