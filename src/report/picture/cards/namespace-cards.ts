import type {
  IdentityRow,
  NamespaceRow,
  NetworkRow,
  ObjectRef,
  Result,
  StorageRow,
} from '../../../result/types.ts';
import { groupBy } from '../../../shared/group.ts';
import { plural } from '../../../shared/text.ts';
import { numberOf, some } from '../../text.ts';
import type { Draft, NetworkMark } from '../types.ts';

/**
 * Application namespaces first, then system namespaces. Without permission to list namespaces, those of observed workloads are included.
 */
export function namespaceCards({ namespaces, workloads, verdicts, network = [] }: Result): Draft[] {
  const reach = new Map(network.map((row) => [row.namespace, row]));
  const listed = new Set(namespaces.map(({ name }) => name));
  const perNamespace = groupBy(workloads, ({ namespace }) => namespace);
  const others = new Set(
    [
      ...perNamespace.keys(),
      ...verdicts.flatMap(({ verdict, object }) => (verdict === 'fail' ? (object?.namespace ?? []) : [])),
    ].filter((name) => !listed.has(name)),
  );
  const own = (row: NamespaceRow) => !row.system && (!row.builtIn || (row.pods ?? 0) > 0);
  const rows = [...namespaces.filter(own), ...namespaces.filter((row) => !own(row))];
  return [
    ...rows.map((row) => namespaceCard(row, perNamespace.get(row.name)?.length ?? 0, reach.get(row.name))),
    ...[...others].sort().map((name): Draft => {
      const count = perNamespace.get(name)?.length ?? 0;
      return {
        id: `namespace/${name}`,
        kind: 'namespace',
        title: name,
        lines: [count > 0 ? plural(count, 'workload') : 'observed in risks only', 'namespaces not listed'],
        objects: [{ kind: 'Namespace', name }],
        ...(count > 0 && { inside: count }),
      };
    }),
  ];
}

function namespaceCard(row: NamespaceRow, workloads: number, reach: NetworkRow | undefined): Draft {
  const { name, system, builtIn, podSecurity, mesh, networkPolicies = 0 } = row;
  const [network, detail] = networkLines(reach);
  const traits = [
    system ? 'system' : builtIn ? 'built-in' : undefined,
    podSecurity ? `Pod Security ${podSecurity}` : undefined,
  ].filter((part) => part !== undefined);
  return {
    id: `namespace/${name}`,
    kind: 'namespace',
    title: name,
    // A card shows the first two; its panel shows all.
    lines: [
      [counted(row, 'pods', 'Pod'), network].filter((part) => part !== undefined).join(', '),
      traits.join(', '),
      counted(row, 'workloads', 'workload'),
      detail ?? '',
      mesh ?? '',
      networkPolicies === 0 ? '' : plural(networkPolicies, 'NetworkPolicy', 'NetworkPolicies'),
    ].filter((line) => line !== ''),
    objects: [{ kind: 'Namespace', name }],
    ...(row.mtls && { mtls: row.mtls }),
    ...networkMark(reach),
    ...(workloads > 0 && { inside: workloads }),
  };
}

/** What is open, in few words, and both directions where they differ. `[]` without Pods on the Pod network. */
function networkLines(reach: NetworkRow | undefined): string[] {
  if (!reach || reach.ingress === 'no-pods' || reach.egress === 'no-pods') return [];
  const { ingress, egress } = reach;
  if (ingress === egress) return [`network ${ingress.replace('-', ' ')}`];
  const detail = `ingress ${ingress}, egress ${egress}`.replaceAll('partly-open', 'partly open');
  if (ingress === 'open') return ['ingress open', detail];
  if (egress === 'open') return ['egress open', detail];
  return ['network partly open', detail];
}

/** The shield of a namespace or a workload; nothing without Pods on the Pod network. */
export function networkMark(reach: Pick<NetworkRow, 'ingress' | 'egress'> | undefined): {
  network?: NetworkMark;
} {
  if (!reach || reach.ingress === 'no-pods' || reach.egress === 'no-pods') return {};
  const { ingress, egress } = reach;
  if (ingress === egress) return { network: ingress };
  return { network: ingress === 'unknown' || egress === 'unknown' ? 'unknown' : 'partly-open' };
}

