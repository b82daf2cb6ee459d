import type { CheckParts } from '../../checks/define.ts';
import type { EnvoyDetail, EnvoyFleetRow, EnvoyListenerRow } from '../../result/types.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import { DYNAMIC_LISTENERS } from '../../snapshot/project/envoy-admin.ts';

type Facts = CheckParts['envoy'];
type Proxy = Facts['proxies'][number];

const MAX_NAMES = 50;
const MAX_CONTROLLERS = 5;

/** Fleets of Envoys outside a mesh with what is known of their configuration, for the row of Envoy. */
export function envoyDetail({ proxies, controllers, listeners, sidecars }: Facts): EnvoyDetail {
  const byForm = groupBy(controllers, ({ form }) => form);
  return {
    fleets: proxies.map((proxy) => fleetRow(proxy, byForm.get(proxy.form) ?? [])),
    listeners: [...proxies.flatMap(ofBootstraps), ...listeners.map(ofGateway)],
    sidecars: sidecars.map(({ form, workloads }) => ({ product: form, workloads: workloads.length })),
  };
}

function fleetRow(proxy: Proxy, controllers: Facts['controllers']): EnvoyFleetRow {
  const { workload, form, version, trusted, admin, publishedBy } = proxy;
  return {
    namespace: workload.namespace,
    kind: workload.kind,
    name: workload.name,
    product: form,
    controllers: controllers
      .slice(0, MAX_CONTROLLERS)
      .map((controller) => `${controller.workload.namespace}/${controller.workload.name}`),
    ...(version !== undefined && { version }),
    ...(workload.replicas !== undefined && { replicas: workload.replicas }),
    ...(workload.ready !== undefined && { ready: workload.ready }),
    trusted,
    admin: admin.known ? known(addressText(admin.value), ...admin.evidence) : admin,
    ...(admin.known && { adminOpen: !admin.value.loopback }),
    adminPublishedBy: publishedBy.slice(0, MAX_NAMES),
    xds: xdsOf(proxy),
    listeners: countOf(proxy),
  };
}

function addressText({ address, port }: { address: string; port?: number }): string {
  return port === undefined ? address : `${address}:${port}`;
}

/** The weakest connection of its containers. */
function xdsOf({ configurations }: Proxy): EnvoyFleetRow['xds'] {
  const all = configurations.map(({ bootstrap }) => bootstrap);
  if (all.some((one) => (one?.plaintextXds ?? []).length > 0)) return known('plaintext');
  const missing = missingOf(configurations);
  if (missing) return missing;
  const servers = all.flatMap((one) => (one?.clusters ?? []).filter(({ xds }) => xds === true));
  if (servers.length === 0) {
    const elsewhere = all.some((one) => (one?.elsewhere ?? []).length > 0);
    return elsewhere ? unknown('its bootstrap names no cluster of xDS servers') : known('none');
  }
  return known(servers.every(({ local }) => local === true) ? 'local' : 'TLS');
}

function countOf(proxy: Proxy): EnvoyFleetRow['listeners'] {
  const dynamic = proxy.configurations.some(({ bootstrap }) => bootstrap?.elsewhere?.includes('listeners'));
  return (
    missingOf(proxy.configurations) ??
    (dynamic ? unknown(DYNAMIC_LISTENERS) : known(ofBootstraps(proxy).length))
  );
}

/** Why a part of its configuration is not known. */
function missingOf(configurations: Proxy['configurations']) {
  const gap = configurations.find(({ bootstrap, missing }) => missing !== undefined || !bootstrap);
  return gap && unknown(gap.missing ?? 'its configuration was not read');
}

function ofBootstraps({ workload, configurations }: Proxy): EnvoyListenerRow[] {
  const { kind, namespace, name } = workload;
  const rows = configurations.flatMap(({ bootstrap }) =>
    (bootstrap?.listeners ?? []).map((listener): EnvoyListenerRow => ({
      object: { kind, namespace, name },
      ...(listener.name !== undefined && { name: listener.name }),
      address: listener.address,
      ...(listener.port !== undefined && { port: listener.port }),
      ...((listener.http ?? []).length > 0 && { protocol: listener.tls ? 'HTTPS' : 'HTTP' }),
      hosts: [],
      tls: listener.tls ? 'Terminate' : 'none',
      ...(listener.minTls !== undefined && { minTls: listener.minTls }),
      ...(listener.clients !== undefined && { clientCertificates: listener.clients }),
      routes: [],
    })),
  );
  // Templates of one workload often have the same bootstrap.
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function ofGateway(listener: Facts['listeners'][number]): EnvoyListenerRow {
  const { namespace, gateway, name, port, protocol, hosts, tls, routes } = listener;
  const redirects = tls === 'none' && routes.length > 0 && routes.every((route) => route.redirects);
  return {
    object: { kind: 'Gateway', namespace, name: gateway },
    name,
    ...(port !== undefined && { port }),
    protocol,
    hosts: hosts.slice(0, MAX_NAMES),
    tls: redirects ? 'redirect' : tls,
    ...listener.client,
    routes: routes.slice(0, MAX_NAMES).map((route) => route.name),
    ...(routes.length > MAX_NAMES && { moreRoutes: routes.length - MAX_NAMES }),
  };
}
