import type { ClaimInput, ClassInput, VolumeInput } from './objects.ts';

/** Objects of one case, and what the real controllers do with them. Names are unique in the whole table. */
export interface StorageCase {
  name: string;
  classes?: readonly ClassInput[];
  volumes?: readonly VolumeInput[];
  claims: readonly ClaimInput[];
  /** A pod with all claims; with the zone of its node selector. */
  pod?: { zone?: string };
  /** By hand, from the documentation: the volume, `none`, or where the pod may run. It confirms model and cluster. */
  expected?: Readonly<Record<string, string>>;
}

const ZONES = ['zone-a', 'zone-b', 'zone-c'] as const;

/** Claims that the volume controller binds, or not. */
const immediate: readonly StorageCase[] = [
  {
    name: 'the smallest of those that are large enough',
    classes: [{ name: 'c1' }],
    volumes: [
      { name: 'c1-small', storageClass: 'c1', size: '1Gi' },
      { name: 'c1-fit', storageClass: 'c1', size: '5Gi' },
      { name: 'c1-large', storageClass: 'c1', size: '50Gi' },
    ],
    claims: [{ name: 'x', storageClass: 'c1', size: '3Gi' }],
    expected: { x: 'c1-fit' },
  },
  {
    name: 'fewer access modes before a smaller size',
    classes: [{ name: 'c2' }],
    volumes: [
      { name: 'c2-many', storageClass: 'c2', size: '1Gi', modes: ['ReadWriteOnce', 'ReadOnlyMany'] },
      { name: 'c2-one', storageClass: 'c2', size: '9Gi' },
    ],
    claims: [{ name: 'x', storageClass: 'c2' }],
    expected: { x: 'c2-one' },
  },
  {
    name: 'no volume with the access mode',
    classes: [{ name: 'c3' }],
    volumes: [{ name: 'c3-once', storageClass: 'c3' }],
    claims: [{ name: 'x', storageClass: 'c3', modes: ['ReadWriteMany'] }],
    expected: { x: 'none' },
  },
  {
    name: 'ReadWriteOncePod is not part of ReadWriteOnce',
    classes: [{ name: 'c4' }],
    volumes: [
      { name: 'c4-once', storageClass: 'c4' },
      { name: 'c4-pod', storageClass: 'c4', modes: ['ReadWriteOncePod'], size: '7Gi' },
    ],
    claims: [{ name: 'x', storageClass: 'c4', modes: ['ReadWriteOncePod'] }],
    expected: { x: 'c4-pod' },
  },
  {
    name: 'a block claim and a volume with a file system',
    classes: [{ name: 'c5' }],
    volumes: [{ name: 'c5-fs', storageClass: 'c5' }],
    claims: [{ name: 'x', storageClass: 'c5', block: true }],
    expected: { x: 'none' },
  },
  {
    name: 'a selector',
    classes: [{ name: 'c6' }],
    volumes: [
      { name: 'c6-a', storageClass: 'c6', labels: { tier: 'slow' } },
      { name: 'c6-b', storageClass: 'c6', labels: { tier: 'fast' }, size: '8Gi' },
    ],
    claims: [
      {
        name: 'x',
        storageClass: 'c6',
        selector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['slow'] }] },
      },
    ],
    expected: { x: 'c6-b' },
  },
  {
    name: 'a volume reserved for the claim before a better one',
    classes: [{ name: 'c7' }],
    volumes: [
      { name: 'c7-free', storageClass: 'c7' },
      { name: 'c7-own', storageClass: 'c7', size: '90Gi', claim: 'x' },
    ],
    claims: [{ name: 'x', storageClass: 'c7' }],
    expected: { x: 'c7-own' },
  },
  {
    name: 'a free volume with fewer access modes before one that is reserved for the claim',
    classes: [{ name: 'c19' }],
    volumes: [
      { name: 'c19-free', storageClass: 'c19' },
      { name: 'c19-own', storageClass: 'c19', modes: ['ReadWriteOnce', 'ReadOnlyMany'], claim: 'x' },
    ],
    claims: [{ name: 'x', storageClass: 'c19' }],
    expected: { x: 'c19-free' },
  },
  {
    name: 'a volume reserved for the claim with another class',
    classes: [{ name: 'c8' }],
    volumes: [{ name: 'c8-own', storageClass: 'other', claim: 'x' }],
    claims: [{ name: 'x', storageClass: 'c8' }],
    expected: { x: 'c8-own' },
  },
  {
    name: 'a volume reserved for another namespace',
    classes: [{ name: 'c9' }],
    volumes: [{ name: 'c9-theirs', storageClass: 'c9', claim: 'default/x' }],
    claims: [{ name: 'x', storageClass: 'c9' }],
    expected: { x: 'none' },
  },
  {
    name: 'a requested volume, although its node affinity and labels differ',
    classes: [{ name: 'c10' }],
    volumes: [{ name: 'c10-v', storageClass: 'c10', zone: 'nowhere' }],
    claims: [{ name: 'x', storageClass: 'c10', volume: 'c10-v', selector: { matchLabels: { a: 'b' } } }],
    expected: { x: 'c10-v' },
  },
  {
    name: 'a requested volume of another class',
    classes: [{ name: 'c11' }],
    volumes: [{ name: 'c11-v' }],
    claims: [{ name: 'x', storageClass: 'c11', volume: 'c11-v' }],
    expected: { x: 'none' },
  },
  {
    name: 'a requested volume that is too small',
    volumes: [{ name: 'c12-v', size: '1Gi' }],
    claims: [{ name: 'x', storageClass: '', volume: 'c12-v', size: '2Gi' }],
    expected: { x: 'none' },
  },
  {
    name: 'a requested volume that does not exist',
    claims: [{ name: 'x', storageClass: '', volume: 'c13-missing' }],
    expected: { x: 'none' },
  },
  {
    name: 'a class that does not exist',
    claims: [{ name: 'x', storageClass: 'c14-missing' }],
    expected: { x: 'none' },
  },
  {
    name: 'volumes of a class that does not exist',
    volumes: [{ name: 'c15-v', storageClass: 'c15-missing' }],
    claims: [{ name: 'x', storageClass: 'c15-missing' }],
    expected: { x: 'c15-v' },
  },
  {
    name: 'no class at all, and no default class',
    volumes: [{ name: 'c16-v', labels: { only: 'c16' }, storageClass: 'c16' }],
    claims: [{ name: 'x', selector: { matchLabels: { only: 'c16' } } }],
    expected: { x: 'none' },
  },
  {
    name: 'no class, and a volume without one',
    volumes: [{ name: 'c17-v', labels: { only: 'c17' } }],
    claims: [{ name: 'x', selector: { matchLabels: { only: 'c17' } } }],
    expected: { x: 'c17-v' },
  },
  {
    name: 'the provisioner of a class, of which no driver exists',
    classes: [{ name: 'c18', provisioner: 'disks.csi.example.com' }],
    claims: [{ name: 'x', storageClass: 'c18' }],
    expected: { x: 'none' },
  },
];

