import type { EnvoyDetail, EnvoyFleetRow, Known, ObjectRef } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { knownWord, reasonText } from '../known.ts';
import { some } from '../text.ts';
import { listenerTls } from './tls-words.ts';
import type { DetailTable } from './types.ts';

/** Names in one cell; `-o json` has more. */
const MAX_NAMES = 5;

/** Envoys outside a mesh as tables: fleets and listeners. */
export function envoyTables({ fleets, listeners, sidecars }: EnvoyDetail): DetailTable[] {
  return [
    {
      id: 'fleets',
      title: 'Fleets',
      head: ['FLEET', 'CONTROLLED BY', 'VERSION', 'READY', 'ADMIN', 'XDS', 'LISTENERS'],
      wideHead: ['ADMIN PUBLISHED BY', 'ORIGIN', 'CONTROLLERS', 'REASON'],
      rows: fleets.map((fleet) => ({
        row: [
          `${fleet.kind} ${fleet.namespace}/${fleet.name}`,
          fleet.product,
          fleet.version ?? '?',
          readyText(fleet),
          adminText(fleet),
          knownWord(fleet.xds),
          numberText(fleet.listeners),
        ],
        wide: [
          some(fleet.adminPublishedBy, MAX_NAMES) || '-',
          fleet.trusted ? 'administrator' : 'not proven',
          fleet.controllers.join(', ') || '-',
          reasonsOf(fleet),
        ],
      })),
    },
    {
      id: 'listeners',
      title: 'Listeners',
      head: ['OBJECT', 'LISTENER', 'ADDRESS', 'PROTOCOL', 'TLS', 'HOSTS', 'ROUTES'],
      wideHead: ['MINIMUM TLS', 'CLIENT CERTIFICATES'],
      rows: listeners.map((listener) => ({
        row: [
          objectName(listener.object),
          listener.name ?? '-',
          addressText(listener),
          listener.protocol ?? '-',
          listenerTls(listener),
          some(listener.hosts, MAX_NAMES) || '-',
          some(listener.routes, MAX_NAMES, listener.moreRoutes) || '-',
        ],
        wide: [listener.minTls ?? '-', listener.clientCertificates ?? '-'],
      })),
    },
    {
      id: 'sidecars',
      title: 'Proxies in Pods of applications',
      head: ['PRODUCT', 'WORKLOADS'],
      wideHead: [],
      rows: sidecars.map(({ product, workloads }) => ({ row: [product, String(workloads)], wide: [] })),
    },
  ];
}

/** Services and ports of the host that accept connections from outside the cluster. */
const OUTSIDE = /\((?:NodePort|LoadBalancer)\)$|^host port /;

/** What the tables mean, as sentences for readers who do not operate Envoy. */
export function envoySummary({ fleets, listeners }: EnvoyDetail): string[] {
  const published = fleets.filter(({ adminPublishedBy }) =>
    adminPublishedBy.some((way) => OUTSIDE.test(way)),
  ).length;
  const open = fleets.filter(({ adminOpen }) => adminOpen).length;
  const unclear = fleets.filter(({ admin }) => !admin.known).length;
  const redirects = listeners.filter(({ tls }) => tls === 'redirect').length;
  const plain = listeners.filter(({ tls }) => tls === 'none').length;
  const xds = fleets.filter((fleet) => fleet.xds.known && fleet.xds.value === 'plaintext').length;
  return [
    `The admin interface is reachable from other Pods in ${open} of ${plural(fleets.length, 'fleet')}${published > 0 ? `, and from outside the cluster in ${published}` : ''}${unclear > 0 ? `, and unknown in ${unclear}` : ''}. It accepts commands without authentication.`,
    ...(listeners.length > 0
      ? [
          `${plain} of ${plural(listeners.length, 'listener')} ${plain === 1 ? 'has' : 'have'} no TLS${redirects > 0 ? `, and ${plural(redirects, 'only redirects', 'only redirect')} to HTTPS` : ''}.`,
        ]
      : []),
    ...(xds > 0
      ? [`${plural(xds, 'fleet receives', 'fleets receive')} configuration over plaintext xDS.`]
      : []),
  ];
}

function readyText({ ready, replicas }: EnvoyFleetRow): string {
  return replicas === undefined && ready === undefined ? '?' : `${ready ?? '?'}/${replicas ?? '?'}`;
}

function adminText({ admin, adminOpen }: EnvoyFleetRow): string {
  return adminOpen ? `${knownWord(admin)} (open)` : knownWord(admin);
}

function numberText(value: Known<number>): string {
  return value.known ? String(value.value) : 'unknown';
}

function reasonsOf({ admin, xds, listeners }: EnvoyFleetRow): string {
  const count = listeners.known ? '' : listeners.reason;
  const all = [...new Set([reasonText(admin), reasonText(xds), count])];
  // A reason that another one contains says nothing more.
  return all
    .filter((one) => one !== '' && !all.some((other) => other !== one && other.includes(one)))
    .join('; ');
}

function addressText({ address, port }: { address?: string; port?: number }): string {
  const shown = address === undefined ? '' : `${address}:`;
  return port === undefined ? (address ?? '-') : `${shown}${port}`;
}

function objectName({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
