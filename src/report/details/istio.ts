import { MTLS_MODES } from '../../result/mesh.ts';
import type { IstioDetail, MeshNamespaceRow, MeshWorkloadRow, MtlsState } from '../../result/types.ts';
import { knownText, knownWord, reasonText } from '../known.ts';
import { plural } from '../../shared/text.ts';
import { numberOf, some } from '../text.ts';
import { egressTable, gatewayTable } from './mesh-gateways.ts';
import type { DetailTable } from './types.ts';

/** The mesh as tables: settings, control planes, gateways, egress, namespaces, workloads. */
export function istioTables(detail: IstioDetail): DetailTable[] {
  return [
    settings(detail),
    controlPlanes(detail),
    proxies(detail),
    gatewayTable(detail),
    egressTable(detail),
    namespaces(detail),
    workloads(detail),
  ];
}

function settings({ forms, dataPlane, mtls, rootNamespace, egress, gatewayCount }: IstioDetail): DetailTable {
  const rows = [
    ['Installation', forms.join(', ') || '?'],
    ['Data plane', DATA_PLANES[dataPlane]],
    ['Mutual TLS mode', knownText(mtls)],
    ['Root namespace', knownText(rootNamespace)],
    ['Egress (outboundTrafficPolicy)', knownText(egress)],
    ['Gateways', gatewayCount.known ? String(gatewayCount.value) : `unknown: ${gatewayCount.reason}`],
  ];
  return {
    id: 'settings',
    title: 'Mesh',
    head: ['SETTING', 'VALUE'],
    wideHead: [],
    rows: rows.map((row) => ({ row, wide: [] })),
  };
}

const DATA_PLANES: Readonly<Record<IstioDetail['dataPlane'], string>> = {
  sidecar: 'sidecar',
  ambient: 'ambient',
  both: 'sidecar and ambient',
  none: 'no workload in the mesh observed',
};

function controlPlanes(detail: IstioDetail): DetailTable {
  return {
    id: 'control-planes',
    title: 'Control planes',
    head: ['REVISION', 'TAGS', 'NAMESPACE', 'WORKLOAD', 'VERSION', 'REPLICAS'],
    wideHead: ['ORIGIN', 'IMAGE'],
    rows: detail.controlPlanes.map(
      ({ revision, tags, namespace, workload, version, image, replicas, external, managed, trusted }) => ({
        row: [
          revision,
          tags.join(', ') || '-',
          namespace,
          workload
            ? `${workload.kind} ${workload.name}`
            : managed
              ? `managed by ${managed}`
              : external
                ? 'external'
                : '?',
          version ?? '?',
          replicas === undefined ? '?' : String(replicas),
        ],
        wide: [trusted ? 'administrator' : 'not proven', image ?? '-'],
      }),
    ),
  };
}

/** Versions of proxies, and how far they are from their control plane. */
function proxies(detail: IstioDetail): DetailTable {
  return {
    id: 'proxies',
    title: 'Proxies',
    head: ['REVISION', 'ROLE', 'VERSION', 'PODS', 'SKEW'],
    wideHead: ['NAMESPACES'],
    rows: detail.proxies.map(({ revision, role, version, pods, namespaces: places, skew }) => ({
      row: [revision, role, version ?? '?', String(pods), skewText(skew)],
      wide: [some(places, MAX_NAMES)],
    })),
  };
}

const MAX_NAMES = 5;

function skewText(skew: IstioDetail['proxies'][number]['skew']): string {
  if (!skew) return '-';
  const { control, behind } = skew;
  if (behind === 0) return `control plane ${control}`;
  return `${plural(Math.abs(behind), 'minor')} ${behind > 0 ? 'older' : 'newer'} than control plane ${control}`;
}

/** Words of the states of a namespace. */
export const MTLS_STATES: Readonly<Record<MtlsState, string>> = {
  enforced: 'enforced',
  'pods-outside': 'STRICT; Pods outside the mesh',
  'not-enforced': 'not enforced',
  unknown: 'unknown',
};

function namespaces(detail: IstioDetail): DetailTable {
  return {
    id: 'namespaces',
    title: 'Namespaces',
    head: ['NAMESPACE', 'MTLS', 'MODE', 'PODS IN MESH', 'OUTSIDE', 'WORKLOADS', 'AUTHORIZATION'],
    wideHead: ['ENROLLED BY LABEL', 'REASON'],
    rows: detail.namespaces.map((row) => ({
      row: [
        row.name,
        stateText(row),
        knownWord(row.mode),
        numberOf(row, 'podsInMesh'),
        numberOf(row, 'podsOutside'),
        countsText(row.modes, MODE_ORDER) || '-',
        countsText(row.authorization, AUTHORIZATION_ORDER) || '-',
      ],
      wide: [row.enrolled ? 'yes' : 'no', reasonsOf(row)],
    })),
  };
}

/** `STRICT; 3 Pods outside the mesh`; nothing for gateways alone. */
function stateText({ mtls, podsOutside }: MeshNamespaceRow): string {
  if (mtls === undefined) return '-';
  return mtls === 'pods-outside' && podsOutside !== undefined
    ? `STRICT; ${plural(podsOutside, 'Pod')} outside the mesh`
    : MTLS_STATES[mtls];
}

const MODE_ORDER = [...MTLS_MODES, 'unknown'] as const;
const AUTHORIZATION_ORDER = [
  'none',
  'allow-all',
  'audit',
  'deny',
  'custom',
  'allow-list',
  'deny-all',
  'unknown',
] as const;

/** `3 PERMISSIVE, 1 STRICT`: numbers of workloads, the weakest first. */
function countsText<K extends string>(
  counts: Readonly<Partial<Record<K, number>>>,
  order: readonly K[],
): string {
  return order.flatMap((name) => (counts[name] === undefined ? [] : [`${counts[name]} ${name}`])).join(', ');
}

function reasonsOf({ reasons, mode }: MeshNamespaceRow): string {
  return [...new Set([...reasons, ...(mode.known ? [] : [mode.reason])])].join('; ');
}

function workloads(detail: IstioDetail): DetailTable {
  return {
    id: 'workloads',
    title: 'Workloads',
    head: ['NAMESPACE', 'KIND', 'NAME', 'MEMBERSHIP', 'MTLS', 'AUTHORIZATION'],
    wideHead: ['POLICIES', 'REQUEST AUTHENTICATION', 'REASON'],
    rows: detail.workloads.map((row) => ({
      row: [
        row.namespace,
        row.kind,
        row.name,
        row.observed ? row.membership : `${row.membership} (no Pod observed)`,
        mtlsText(row),
        knownWord(row.authorization),
      ],
      wide: [
        [...row.policies, ...(row.morePolicies === undefined ? [] : [`${row.morePolicies} more`])].join(
          ', ',
        ) || '-',
        row.requestAuthentications.join(', ') || '-',
        [...new Set([reasonText(row.mtls), reasonText(row.authorization)])]
          .filter((reason) => reason !== '')
          .join('; '),
      ],
    })),
  };
}

/** `STRICT, port 8080 PERMISSIVE`; gateways and waypoints have none. */
function mtlsText({ mtls, ports = [], bypasses = [] }: MeshWorkloadRow): string {
  if (mtls === undefined) return '-';
  return [
    knownWord(mtls),
    ...ports.map(({ port, mode }) => `port ${port} ${mode}`),
    ...bypasses.map((traffic) => `bypassed: ${traffic}`),
  ].join(', ');
}