/** Claims that the scheduler binds with a pod, and pods that volumes keep from nodes. */
const scheduled: readonly StorageCase[] = [
  {
    name: 'a delayed claim without a pod',
    classes: [{ name: 'd1', delayed: true }],
    volumes: [{ name: 'd1-v', storageClass: 'd1' }],
    claims: [{ name: 'x', storageClass: 'd1' }],
    expected: { x: 'none' },
  },
  {
    name: 'a delayed claim with a pod: the volume of the zone that the pod requires',
    classes: [{ name: 'd2', delayed: true }],
    volumes: ZONES.map((zone) => ({ name: `d2-${zone}`, storageClass: 'd2', zone })),
    claims: [{ name: 'x', storageClass: 'd2' }],
    pod: { zone: 'zone-b' },
    expected: { x: 'd2-zone-b', pod: 'zone-b' },
  },
  {
    name: 'a delayed claim whose volumes are in another zone than the pod',
    classes: [{ name: 'd3', delayed: true }],
    volumes: [{ name: 'd3-a', storageClass: 'd3', zone: 'zone-a' }],
    claims: [{ name: 'x', storageClass: 'd3' }],
    pod: { zone: 'zone-c' },
    expected: { x: 'none', pod: 'blocked' },
  },
  {
    name: 'two bound volumes in different zones',
    classes: [{ name: 'd4' }],
    volumes: [
      { name: 'd4-a', storageClass: 'd4', zone: 'zone-a', claim: 'x' },
      { name: 'd4-b', storageClass: 'd4', zone: 'zone-b', claim: 'y' },
    ],
    claims: [
      { name: 'x', storageClass: 'd4' },
      { name: 'y', storageClass: 'd4' },
    ],
    pod: {},
    expected: { x: 'd4-a', y: 'd4-b', pod: 'blocked' },
  },
  {
    name: 'a bound volume of one zone',
    classes: [{ name: 'd5' }],
    volumes: [{ name: 'd5-c', storageClass: 'd5', zone: 'zone-c' }],
    claims: [{ name: 'x', storageClass: 'd5' }],
    pod: {},
    expected: { x: 'd5-c', pod: 'zone-c' },
  },
  {
    name: 'a bound volume of one node',
    classes: [{ name: 'd6' }],
    volumes: [{ name: 'd6-v', storageClass: 'd6', node: 'node-004' }],
    claims: [{ name: 'x', storageClass: 'd6' }],
    pod: {},
    expected: { x: 'd6-v', pod: 'zone-b' },
  },
  {
    name: 'a bound volume of a zone without nodes',
    classes: [{ name: 'd7' }],
    volumes: [{ name: 'd7-v', storageClass: 'd7', zone: 'zone-gone' }],
    claims: [{ name: 'x', storageClass: 'd7' }],
    pod: {},
    expected: { x: 'd7-v', pod: 'blocked' },
  },
  {
    name: 'a pod with an immediate claim that is not bound',
    classes: [{ name: 'd8' }],
    claims: [{ name: 'x', storageClass: 'd8' }],
    pod: {},
    expected: { x: 'none', pod: 'blocked' },
  },
  {
    name: 'a delayed claim: a node of the zones in which the class provisions',
    classes: [{ name: 'd9', delayed: true, provisioner: 'disks.example.com', zones: ['zone-a'] }],
    claims: [{ name: 'x', storageClass: 'd9' }],
    pod: {},
    expected: { pod: 'zone-a' },
  },
  {
    name: 'a delayed claim with a provisioner and a pod in another zone',
    classes: [{ name: 'd10', delayed: true, provisioner: 'disks.example.com', zones: ['zone-a'] }],
    claims: [{ name: 'x', storageClass: 'd10' }],
    pod: { zone: 'zone-b' },
    expected: { pod: 'blocked' },
  },
  {
    name: 'a zone label of a volume without node affinity',
    classes: [{ name: 'd11' }],
    volumes: [
      { name: 'd11-v', storageClass: 'd11', labels: { 'topology.kubernetes.io/zone': 'zone-a__zone-b' } },
    ],
    claims: [{ name: 'x', storageClass: 'd11' }],
    pod: { zone: 'zone-c' },
    expected: { x: 'd11-v', pod: 'blocked' },
  },
  {
    name: 'node affinity with NotIn and Exists',
    classes: [{ name: 'd12' }],
    volumes: [
      {
        name: 'd12-v',
        storageClass: 'd12',
        affinity: [
          { key: 'topology.kubernetes.io/zone', operator: 'NotIn', values: ['zone-a', 'zone-b'] },
          { key: 'topology.kubernetes.io/region', operator: 'Exists' },
        ],
      },
    ],
    claims: [{ name: 'x', storageClass: 'd12' }],
    pod: {},
    expected: { x: 'd12-v', pod: 'zone-c' },
  },
];

export const storageCases: readonly StorageCase[] = [...immediate, ...scheduled];
