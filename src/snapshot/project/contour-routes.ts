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
    unverifiedTls: tlsOf(services, false).flatMap((ref) => reference(ref, namespace, 'Service', 'port')),
    verifiedTls: tlsOf(services, true).flatMap((ref) => reference(ref, namespace, 'Service', 'port')),
    weak: weaknessesOf(virtualHost),
    permitsPlain: arr(spec['routes']).some((entry) => obj(entry)['permitInsecure'] === true),
    refused: isInvalid(obj(raw['status']), input.meta.raw),
    includes: [...arr(spec['includes']), tcp['include'], tcp['includes']].flatMap((ref) =>
      reference(ref, namespace, ''),
    ),
  });
};

/** Services with TLS; without `validation`, Contour configures no CA (internal/dag/httpproxy_processor.go). */
function tlsOf(services: readonly unknown[], isVerified: boolean): unknown[] {
  return services.filter((service) => {
    const { protocol, validation } = obj(service);
    if (isObject(validation)) return isVerified && (protocol === undefined || isTls(protocol));
    return !isVerified && isTls(protocol);
  });
}

function isTls(protocol: unknown): boolean {
  return protocol === 'tls' || protocol === 'h2';
}

/** Settings of a virtual host that let in clients that it seems to keep out. */
function weaknessesOf({ tls, authorization, corsPolicy, jwtProviders }: Raw): Weakness[] {
  const clients = obj(obj(tls)['clientValidation']);
  const cors = obj(corsPolicy);
  const found: Weakness[] = [];
  if (clients['skipClientCertValidation'] === true) found.push('skipClientCertValidation');
  if (clients['optionalClientCertificate'] === true) found.push('optionalClientCertificate');
  if (obj(authorization)['failOpen'] === true) found.push('authorization.failOpen');
  if (cors['allowCredentials'] === true && strings(cors['allowOrigin']).some(isAnyOrigin))
    found.push('corsPolicy');
  if (arr(jwtProviders).some((one) => str(obj(obj(one)['remoteJWKS'])['uri'])?.startsWith('http:')))
    found.push('remoteJWKS');
  return found;
}

type Weakness = NonNullable<RouteRecord['weak']>[number];

/** What is neither `*` nor an origin is a regular expression there. */
function isAnyOrigin(origin: string): boolean {
  return origin === '*' || /^\^?\.[*+]\$?$/.test(origin);
}

/** `currentStatus` belongs to the generation that the conditions contain. */
function isInvalid(status: Raw, { generation }: Raw): boolean {
  const isStale = arr(status['conditions']).some((condition) => isOlder(condition, generation));
  return !isStale && /^(?:invalid|orphaned)$/.test(str(status['currentStatus'], 32) ?? '');
}
