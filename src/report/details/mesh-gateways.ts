import type { IstioDetail, MeshGatewayRow } from '../../result/types.ts';
import { some } from '../text.ts';
import { SERVER_TLS } from './tls-words.ts';
import type { DetailTable } from './types.ts';

/** Names in one cell; `-o json` has more. */
const MAX_NAMES = 5;

/** Gateways, one row for each of their servers. */
export function gatewayTable({ gateways }: Pick<IstioDetail, 'gateways'>): DetailTable {
  return {
    id: 'gateways',
    title: 'Gateways',
    head: ['GATEWAY', 'REACH', 'PORT', 'TLS', 'HOSTS', 'ROUTES'],
    wideHead: ['API', 'PROTOCOL', 'MINIMUM TLS', 'WORKLOADS'],
    rows: gateways.flatMap((gateway) =>
      (gateway.servers.length > 0 ? gateway.servers : [undefined]).map((server) => ({
        row: [
          `${gateway.namespace}/${gateway.name}`,
          gateway.reach,
          server?.port === undefined ? '-' : String(server.port),
          server ? SERVER_TLS[server.tls] : '-',
          server ? some(server.hosts, MAX_NAMES, server.moreHosts) || '-' : '-',
          server ? some(server.routes, MAX_NAMES, server.moreRoutes) || '-' : '-',
        ],
        wide: [
          API_WORDS[gateway.api],
          server?.protocol ?? '-',
          server?.minTls ?? '-',
          some(gateway.workloads, MAX_NAMES) || '-',
        ],
      })),
    ),
  };
}

const API_WORDS: Readonly<Record<MeshGatewayRow['api'], string>> = {
  'networking.istio.io': 'Istio',
  'gateway.networking.k8s.io': 'Gateway API',
};

/** Sidecars with an egress mode of their own. */
export function egressTable({ egressOverrides }: Pick<IstioDetail, 'egressOverrides'>): DetailTable {
  return {
    id: 'egress',
    title: 'Egress by Sidecar',
    head: ['SIDECAR', 'SCOPE', 'MODE'],
    wideHead: [],
    rows: egressOverrides.map(({ namespace, name, scope, mode }) => ({
      row: [`${namespace}/${name}`, scope, mode],
      wide: [],
    })),
  };
}

/** Servers of Gateways by what they do with TLS, as a sentence; none without Gateways. */
export function gatewaySentences({ gateways }: Pick<IstioDetail, 'gateways'>): string[] {
  const servers = gateways.flatMap((gateway) => gateway.servers.map((server) => ({ gateway, server })));
  if (servers.length === 0) return [];
  const plain = servers.filter(({ server }) => server.tls === 'plain' || server.tls === 'tcp');
  const open = plain.filter(({ gateway }) => gateway.reach === 'public').length;
  return [
    `${plain.length} of ${servers.length} gateway servers accept connections without TLS, ${open} of them at public addresses.`,
  ];
}
