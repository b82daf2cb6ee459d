import type { Section } from '../section-names.ts';

const KINDS: Readonly<Record<Section, string>> = {
  'control-plane': 'ComponentList',
  nodes: 'NodeList',
  namespaces: 'NamespaceList',
  workloads: 'WorkloadList',
  addons: 'AddonList',
  storage: 'StorageList',
  exposure: 'EntryPointList',
  network: 'NetworkList',
  identities: 'IdentityList',
  certificates: 'CertificateList',
};

/** A list as the Kubernetes API returns it. */
export interface RecordList {
  apiVersion: 'archmap.io/v1';
  kind: string;
  items: readonly object[];
}

/** The records of a section as a list with `apiVersion`, `kind` and `items`. */
export function listOf(section: Section, items: readonly object[]): RecordList {
  return { apiVersion: 'archmap.io/v1', kind: KINDS[section], items };
}
