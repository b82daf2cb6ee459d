/** Routes of Contour (https://projectcontour.io/docs/main/config/api/). */
import type { Project } from '../kinds/define.ts';
import type { RouteRecord } from '../schema/route.ts';
import { arr, isObject, obj, str, strings } from './raw.ts';
import type { Raw } from './raw.ts';
import { isOlder, partsOf, reference, route } from './routes.ts';

/** Contour HTTPProxy. A proxy without a virtual host is included by another one. */
export const projectHttpProxy: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  const tcp = obj(spec['tcpproxy']);
  const services = [...arr(spec['routes']), tcp]
    .map(obj)
    // Such a route answers by itself.
    .filter((entry) => !entry['requestRedirectPolicy'] && !entry['directResponsePolicy'])
    .flatMap((entry) => arr(entry['services']));
  const virtualHost = obj(spec['virtualhost']);
  return route(input, {
    parents: strings([spec['ingressClassName']]),
    hosts: strings([virtualHost['fqdn']]),
    backends: services.flatMap((ref) => reference(ref, namespace, 'Service', 'port')),
    hasTls: isObject(virtualHost['tls']),
    permitsPlain: arr(spec['routes']).some((entry) => obj(entry)['permitInsecure'] === true),
    refused: isInvalid(obj(raw['status']), input.meta.raw),
    includes: [...arr(spec['includes']), tcp['include'], tcp['includes']].flatMap((ref) =>
      reference(ref, namespace, ''),
    ),
  });
};

/** `currentStatus` belongs to the generation that the conditions contain. */
function isInvalid(status: Raw, { generation }: Raw): boolean {
  const isStale = arr(status['conditions']).some((condition) => isOlder(condition, generation));
  return !isStale && /^(?:invalid|orphaned)$/.test(str(status['currentStatus'], 32) ?? '');
}