/** `1 Pod`, `at least 2 Pods`. */
function counted(row: NamespaceRow, column: 'pods' | 'workloads', noun: string): string {
  const number = numberOf(row, column);
  return `${number} ${number === '1' ? noun : `${noun}s`}`;
}

/** StorageClasses with their volumes; volumes and claims without a class share a card; drivers are listed with their classes. */
export function storageCards({ storage }: Result): Draft[] {
  const claims = groupBy(
    storage.filter(({ kind }) => kind === 'PersistentVolumeClaim'),
    ({ type }) => type ?? '',
  );
  const rows = storage.filter(({ kind }) => kind === 'StorageClass');
  const cards = rows.map((row): Draft => classCard(row, claims.get(row.name) ?? []));
  const classes = new Set(rows.map(({ name }) => name));
  const rest = [...claims].filter(([name]) => !classes.has(name)).flatMap(([, of]) => of);
  const volumes = storage.filter(({ kind }) => kind === 'PersistentVolume');
  return [
    ...cards,
    ...(rest.length > 0
      ? [
          {
            id: 'storage-class/',
            kind: 'storage-class' as const,
            title: 'No StorageClass',
            lines: [plural(rest.length, 'claim')],
            objects: rest.map(refOf),
            inside: rest.length,
          },
        ]
      : []),
    ...(volumes.length > 0
      ? [
          {
            id: 'volumes/',
            kind: 'volume' as const,
            title: plural(volumes.length, 'PersistentVolume'),
            lines: [some([...new Set(volumes.map(({ type }) => type ?? 'volume').map(firstWord))].sort(), 2)],
            objects: volumes.map(refOf),
            inside: volumes.length,
          },
        ]
      : []),
  ];
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? text;
}

function classCard(row: StorageRow, claims: readonly StorageRow[]): Draft {
  return {
    id: `storage-class/${row.name}`,
    kind: 'storage-class',
    title: row.isDefault ? `${row.name} (default)` : row.name,
    lines: [row.type ?? '', plural(claims.length, 'claim')].filter((line) => line !== ''),
    objects: [refOf(row), { kind: 'CSIDriver', name: row.type ?? '' }, ...claims.map(refOf)],
    ...(claims.length > 0 && { inside: claims.length }),
  };
}

export function refOf({ kind, namespace, name }: StorageRow): ObjectRef {
  return { kind, ...(namespace && { namespace }), name };
}

/** Privileged identities, except for those of Kubernetes and the distribution; the others are in the table. */
export function identityCards({ identities, verdicts }: Result): Draft[] {
  const risky = new Set(
    verdicts.flatMap(({ verdict, object }) =>
      verdict === 'fail' && object && IDENTITIES.has(object.kind) ? [identityKey(object)] : [],
    ),
  );
  return identities
    .filter((row) => (!row.builtIn && row.permissions.length > 0) || risky.has(identityKey(identityRef(row))))
    .map((row): Draft => ({
      id: `identity/${row.kind}/${row.subject}`,
      kind: 'identity',
      title: row.subject,
      lines: [
        row.kind === 'ServiceAccount' && row.pods !== undefined
          ? `ServiceAccount, used by ${numberOf(row, 'pods')} ${numberOf(row, 'pods') === '1' ? 'Pod' : 'Pods'}`
          : row.kind,
        some(row.permissions, 1) || 'privileges unknown',
      ],
      objects: [identityRef(row)],
    }));
}

const IDENTITIES = new Set(['User', 'Group', 'ServiceAccount']);

function identityKey({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function identityRef({ kind, subject }: IdentityRow): ObjectRef {
  const slash = kind === 'ServiceAccount' ? subject.indexOf('/') : -1;
  return slash < 0
    ? { kind, name: subject }
    : { kind, namespace: subject.slice(0, slash), name: subject.slice(slash + 1) };
}
