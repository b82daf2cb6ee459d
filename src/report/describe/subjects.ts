/** What `describe` prints about a record of each section, in addition to its columns. */
import type {
  CertificateRow,
  ComponentRow,
  EntryPointRow,
  IdentityRow,
  NamespaceRow,
  NetworkDetail,
  NodeRow,
  ObjectRef,
  Result,
  StorageRow,
  WorkloadRow,
} from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { namespaceReport, namespaceText } from '../details/namespace.ts';
import { networkText } from '../network.ts';
import type { ReportOptions } from '../options.ts';
import { detailsOf } from '../sections.ts';
import type { Section } from '../sections.ts';
import { table } from '../table.ts';
import { addressText } from '../text.ts';
import type { Field } from './fields.ts';
import { block } from './fields.ts';

/** A record with the section that it is from. */
export interface Subject {
  section: Section;
  record: object;
  /** The connections of workloads. */
  network?: readonly NetworkDetail[];
}

/** The objects whose risks are those of the record. */
export function objectsOf({ section, record }: Subject): ObjectRef[] {
  switch (section) {
    case 'control-plane':
      return [{ kind: 'Component', name: (record as ComponentRow).name }];
    case 'nodes':
      return [{ kind: 'Node', name: (record as NodeRow).name }];
    case 'namespaces':
    case 'network':
      return [{ kind: 'Namespace', name: namespaceName(record) }];
    case 'workloads': {
      const { kind, namespace, name } = record as WorkloadRow;
      return [{ kind: kind === 'StaticPod' ? 'Pod' : kind, namespace, name }];
    }
    case 'addons':
      return (record as Result['addons'][number]).components.map(({ kind, namespace, name }) =>
        refOf(kind, name, namespace),
      );
    case 'exposure':
      return [(record as EntryPointRow).object];
    case 'storage': {
      const { kind, namespace, name } = record as StorageRow;
      return [refOf(kind, name, namespace)];
    }
    case 'identities': {
      const { kind, subject } = record as IdentityRow;
      const slash = kind === 'ServiceAccount' ? subject.indexOf('/') : -1;
      return [refOf(kind, subject.slice(slash + 1), slash < 0 ? undefined : subject.slice(0, slash))];
    }
    case 'certificates': {
      const { holder, namespace, name } = record as CertificateRow;
      return [refOf(holder, name, namespace)];
    }
    default:
      return section satisfies never;
  }
}

/** Fields that the columns of the section lack. */
export function moreFields(result: Result, { section, record }: Subject): Field[] {
  if (section === 'identities') {
    const { kind, subject, permissions, bindings, uncollectedRoles = [] } = record as IdentityRow;
    const users =
      kind === 'ServiceAccount'
        ? result.workloads.filter((one) => `${one.namespace}/${one.serviceAccount ?? 'default'}` === subject)
        : [];
    return [
      ['Permissions', permissions.length > 0 ? permissions : ['none that the checks evaluate']],
      ['Not Collected', uncollectedRoles],
      ['Bindings', bindings],
      ['Used By', users.map((one) => `${one.kind} ${one.namespace}/${one.name}`)],
    ];
  }
  if (section === 'workloads') {
    const { namespace, serviceAccount = 'default', claims = [], pools = [], images } = record as WorkloadRow;
    const account = `${namespace}/${serviceAccount}`;
    const identity = result.identities.find(
      ({ kind, subject }) => kind === 'ServiceAccount' && subject === account,
    );
    return [
      ['Images', images],
      ['Node Pools', pools],
      ['Volume Claims', claims],
      [
        'Permissions',
        identity
          ? identity.permissions
          : [`no RBAC binding of ${account} itself observed; bindings of its groups apply, too`],
      ],
    ];
  }
  if (section === 'control-plane') {
    const { flags, notes } = record as ComponentRow;
    return [
      ['Flags', flags.map(({ name, value, evidence }) => `${name}=${value} (${evidence.location})`)],
      ['Notes', notes],
    ];
  }
  return [];
}

/** Tables of what leads to the record and through it. */
export function relations(result: Result, subject: Subject, options: ReportOptions): string[] {
  const { section, record, network = [] } = subject;
  if (section === 'namespaces')
    return [namespaceText(namespaceReport(result, record as NamespaceRow), options)];
  if (section !== 'workloads') return detailsOf(result, new Set([record]), options);
  const { namespace, name } = record as WorkloadRow;
  const entries = result.entryPoints.filter(({ workloads = [] }) =>
    workloads.includes(`${namespace}/${name}`),
  );
  return [
    block('Entry Points', entryLines(entries, options), options).join('\n'),
    ...network.map((detail) =>
      block('Network', networkText(detail, options).split('\n').slice(1), options).join('\n'),
    ),
  ].filter((text) => text !== '');
}

function entryLines(entries: readonly EntryPointRow[], options: ReportOptions): string[] {
  if (entries.length === 0) return ['no entry point leads to its Pods'];
  const rows = entries.map((entry) => [
    entry.type,
    entry.object.namespace ? `${entry.object.namespace}/${entry.object.name}` : entry.object.name,
    entry.reach,
    addressText(entry) || '-',
    entry.ports.join(',') || '-',
    entry.hosts.length > 3 ? plural(entry.hosts.length, 'host') : entry.hosts.join(',') || '-',
  ]);
  return [table(['TYPE', 'NAME', 'REACH', 'ADDRESS', 'PORTS', 'HOSTS'], rows, options)];
}

function namespaceName(record: object): string {
  return 'namespace' in record ? String(record.namespace) : (record as NamespaceRow).name;
}

function refOf(kind: string, name: string, namespace: string | undefined): ObjectRef {
  return { kind, name, ...(namespace !== undefined && { namespace }) };
}
