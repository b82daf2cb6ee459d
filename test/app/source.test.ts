import { describe, expect, it } from '@jest/globals';
import { lacksNamespace } from '../../src/app/source.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { snapshotOf } from '../model/support/cluster.ts';

describe('a namespace that is not among those read', () => {
  const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  it.each<[string, EvidenceDocument, boolean, boolean]>([
    ['all were listed', {}, true, true],
    ['all were listed once, in a snapshot', {}, false, true],
    ['the server said that there is none of this name', { absent: ['namespaces'] }, true, true],
    ['files hold no namespaces', { absent: ['namespaces'] }, false, false],
    ['not all were seen', { partial: ['namespaces'] }, true, false],
    ['nobody may look', { forbidden: ['namespaces'] }, true, false],
  ])('when %s', (_when, evidence, live, missing) => {
    expect(lacksNamespace(snapshotOf(evidence), 'web', live)).toBe(missing);
    expect(lacksNamespace(snapshotOf(evidence, shop), 'shop', live)).toBe(false);
  });
});
