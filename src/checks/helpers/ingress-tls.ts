/** TLS of Ingresses that is configured in annotations, which each controller reads itself. */
import type { IngressRecord } from '../../snapshot/records/index.ts';
import { GO_FALSE, GO_TRUE, ingressGuards, mayRead } from '../../data/ingress-guards.ts';
import type { IngressTls } from '../../data/ingress-tls.ts';
import { ingressTls, redirectSwitches } from '../../data/ingress-tls.ts';

/**
 * Whether the controller has a certificate for it elsewhere, or HTTP is redirected before it reaches the backend. `sharing` are the Ingresses
 * of its load balancer, with itself.
 */
export function hasControllerTls(
  ingress: IngressRecord,
  controller: string | undefined,
  sharing: readonly IngressRecord[],
): boolean {
  return ingressTls.some((one) =>
    one.always === true
      ? controller !== undefined && mayRead(one, controller)
      : mayRead(one, controller) && (hasKey(one, ingress) || isRedirectedByGroup(one, sharing)),
  );
}

/**
 * How an Ingress with a certificate is served by plaintext HTTP as well, and what decides it when that is not collected; both undefined: it
 * redirects, as far as its annotations say. Only a controller counts that is known by its class or, without one, by its certificate.
 */
export function plaintextOf(
  ingress: IngressRecord,
  controller: string | undefined,
  sharing: readonly IngressRecord[],
): { how?: string | undefined; undecided?: string | undefined } {
  const valueOf = (key: string) => ingress.annotations[key] ?? '';
  if (redirectSwitches.some((key) => isSwitchedOff(key, valueOf, controller)))
    return { how: 'the redirect to HTTPS is disabled' };
  const known = ingressTls.find((one) =>
    controller === undefined ? hasKey(one, ingress) : isNamed(one, controller),
  );
  if (known === undefined || isRedirectedByGroup(known, sharing)) return {};
  return { how: known.plaintext?.(valueOf), undecided: known.undecided?.(valueOf) };
}

function hasKey({ keys }: IngressTls, { annotations }: IngressRecord): boolean {
  return keys.some(({ key, value }) => value.test(annotations[key] ?? ''));
}

function isNamed({ controllers, foreign }: IngressTls, controller: string): boolean {
  return controllers.test(controller) && (controller.includes('/') || !foreign.test(controller));
}

function isRedirectedByGroup({ groupRedirect }: IngressTls, sharing: readonly IngressRecord[]): boolean {
  return (
    groupRedirect !== undefined &&
    sharing.some(({ annotations }) => /^\s*\d+\s*$/.test(annotations[groupRedirect] ?? ''))
  );
}

const NGINX = 'nginx.ingress.kubernetes.io/';

/** Only annotations that the controller reads have an effect; nginx can force what the other one disables. */
function isSwitchedOff(
  key: string,
  valueOf: (key: string) => string,
  controller: string | undefined,
): boolean {
  if (!GO_FALSE.test(valueOf(key))) return false;
  const reader = ingressGuards.find(({ prefix }) => key.startsWith(prefix));
  if (reader && !mayRead(reader, controller)) return false;
  return !(key.startsWith(NGINX) && GO_TRUE.test(valueOf(`${NGINX}force-ssl-redirect`)));
}

/** All its paths answer challenges of ACME, which require plaintext HTTP (RFC 8555, section 8.3). */
export function onlyAnswersChallenges({ paths = [] }: IngressRecord): boolean {
  return paths.length > 0 && paths.every((path) => / \/\.well-known\/acme-challenge\//.test(path));
}
