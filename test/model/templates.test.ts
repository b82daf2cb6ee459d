import { describe, expect, it } from '@jest/globals';
import type { WorkloadFacts } from '../../src/model/types.ts';
import { modelOf, object } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const OWNER = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'r1', controller: true }];
const spec = (image: string, more: object = {}) => ({ containers: [{ name: 'app', image }], ...more });

const pod = (name: string, podSpec: object, more: object = {}): Manifest =>
  object(
    'v1',
    'Pod',
    name,
    { metadata: { uid: name, ownerReferences: OWNER, ...more }, spec: podSpec, status: { phase: 'Running' } },
    'shop',
  );

const replicaSet = object(
  'apps/v1',
  'ReplicaSet',
  'web-1',
  {
    metadata: {
      uid: 'r1',
      ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'd1', controller: true }],
    },
  },
  'shop',
);

const deployment = (template: object, status: object = {}, generation = 3): Manifest =>
  object(
    'apps/v1',
    'Deployment',
    'web',
    { metadata: { uid: 'd1', generation }, spec: { replicas: 2, template: { spec: template } }, status },
    'shop',
  );

const web = (...objects: readonly Manifest[]): WorkloadFacts => {
  const [found, ...others] = modelOf({}, replicaSet, ...objects).workloads;
  if (!found || others.length > 0) throw new Error('there should be one workload');
  return found;
};

describe('the templates of a workload', () => {
  const images = ({ templates }: WorkloadFacts) =>
    templates.map(({ template, ofController, pods }) => [
      template.containers.map(({ image }) => image).join(),
      ofController,
      pods.map(({ name }) => name),
    ]);

  it('include that of the controller and every different one of its pods, each once', () => {
    const facts = web(
      deployment(spec('new:1')),
      pod('a', spec('old:1')),
      pod('b', spec('new:1')),
      pod('c', spec('old:1')),
    );
    expect(images(facts)).toEqual([
      ['new:1', true, []],
      ['old:1', false, ['a', 'c']],
      ['new:1', false, ['b']],
    ]);
  });

  it('an ephemeral container adds a template', () => {
    const debugged = spec('app:1', { ephemeralContainers: [{ name: 'debug', image: 'busybox' }] });
    expect(images(web(deployment(spec('app:1')), pod('a', spec('app:1')), pod('b', debugged)))).toEqual([
      ['app:1', true, []],
      ['app:1', false, ['a']],
      ['app:1,busybox', false, ['b']],
    ]);
  });

  it('future pods are scheduled as their RuntimeClass requires', () => {
    const runtimeClass = object('node.k8s.io/v1', 'RuntimeClass', 'windows-2022', {
      handler: 'runhcs',
      scheduling: { nodeSelector: { 'kubernetes.io/os': 'windows' } },
    });
    const facts = web(
      runtimeClass,
      deployment(spec('app:1', { runtimeClassName: 'windows-2022', nodeSelector: { pool: 'a' } })),
      pod('a', spec('app:1', { runtimeClassName: 'windows-2022', nodeSelector: { pool: 'a' } })),
    );
    expect(facts.templates.map(({ nodeSelector }) => nodeSelector)).toEqual([
      { pool: 'a', 'kubernetes.io/os': 'windows' },
      { pool: 'a' },
    ]);
  });
});

describe('whether all pods are created from the current template', () => {
  const status = { observedGeneration: 3, replicas: 2, updatedReplicas: 2, readyReplicas: 2 };
  const two = [pod('a', spec('app:1')), pod('b', spec('app:1'))];
  it.each<[string, Manifest, readonly Manifest[], boolean]>([
    ["by the controller's own count", deployment(spec('app:1'), status), two, true],
    ['it has no status', deployment(spec('app:1')), two, false],
    ['it has not observed the change yet', deployment(spec('app:1'), status, 4), two, false],
    ['the rollout is under way', deployment(spec('app:1'), { ...status, updatedReplicas: 1 }), two, false],
    [
      'a pod exists that its status does not count',
      deployment(spec('app:1'), status),
      [...two, pod('c', spec('app:1'))],
      false,
    ],
    [
      'a pod that is being deleted does not count',
      deployment(spec('app:1'), status),
      [...two, pod('c', spec('app:1'), { deletionTimestamp: '2026-11-24T00:00:00Z' })],
      true,
    ],
    [
      'a pod lacks a container of the template',
      deployment(
        {
          containers: [
            { name: 'app', image: 'app:1' },
            { name: 'other', image: 'o:1' },
          ],
        },
        status,
      ),
      two,
      false,
    ],
    [
      'there are no pods',
      deployment(spec('app:1'), { ...status, replicas: 0, updatedReplicas: 0 }),
      [],
      false,
    ],
  ])('%s', (_, controller, pods, expected) => {
    expect(web(controller, ...pods).updated).toBe(expected ? 'all' : 'unknown');
  });
});
