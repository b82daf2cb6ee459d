import { describe, expect, it } from '@jest/globals';
import { allCollectors } from '../../src/collect/index.ts';
import { createProjector } from '../../src/snapshot/index.ts';
import { CUSTOM_KINDS } from '../../src/snapshot/project/custom-kinds.ts';
import { KNOWN_CONFIG_MAPS } from '../../src/snapshot/kinds/config-map.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { resources } from './support/cluster.ts';

const lists = allCollectors.flatMap(({ reads }) => reads).filter(({ verb }) => verb === 'list');
const named = allCollectors.flatMap(({ reads }) => reads).filter(({ resource }) => resource === 'configmaps');

describe('the collectors', () => {
  it('are all registered, once each', () => {
    expect(allCollectors.map(({ id }) => id)).toEqual([...COLLECTOR_IDS]);
  });

  it('declare why and how they read', () => {
    for (const { id, why, reads, anonymous } of allCollectors) {
      expect(why).toMatch(/^[A-Zm].*\.$/);
      if (id !== 'endpoint') expect(reads.length + anonymous.length).toBeGreaterThan(0);
    }
  });

  it('request every custom kind that a snapshot keeps', () => {
    const groups = new Set(lists.map(({ group = '' }) => group));
    const unread = [...CUSTOM_KINDS.keys()].filter((key) => !groups.has(key.slice(0, key.indexOf('/'))));
    expect(unread).toEqual([]);
  });

  it('list no kind without kept fields, and none twice', () => {
    const projector = createProjector();
    const wasted = resources.filter(({ group, version, kind, plural }) => {
      const listed = lists.some(
        (rule) => (rule.group ?? '') === group && [plural, '*'].includes(rule.resource ?? ''),
      );
      return listed && !projector.handles(group === '' ? version : `${group}/${version}`, kind);
    });
    expect(wasted).toEqual([]);
    const keys = lists.map((rule) => JSON.stringify(rule));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('use the resource names of their servers', () => {
    const unknown = resources.filter(
      ({ group, plural }) =>
        group !== 'example.com' &&
        !['configmaps', 'endpointslices'].includes(plural) &&
        !lists.some((rule) => (rule.group ?? '') === group && [plural, '*'].includes(rule.resource ?? '')),
    );
    expect(unknown).toEqual([]);
  });
});

describe('ConfigMaps', () => {
  it('that are requested are known to the projection', () => {
    const strange = named.flatMap(({ namespace = '', resourceNames = [] }) =>
      resourceNames
        .filter(
          (name) =>
            !KNOWN_CONFIG_MAPS.some(
              (known) => known.name.test(name) && (known.namespaces?.includes(namespace) ?? true),
            ),
        )
        .map((name) => `${namespace}/${name}`),
    );
    expect(strange).toEqual([]);
  });

  it('known to the projection are requested', () => {
    const notRequested = KNOWN_CONFIG_MAPS.filter(
      ({ name, namespaces }) =>
        !named.some(
          (rule) =>
            (namespaces?.includes(rule.namespace ?? '') ?? true) &&
            (rule.resourceNames ?? []).some((candidate) => name.test(candidate)),
        ),
    );
    expect(notRequested).toEqual([]);
  });
});
