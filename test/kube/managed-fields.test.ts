import { describe, expect, it } from '@jest/globals';
import { cutManagedFields } from '../../src/kube/list/managed-fields.ts';
import { parsePage, peekHead } from '../../src/kube/list/page.ts';

const managed = (manager = 'kubelet') => [
  {
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-01-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:spec': { 'k:{"name":"a"}': { '.': {}, 'f:x': {} }, 'v:"]},"': {} } },
  },
  {
    manager: 'other',
    operation: 'Apply',
    fieldsV1: { 'f:metadata': { 'f:labels': {} } },
    subresource: 'status',
  },
];

function bytes(items: object[], kind = 'PodList'): Buffer {
  return Buffer.from(JSON.stringify({ kind, apiVersion: 'v1', metadata: { resourceVersion: '1' }, items }));
}

function without(item: object): object {
  const copy = structuredClone(item) as { metadata: Record<string, unknown> };
  delete copy.metadata['managedFields'];
  return copy;
}

describe('managedFields are cut out as bytes', () => {
  const tricky = [
    'x',
    ']}',
    ']},"spec":',
    '"]},"spec":{"',
    '\\',
    '\\"]}}',
    ']}},{',
    'é]},"',
    '"managedFields":[',
  ];
  const pods = tricky.flatMap((manager) => [
    {
      metadata: {
        name: manager,
        annotations: { last: JSON.stringify({ metadata: { managedFields: managed() } }) },
        managedFields: managed(manager),
      },
      spec: { text: manager },
      status: {},
    },
    { metadata: { name: manager, managedFields: managed(manager) }, data: { a: ']},"spec"' } },
    { metadata: { name: manager, managedFields: managed(manager) } },
    { metadata: { name: 'none' }, spec: { managedFields: 'not a list' } },
    { metadata: { name: 'empty', managedFields: [] }, spec: {} },
  ]);

  it('without any other change, whatever the texts look like', () => {
    expect(parsePage(bytes(pods)).items.map((item) => without(item as object))).toEqual(pods.map(without));
    for (const pod of pods)
      expect(parsePage(bytes([pod])).items.map((item) => without(item as object))).toEqual([without(pod)]);
  });

  it('are cut out of ordinary pages', () => {
    const ordinary = Array.from({ length: 3 }, (_, index) => ({
      metadata: { name: `p${index}`, managedFields: managed() },
      spec: { a: index },
    }));

    const page = bytes(ordinary);

    expect(cutManagedFields(page).includes('managedFields')).toBe(false);
    expect(JSON.parse(cutManagedFields(page).toString())).toEqual(
      JSON.parse(bytes(ordinary.map(without)).toString()),
    );
  });

  it('remain where they are not last in metadata, as in custom resources', () => {
    const page = bytes([{ metadata: { managedFields: managed(), name: 'a' }, spec: {} }], 'ThingList');

    expect(parsePage(page).items).toEqual([{ metadata: { managedFields: managed(), name: 'a' }, spec: {} }]);
  });
});

describe('custom resources', () => {
  // As an API server writes them: keys in alphabetical order, managedFields in the middle of metadata, lists in the spec.
  const items = [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { managedFields: managed(), name: 'shop', namespace: 'web', uid: 'u' },
      spec: {
        hostnames: ['shop.example'],
        rules: [{ backendRefs: [{ name: 'shop', port: 80 }], matches: [{ path: { value: '/' } }] }],
      },
      status: { parents: [{ conditions: [{ type: 'Accepted' }] }] },
    },
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { managedFields: managed(), name: 'deny', namespace: 'web' },
      spec: { endpointSelector: {}, ingress: [{ fromEntities: ['cluster'] }] },
    },
  ];

  it('keep their names and specs', () => {
    const page = {
      apiVersion: 'v1',
      items,
      kind: 'HTTPRouteList',
      metadata: { continue: '', resourceVersion: '9' },
    };
    expect(parsePage(Buffer.from(JSON.stringify(page))).items).toEqual(items);
  });

  it('keep them when a proxy has moved the list metadata to the front', () => {
    expect(parsePage(bytes(items, 'HTTPRouteList')).items).toEqual(items);
    for (const item of items) expect(parsePage(bytes([item])).items).toEqual([item]);
  });
});

describe('the head of a page', () => {
  it.each([
    [
      '{"kind":"PodList","metadata":{"continue":"abc","remainingItemCount":9},"items":[{"met',
      { continue: 'abc', remaining: 9 },
    ],
    [
      '{"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[',
      { continue: '', remaining: undefined },
    ],
    ['{"kind":"PodList","metadata":{"continue":"ab', undefined],
    ['{"apiVersion":"a/v1","items":[{"metadata":{"continue":"no"', undefined],
    ['', undefined],
  ])('%s', (text, head) => {
    expect(peekHead(Buffer.from(text))).toEqual(head);
  });
});
