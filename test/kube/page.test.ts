import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../../src/kube/list/page.ts';

const state = { resourceVersion: '7' };

describe('an empty page is one of an API server', () => {
  it.each<[string, object, boolean]>([
    ['no items', { kind: 'PodList', metadata: state, items: [] }, true],
    [
      'null in a list of metadata, as the API server writes it',
      { kind: 'PartialObjectMetadataList', metadata: state, items: null },
      true,
    ],
    ['null in a list of objects', { kind: 'PodList', metadata: state, items: null }, false],
    ['no resourceVersion', { kind: 'PodList', metadata: {}, items: [] }, false],
    [
      'metadata, null, no resourceVersion',
      { kind: 'PartialObjectMetadataList', metadata: {}, items: null },
      false,
    ],
  ])('%s', (_what, list, accepted) => {
    expect(parsePage(Buffer.from(JSON.stringify(list))).bare).toBe(!accepted);
  });
});
