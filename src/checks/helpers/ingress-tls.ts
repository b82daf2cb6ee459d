/** TLS of Ingresses that is configured in annotations, which each controller reads itself. */
import type { IngressRecord } from '../../snapshot/records/index.ts';
import { GO_FALSE, GO_TRUE, mayRead } from '../../data/ingress-guards.ts';
import { groupRedirect, ingressTls, redirectSwitches } from '../../data/ingress-tls.ts';

/** Whether the controller has a certificate for it elsewhere, or another proxy terminates TLS before it. */
export function hasControllerTls({ annotations }: IngressRecord, controller: string | undefined): boolean {
  return ingressTls.some((one) =>
    one.always === true
      ? controller !== undefined && mayRead(one, controller)
      : mayRead(one, controller) && one.keys.some(({ key, value }) => value.test(annotations[key] ?? '')),
  );
}

/**
 * How an Ingress with a certificate is served by plaintext HTTP as well, and what decides it when that is not collected; both undefined: it
 * redirects, as far as its annotations say. Only a controller that is known by its class counts. `peers` share its load balancer.
 */
export function plaintextOf(
  { annotations }: IngressRecord,
  controller: string | undefined,
  peers: readonly IngressRecord[],
): { how?: string | undefined; undecided?: string | undefined } {
  const isForced = GO_TRUE.test(annotations['nginx.ingress.kubernetes.io/force-ssl-redirect'] ?? '');
  if (!isForced && redirectSwitches.some((key) => GO_FALSE.test(annotations[key] ?? '')))
    return { how: 'the redirect to HTTPS is disabled' };
  const known = ingressTls.find(
    ({ controllers, foreign }) =>
      controller !== undefined &&
      controllers.test(controller) &&
      (controller.includes('/') || !foreign.test(controller)),
  );
  if (known === undefined || peers.some((peer) => /\d/.test(peer.annotations[groupRedirect] ?? '')))
    return {};
  const valueOf = (key: string) => annotations[key] ?? '';
  return { how: known.plaintext?.(valueOf), undecided: known.undecided?.(valueOf) };
}

/** All its paths answer challenges of ACME, which require plaintext HTTP (RFC 8555, section 8.3). */
export function onlyAnswersChallenges({ paths = [] }: IngressRecord): boolean {
  return paths.length > 0 && paths.every((path) => / \/\.well-known\/acme-challenge\//.test(path));
}
