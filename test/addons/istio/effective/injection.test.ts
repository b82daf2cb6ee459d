import { describe, expect, it } from '@jest/globals';
import { Injectors } from '../../../../src/addons/istio/effective/injection.ts';
import { modelOf, object } from '../../../model/support/cluster.ts';

type Labels = Record<string, string>;
type Selector = { key: string; operator: string; values?: string[] }[];

/** The four webhooks of a stock installation (chart istio-discovery, templates/mutatingwebhook.yaml), for one revision or tag. */
function injector(name: string, labels: Labels, webhooks: readonly [ns: Selector, pod: Selector][]) {
  return object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', name, {
    metadata: { labels },
    webhooks: webhooks.map(([ns, pod], at) => ({
      name: `w${at}.sidecar-injector.istio.io`,
      clientConfig: { service: { namespace: 'istio-system', name: 'istiod' } },
      namespaceSelector: { matchExpressions: ns },
      objectSelector: { matchExpressions: pod },
      rules: [],
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    })),
  });
}

const INJECT = 'sidecar.istio.io/inject';
const is = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
const isNot = (key: string, ...values: string[]) => ({ key, operator: 'NotIn', values });
const has = (key: string) => ({ key, operator: 'Exists' });
const hasNot = (key: string) => ({ key, operator: 'DoesNotExist' });

const byRevision = (revision: string): [Selector, Selector][] => [
  [[is('istio.io/rev', revision), hasNot('istio-injection')], [isNot(INJECT, 'false')]],
  [
    [hasNot('istio.io/rev'), hasNot('istio-injection')],
    [isNot(INJECT, 'false'), is('istio.io/rev', revision)],
  ],
];
const byDefault: [Selector, Selector][] = [
  [[is('istio-injection', 'enabled')], [isNot(INJECT, 'false')]],
  [
    [hasNot('istio-injection'), hasNot('istio.io/rev')],
    [is(INJECT, 'true'), hasNot('istio.io/rev')],
  ],
];

const DEFAULT = injector('istio-sidecar-injector', { 'istio.io/rev': 'default' }, [
  ...byRevision('default'),
  ...byDefault,
]);
const CANARY = injector('istio-sidecar-injector-canary', { 'istio.io/rev': 'canary' }, byRevision('canary'));
const TAG = injector(
  'istio-revision-tag-prod',
  { 'istio.io/rev': 'canary', 'istio.io/tag': 'prod' },
  byRevision('prod'),
);

interface Pod {
  labels?: Labels;
  annotations?: Labels;
  hostNetwork?: boolean;
}

function inject(
  namespaceLabels: Labels | undefined,
  { labels = {}, annotations = {}, hostNetwork = false }: Pod,
  namespace = 'shop',
) {
  const { webhooks } = modelOf({}, DEFAULT, CANARY, TAG).extensions;
  const found = new Injectors(webhooks).of({
    namespace,
    namespaceLabels,
    template: { labels, annotations, ...(hostNetwork && { hostNetwork }) },
  });
  return found.injects === 'no' ? 'no' : `${found.injects} ${found.revisions.join(',')}`;
}

describe('injection by the selectors of the webhooks', () => {
  it.each<[string, Labels | undefined, Pod, string]>([
    ['no label', {}, {}, 'no'],
    ['enabled', { 'istio-injection': 'enabled' }, {}, 'yes default'],
    ['disabled', { 'istio-injection': 'disabled' }, { labels: { [INJECT]: 'true' } }, 'no'],
    ['a revision', { 'istio.io/rev': 'canary' }, {}, 'yes canary'],
    ['a tag', { 'istio.io/rev': 'prod' }, {}, 'yes canary'],
    ['a revision that no webhook serves', { 'istio.io/rev': 'old' }, {}, 'no'],
    [
      'enabled and a revision: enabled counts',
      { 'istio-injection': 'enabled', 'istio.io/rev': 'canary' },
      {},
      'yes default',
    ],
    ['a Pod that requests it', {}, { labels: { [INJECT]: 'true' } }, 'yes default'],
    ['a Pod of a revision', {}, { labels: { 'istio.io/rev': 'canary' } }, 'yes canary'],
    [
      'a Pod that opts out by label',
      { 'istio-injection': 'enabled' },
      { labels: { [INJECT]: 'false' } },
      'no',
    ],
    [
      'a Pod that opts out by annotation',
      { 'istio-injection': 'enabled' },
      { annotations: { [INJECT]: 'false' } },
      'no',
    ],
    [
      'label over annotation',
      { 'istio-injection': 'enabled' },
      { labels: { [INJECT]: 'true' }, annotations: { [INJECT]: 'false' } },
      'yes default',
    ],
    ['host network', { 'istio-injection': 'enabled' }, { hostNetwork: true }, 'no'],
    ['labels of the namespace unknown', undefined, {}, 'maybe canary,default'],
  ])('%s', (_, namespaceLabels, pod, expected) => {
    expect(inject(namespaceLabels, pod)).toBe(expected);
  });

  it('leaves the namespaces of the cluster alone', () => {
    expect(inject({ 'istio-injection': 'enabled' }, {}, 'kube-system')).toBe('no');
  });

  it('reads an `Exists` of the webhook', () => {
    const only = injector('istio-sidecar-injector', {}, [[[has('team')], []]]);
    const { webhooks } = modelOf({}, only).extensions;
    const injectors = new Injectors(webhooks);
    const template = { labels: {}, annotations: {} };
    expect(injectors.of({ namespace: 'a', namespaceLabels: { team: 'x' }, template }).injects).toBe('yes');
    expect(injectors.of({ namespace: 'a', namespaceLabels: {}, template }).injects).toBe('no');
  });
});
