/** HTTPProxies of Contour, which its controller turns into configuration of Envoy. */
import type { Severity } from '../../result/types.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { CheckParts, Finding } from '../define.ts';
import { failAt } from './envoy.ts';
import { observed } from './objects.ts';

type Weakness = NonNullable<RouteRecord['weak']>[number];

/** One finding per HTTPProxy that has one of these settings; the first counts. */
export function* weakProxies(
  { routes }: Pick<CheckParts['extensions'], 'routes'>,
  asked: Readonly<Partial<Record<Weakness, { what: string; severity: Severity }>>>,
): Iterable<Finding & { verdict: 'fail' }> {
  for (const { kind, namespace, name, weak = [] } of routes) {
    const found = weak.map((one) => asked[one]).find((one) => one !== undefined);
    if (found)
      yield failAt(
        { kind, namespace, name },
        found.what,
        [observed(`${kind} ${namespace}/${name}`, found.what)],
        found.severity,
      );
  }
}

/** Services of HTTPProxies that Envoy connects to with TLS without verifying the certificate. */
export function* unverifiedUpstreams({
  extensions: { routes },
  services,
}: Pick<CheckParts, 'extensions' | 'services'>): Iterable<Finding & { verdict: 'fail' }> {
  const proxies = routes.filter(({ kind }) => kind === 'HTTPProxy');
  if (proxies.length === 0) return;
  const annotated = new Map(
    services.map(({ record }) => [`${record.namespace}/${record.name}`, tlsPortsOf(record)]),
  );
  for (const { kind, namespace, name, backends, unverifiedTls = [], verifiedTls = [] } of proxies) {
    const byService = backends.filter((backend) => {
      const [place = '', port = ''] = backend.split(':');
      return !verifiedTls.includes(backend) && annotated.get(place)?.includes(port);
    });
    const all = [...new Set([...unverifiedTls, ...byService])];
    if (all.length > 0)
      yield failAt(
        { kind, namespace, name },
        `TLS to ${all.slice(0, 3).join(', ')}${all.length > 3 ? ` and ${all.length - 3} more` : ''} has no validation`,
        all
          .slice(0, 3)
          .map((place) => observed(`${kind} ${namespace}/${name}`, `${place} without validation`)),
      );
  }
}

/** Ports, by number or name, that Contour connects to with TLS because the Service says so. */
function tlsPortsOf({ annotations, ports }: CheckParts['services'][number]['record']): string[] {
  const given = ['tls', 'h2'].flatMap((protocol) =>
    (annotations[`projectcontour.io/upstream-protocol.${protocol}`] ?? '').split(','),
  );
  const named = new Set(given.map((port) => port.trim()).filter((port) => port !== ''));
  return ports
    .filter(({ name, port }) => named.has(String(port)) || (name !== undefined && named.has(name)))
    .map(({ port }) => String(port));
}
