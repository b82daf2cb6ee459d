import type { Section } from '../report/sections.ts';
import { ArchmapError } from '../shared/errors.ts';
import { nearest, printable } from '../shared/text.ts';

/** What a word after `get` or `describe` means. */
export interface Target {
  section: Section;
  /** Only these kinds, in the API's spelling; absent = all kinds of the section. */
  kinds?: readonly string[];
  /** What the section lists instead, where that is not what kubectl lists under the word. */
  note?: string;
}

/** kubectl's plural, singular and short names, by section. A section's own name lists all its kinds. */
const SECTION_WORDS: Readonly<Record<Section, string>> = {
  'control-plane': 'control-plane controlplane cp components component componentstatuses cs',
  nodes: 'nodes node no',
  namespaces: 'namespaces namespace ns',
  workloads: 'workloads workload wl',
  addons: 'addons addon add-ons add-on',
  storage: 'storage volumes volume',
  exposure: 'exposure entry-points entrypoints entry-point endpoints ep endpointslices',
  network: 'network net networkpolicies networkpolicy netpol',
  identities: 'identities identity id rbac subjects',
  certificates: 'certificates certificate certs cert',
};

const KIND_WORDS: readonly (readonly [words: string, section: Section, kind: string])[] = [
  ['deployments deployment deploy', 'workloads', 'Deployment'],
  ['daemonsets daemonset ds', 'workloads', 'DaemonSet'],
  ['statefulsets statefulset sts', 'workloads', 'StatefulSet'],
  ['jobs job', 'workloads', 'Job'],
  ['cronjobs cronjob cj', 'workloads', 'CronJob'],
  ['ingresses ingress ing', 'exposure', 'Ingress'],
  ['gateways gateway gtw gw', 'exposure', 'Gateway'],
  ['httproutes httproute', 'exposure', 'HTTPRoute'],
  ['routes route', 'exposure', 'Route'],
  ['persistentvolumeclaims persistentvolumeclaim pvc', 'storage', 'PersistentVolumeClaim'],
  ['persistentvolumes persistentvolume pv', 'storage', 'PersistentVolume'],
  ['storageclasses storageclass sc', 'storage', 'StorageClass'],
  ['csidrivers csidriver', 'storage', 'CSIDriver'],
  ['serviceaccounts serviceaccount sa', 'identities', 'ServiceAccount'],
  ['users user', 'identities', 'User'],
  ['groups group', 'identities', 'Group'],
  ['certificatesigningrequests certificatesigningrequest csr', 'certificates', 'CertificateSigningRequest'],
];

/** kubectl's kinds that a section contains only in part or in another form. */
const NOTED: readonly (readonly [words: string, target: Target])[] = [
  [
    'services service svc',
    {
      section: 'exposure',
      kinds: ['Service'],
      note: 'only Services that are entry points from outside are listed; for all: kubectl get services',
    },
  ],
  [
    'pods pod po replicasets replicaset rs replicationcontrollers replicationcontroller rc',
    {
      section: 'workloads',
      note: 'Pods are listed by workload; for single Pods: kubectl get pods',
    },
  ],
  [
    'roles role clusterroles clusterrole rolebindings rolebinding clusterrolebindings clusterrolebinding',
    {
      section: 'identities',
      note: 'roles and bindings are listed by subject; -o wide shows the bindings',
    },
  ],
];

const TARGETS: ReadonlyMap<string, Target> = new Map([
  ...Object.entries(SECTION_WORDS).flatMap(([section, words]) =>
    words.split(' ').map((word): [string, Target] => [word, { section: section as Section }]),
  ),
  ...KIND_WORDS.flatMap(([words, section, kind]) =>
    words.split(' ').map((word): [string, Target] => [word, { section, kinds: [kind] }]),
  ),
  ...NOTED.flatMap(([words, target]) => words.split(' ').map((word): [string, Target] => [word, target])),
]);

/** For help and errors. */
export const SECTION_NAMES = Object.keys(SECTION_WORDS).join(', ');

/** Kinds that no section lists. */
const UNLISTED: ReadonlySet<string> = new Set(
  'secrets secret configmaps configmap cm events event ev all resourcequotas quota limitranges limits'.split(
    ' ',
  ),
);

/**
 * The section that a word leads to: a section's name, or a kind as kubectl spells it, with or without its group. Throws `usage` with the
 * nearest word.
 */
export function targetOf(word: string): Target {
  const lower = word.toLowerCase();
  const target = TARGETS.get(lower) ?? TARGETS.get(lower.split('.')[0] ?? '');
  if (target) return target;
  if (UNLISTED.has(lower))
    throw new ArchmapError(
      'usage',
      `kubectl archmap does not list ${lower}`,
      `use kubectl get ${lower}; available sections: ${SECTION_NAMES}, risks`,
    );
  const guess = nearest(lower, [...TARGETS.keys(), 'risks'])[0];
  throw new ArchmapError(
    'usage',
    `unknown section "${printable(word)}"`,
    `${guess ? `did you mean ${guess}? ` : ''}available sections: ${SECTION_NAMES}, risks`,
  );
}

/** Every word that `get` accepts, for completion: the sections and the plural kinds. */
export function sectionWords(): string[] {
  return [
    ...Object.keys(SECTION_WORDS),
    'risks',
    ...KIND_WORDS.flatMap(([words]) => words.split(' ')[0] ?? []),
  ];
}
